#!/usr/bin/env node
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error[node-version]: sharenothing needs Node.js 20.19 or newer, this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  module.enableCompileCache?.();
  const { main } = await import('../dist/cli/main.js');
  // Never process.exit: what was written to a pipe must get there first.
  process.exitCode = await main(process.argv.slice(2));
}
