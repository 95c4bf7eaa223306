import { freeArguments } from './arguments.ts';
import { browserPrograms, type Framework, frameworkCommands, viteFrameworks } from './runners.ts';
import { type Launch, packageAt, type Reading } from './site.ts';

/** `next start -p 3000 web`, `nest start api --watch`, `react-router-serve build/server/index.js`. */
export function launchFramework(
  program: string,
  framework: Framework,
  words: readonly string[],
  { site, folders }: Reading,
): readonly Launch[] {
  const free = freeArguments(words, ['-p', '--port', '-H', '--hostname', '-c', '--config']);
  if (!program.endsWith('-serve') && !frameworkCommands.has(free[0] ?? 'start')) return [];
  const argument = free.find((word) => !frameworkCommands.has(word) && !word.startsWith('-')) ?? null;
  return [{ site, kind: null, target: { type: 'framework', framework, dirs: site.locate('.', folders), argument } }];
}

/** `vite` is the server of a framework where its plug-in is a dependency; else it and its kin serve a browser. */
export function launchBrowser(program: string, words: readonly string[], reading: Reading): readonly Launch[] {
  const { site, folders } = reading;
  const free = freeArguments(words, ['-c', '--config', '--port', '--mode', '-m', '--host']);
  const folder =
    program === 'vite' ? free.find((word) => !/^(?:dev|serve|build|preview|optimize)$/.test(word)) : undefined;
  const dirs = site.locate(folder ?? '.', folders);
  const dependencies = packageAt(reading)?.dependencies;
  const framework = program === 'vite' ? viteFrameworks.find(([name]) => dependencies?.has(name))?.[1] : undefined;
  if (framework !== undefined)
    return [{ site, kind: null, target: { type: 'framework', framework, dirs, argument: null } }];
  return browserPrograms.has(program) || program === 'webpack'
    ? [{ site, kind: 'browser', target: { type: 'browser', program, dirs } }]
    : [];
}
