import { type ShellToken as Token, withFunctionCalls } from './shell-functions.ts';

/** One simple command of a shell line: `FOO=1 node x.js` has one assignment and two words. Redirections are taken off. */
export type ShellCommand = {
  readonly assignments: readonly (readonly [name: string, value: string])[];
  /** Quotes resolved; `$x` left as written, `${x:-default}` replaced by its default. */
  readonly words: readonly string[];
  /** Folders that `cd` led to before this command, in order, from where the line starts. */
  readonly folders: readonly string[];
  /** 1-based line in the text. */
  readonly line: number;
  /** The conditions under which it runs (`if`, `case`, `[ … ] &&`), as written, joined by blanks; absent where it always does. */
  readonly condition?: string;
};

const operators = ['&&', '||', ';;', '|&', ';', '|', '&', '(', ')', '\n'];
const keywords = new Set(['if', 'then', 'else', 'elif', 'fi', 'do', 'done', 'while', 'until', '{', '}', '!', 'time']);

/** Commands that print the folder of installed programs (docs.npmjs.com/cli/v8/commands/npm-bin, classic.yarnpkg.com/docs/cli/bin). */
const BIN = /\$\((?:npm|yarn|pnpm) bin\)|`(?:npm|yarn|pnpm) bin`/g;

/** Parses shell text as POSIX sh reads it, as far as commands go; calls of its functions are what those do. Never throws; an open quote runs to the end. */
export function parseShell(text: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let folders: readonly string[] = [];
  const outer: (readonly string[])[] = [];
  let words: Token[] = [];
  const conditions = createConditions();
  const flush = (operator: string) => {
    const condition = conditions.next(words, operator);
    const command = toCommand(words, folders);
    words = [];
    if (!command) return;
    if (command.words[0] === 'cd' || command.words[0] === 'pushd') {
      const target = command.words.slice(1).find((word) => !word.startsWith('-'));
      if (target !== undefined) folders = [...folders, target];
    } else commands.push(condition === '' ? command : { ...command, condition });
  };
  for (const token of withFunctionCalls(tokenize(text.replace(BIN, 'node_modules/.bin')))) {
    if (token.kind === 'word') {
      words.push(token);
      continue;
    }
    flush(token.text);
    if (token.text === '(') outer.push(folders);
    else if (token.text === ')') folders = outer.pop() ?? folders;
  }
  flush('');
  return commands;
}

/** Follows `if`, `case` and tests joined to a command: `next` is told each simple command and the operator behind it, and gives its condition. */
function createConditions(): { next(words: readonly Token[], operator: string): string } {
  /** Conditions of the blocks that are open; a `case` starts with its word and goes on with the label at hand. */
  const open: { text: string; isCase: boolean }[] = [];
  let asking: string | undefined;
  /** The test that the command before was, where `&&` or `||` follows it. */
  let test = '';
  return {
    next(words, operator) {
      const texts = words.map((word) => word.text);
      let at = 0;
      for (; at < texts.length && keywords.has(texts[at]!); at++) {
        const word = texts[at]!;
        if (word === 'if' || word === 'while' || word === 'until') asking = '';
        else if (word === 'elif') {
          open.pop();
          asking = '';
        } else if (word === 'then' || word === 'do') {
          open.push({ text: asking ?? '', isCase: false });
          asking = undefined;
        } else if (word === 'fi' || word === 'done') open.pop();
      }
      const rest = texts.slice(at);
      if (rest[0] === 'case') open.push({ text: rest.join(' '), isCase: true });
      else if (rest[0] === 'esac') open.pop();
      const block = open.at(-1);
      if (block?.isCase && operator === ')') block.text = rest.join(' ');
      if (asking !== undefined) asking = `${asking} ${rest.join(' ')}`.trim();
      const isTest = rest[0] === '[' || rest[0] === '[[' || rest[0] === 'test';
      const condition = [...open.map((one) => one.text || '?'), ...(test === '' ? [] : [test])].join(' ');
      if (operator !== '&&' && operator !== '||') test = '';
      else if (isTest && asking === undefined) test = rest.join(' ');
      return condition;
    },
  };
}

function toCommand(tokens: readonly Token[], folders: readonly string[]): ShellCommand | undefined {
  let at = 0;
  while (at < tokens.length && keywords.has(tokens[at]!.text)) at++;
  const assignments: (readonly [string, string])[] = [];
  for (; at < tokens.length; at++) {
    const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(tokens[at]!.text);
    if (!assignment) break;
    assignments.push([assignment[1]!, assignment[2]!]);
  }
  const words = tokens.slice(at);
  if (words.length === 0) return undefined;
  return { assignments, words: words.map((word) => word.text), folders, line: words[0]!.line };
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let word: string | undefined;
  let wordLine = 1;
  let line = 1;
  let dropNext = false; // the word after a redirection
  let at = 0;
  const begin = () => {
    if (word === undefined) {
      word = '';
      wordLine = line;
    }
  };
  const end = () => {
    if (word === undefined) return;
    if (!dropNext) tokens.push({ kind: 'word', text: word, line: wordLine });
    dropNext = false;
    word = undefined;
  };
  while (at < text.length) {
    const char = text[at]!;
    if (char === '\\') {
      if (text[at + 1] === '\n' || text.startsWith('\r\n', at + 1)) {
        at += text[at + 1] === '\n' ? 2 : 3;
        line++;
        continue;
      }
      begin();
      word += text[at + 1] ?? '';
      at += 2;
    } else if (char === "'" || char === '"') {
      begin();
      const close = closing(text, at);
      const inner = text.slice(at + 1, close);
      word += char === '"' ? expandDefaults(inner.replace(/\\(["\\$`])/g, '$1')) : inner;
      line += count(inner);
      at = close + 1;
    } else if (char === '`' || text.startsWith('$(', at) || text.startsWith('${', at)) {
      begin();
      const close = char === '`' ? text.indexOf('`', at + 1) : closingBracket(text, at + 1);
      const stop = close < 0 ? text.length : close + 1;
      word += expandDefaults(text.slice(at, stop));
      line += count(text.slice(at, stop));
      at = stop;
    } else if (char === '#' && word === undefined) {
      const stop = text.indexOf('\n', at);
      at = stop < 0 ? text.length : stop;
    } else if (char === '>' || char === '<') {
      if (word !== undefined && /^\d+$/.test(word)) word = undefined;
      end();
      while (text[at] === '>' || text[at] === '<') at++;
      if (text[at] === '&') {
        at++;
        while (at < text.length && /[\d-]/.test(text[at]!)) at++;
      } else dropNext = true;
    } else if (text.startsWith('&>', at)) {
      end();
      at += 2;
      dropNext = true;
    } else {
      const operator = operators.find((op) => text.startsWith(op, at));
      if (operator !== undefined) {
        end();
        dropNext = false;
        tokens.push({ kind: 'operator', text: operator, line });
        if (operator === '\n') line++;
        at += operator.length;
      } else if (/\s/.test(char)) {
        end();
        at++;
      } else {
        begin();
        word += char;
        at++;
      }
    }
  }
  end();
  return tokens;
}

function closing(text: string, open: number): number {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

function closingBracket(text: string, open: number): number {
  const close = text[open] === '(' ? ')' : '}';
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === text[open]) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return -1;
}

function expandDefaults(text: string): string {
  return text.replace(/\$\{\w+:?-([^{}]*)\}/g, '$1');
}

function count(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
