import { compilerOf } from './compilers.ts';
import { codeRunners, wrappers } from './runners.ts';

/** Scripts that call scripts are followed so deep. */
const MAX_DEPTH = 6;
const MANAGERS = /^(?:npm|pnpm|yarn|bun)$/;
/** Sub-commands of package managers that run the command behind them. */
const EXECUTES = /^(?:exec|x|dlx)$/;
/** Sub-commands of package managers that are no script. */
const OWN =
  /^(?:add|audit|cache|ci|config|create|get|help|i|info|init|install|link|list|login|ls|outdated|pack|prefix|publish|remove|root|set|up|update|version|view|whoami|why)$/;

/**
 * What a command line of the program compiles with and then ends, followed through the scripts of its package; null where it compiles
 * nothing. `parse` takes a line apart into the words of its commands.
 */
export function compilerOfLine(
  line: string,
  scripts: ReadonlyMap<string, string>,
  parse: (line: string) => readonly (readonly string[])[],
  depth = 0,
): string | null {
  if (depth > MAX_DEPTH) return null;
  for (const words of parse(line)) {
    const found = compilerOfWords(words, scripts, parse, depth);
    if (found !== null) return found;
  }
  return null;
}

function compilerOfWords(
  words: readonly string[],
  scripts: ReadonlyMap<string, string>,
  parse: (line: string) => readonly (readonly string[])[],
  depth: number,
): string | null {
  const program = baseName(words[0] ?? '');
  const rest = words.slice(1);
  const inner = (list: readonly string[]) => compilerOfWords(list, scripts, parse, depth + 1);
  if (depth > MAX_DEPTH || program === '') return null;
  if (/^(?:sh|bash|cmd)$/.test(program)) {
    const at = rest.findIndex((word) => /^(?:-l?c|\/c)$/i.test(word));
    return at < 0 ? null : compilerOfLine(rest.slice(at + 1).join(' '), scripts, parse, depth + 1);
  }
  if (wrappers.has(program)) return inner(rest.filter((word) => !/^(?:-|\w+=)/.test(word)));
  if (MANAGERS.test(program)) {
    const free = rest.filter((word) => !word.startsWith('-'));
    if (EXECUTES.test(free[0] ?? '')) return inner(free.slice(1));
    const runs = free[0] === 'run' || free[0] === 'run-script';
    const name = runs ? free[1] : free[0];
    // npm alone takes `start` and `test` for scripts; the others take any name.
    if (name === undefined || (!runs && (program === 'npm' || OWN.test(name)))) return null;
    const own = scripts.get(name);
    if (own === undefined) return runs || program === 'bun' ? null : inner(free);
    return [scripts.get(`pre${name}`), own, scripts.get(`post${name}`)].reduce<string | null>(
      (found, text) => found ?? (text === undefined ? null : compilerOfLine(text, scripts, parse, depth + 1)),
      null,
    );
  }
  if (codeRunners.has(program)) return null;
  const compiler = compilerOf(program, rest);
  return compiler?.by === 'first' ? compiler.program : null;
}

const baseName = (word: string): string => word.replace(/^.*[/\\]/, '').replace(/\.(?:cmd|exe|js)$/, '');
