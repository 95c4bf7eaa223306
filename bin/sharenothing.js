#!/usr/bin/env node
import module from 'node:module';
import v8 from 'node:v8';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error[node-version]: sharenothing needs Node.js 20.19 or newer, this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  module.enableCompileCache?.();
  // Most code here runs for seconds at most: to optimise it as eagerly as a server's takes half of the processor time of a small run
  // and brings less. What is hot in a large one is optimised all the same. Only versions that know the flag: others complain of it.
  if (major === 20) v8.setFlagsFromString('--interrupt-budget=1000000');
  if (major === 22 || major === 24) v8.setFlagsFromString('--invocation-count-for-turbofan=20000');
  const { main } = await import('../dist/cli/main.js');
  // Never process.exit: what was written to a pipe must get there first.
  process.exitCode = await main(process.argv.slice(2));
}
