import { entryOf } from '../text/entry-of.ts';

/** A value of a JavaScript file as far as it is written out; `undefined` stands for what is computed. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Literal[]
  | { readonly [key: string]: Literal };

/** What a file exports, and where its parts stand. */
export type ExportedLiteral = {
  readonly value: Literal;
  /** Offset at which the value of a key of an object of `value` stands; 0 where unknown. */
  offsetOf(object: Literal, key: string): number;
};

/** Longer files (characters) are generated. */
const sizeLimit = 300_000;
/** Where what a file exports as a whole is written. */
const WHOLE = /(?:^|[\n;}])[ \t]*(?:module\.exports\s*=|exports\.default\s*=|export\s+default\b|export\s*=)\s*/;
/** Where its export `apps` is written. */
const APPS = /(?:^|[\n;}])[ \t]*(?:(?:module\.)?exports\.apps\s*=|export\s+(?:const|let|var)\s+apps\s*=)\s*/;
/** Nested deeper than this, a value counts as computed. */
const depthLimit = 40;

/**
 * Reads what a JavaScript or TypeScript configuration file exports (`module.exports = …`, `export default …`, also through a call
 * such as `defineConfig({…})` and through constants), without running it: literals are understood, `path.join(__dirname, 'x')` and
 * `fileURLToPath(new URL('./x', import.meta.url))` are `./x`, `process.env.X || 'y'` is `y`; everything else is undefined. Never throws.
 * With `named`, what is exported under that name.
 */
export function readExportedLiteral(text: string, named?: 'apps'): ExportedLiteral {
  const offsets = new Map<object, Map<string, number>>();
  const declarations = new Map<string, number | undefined>();
  let at = 0;
  let depth = 0;
  /** Open brackets of the value that is being read: outside all of them a line's end may end it. */
  let brackets = 0;
  let steps = 0;

  const starts = named === undefined ? WHOLE : APPS;
  const start = text.length > sizeLimit ? null : starts.exec(text);
  const value = start ? readAt(start.index + start[0].length) : undefined;
  return {
    value,
    offsetOf: (object, key) =>
      object !== null && typeof object === 'object' ? (offsets.get(object)?.get(key) ?? 0) : 0,
  };

  function readAt(offset: number): Literal {
    const before = [at, brackets] as const;
    [at, brackets] = [offset, 0];
    const read = expression();
    [at, brackets] = before;
    return read;
  }

  /** A primary with what operators make of it; `at` ends before the `,`, `)`, `]`, `}` or `;` that ends it. */
  function expression(): Literal {
    if (++steps > 50_000 || depth > depthLimit) {
      skipRest();
      return undefined;
    }
    depth++;
    let left = primary();
    for (;;) {
      space();
      const operator = /^(?:\|\||\?\?|\+(?!\+))/.exec(text.slice(at, at + 2))?.[0];
      if (operator === undefined) break;
      at += operator.length;
      const right = primary();
      if (operator !== '+') left ??= right;
      else left = typeof left === 'string' && typeof right === 'string' ? left + right : undefined;
    }
    depth--;
    const cast = /^(?:as|satisfies)\b[^,;)\]}]*/.exec(text.slice(at, at + 200));
    if (cast) at += cast[0].length;
    space();
    if (!isEnd()) {
      skipRest();
      return undefined;
    }
    return left;
  }

  function primary(): Literal {
    space();
    const char = text[at];
    if (char === '{') return object();
    if (char === '[') return array();
    if (char === "'" || char === '"' || char === '`') return string();
    if (char === '(') {
      open();
      const inner = expression();
      space();
      close(')');
      return inner;
    }
    const number = /^-?\d+(?:\.\d+)?/.exec(text.slice(at, at + 40))?.[0];
    if (number !== undefined) {
      at += number.length;
      return Number(number);
    }
    const name = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*/.exec(text.slice(at, at + 300))?.[0];
    if (name === undefined) return undefined;
    at += name.length;
    space();
    if (name === 'new' && text.startsWith('URL(', at)) return url();
    return text[at] === '(' ? call(name) : word(name);
  }

  /** `new URL('./x', import.meta.url)`, as it stands or its path: what is named beside the file. */
  function url(): Literal {
    at += 'URL'.length;
    const [, single, double] =
      /^\(\s*(?:'([^'\n]*)'|"([^"\n]*)")\s*,\s*import\.meta\.url\s*(?:,\s*)?\)/.exec(text.slice(at, at + 500)) ?? [];
    call('URL');
    if (text.startsWith('.pathname', at)) at += '.pathname'.length;
    return single ?? double;
  }

  function word(name: string): Literal {
    if (name === 'true' || name === 'false') return name === 'true';
    if (name === 'null') return null;
    if (name === '__dirname' || name === 'import.meta.dirname') return '.';
    if (
      name === 'new' ||
      name === 'await' ||
      name === 'async' ||
      name === 'function' ||
      name === 'class' ||
      name.includes('.')
    )
      return undefined;
    const declared = entryOf(declarations, name, () => declarationOf(text, name));
    return declared === undefined || declared === at ? undefined : readAt(declared);
  }

  /**
   * `path.join('a', 'b')` joins; what it joins to a folder that the environment names (`path.join(process.env.APP_DIR, 'b')`) starts with
   * `/`. Of other calls the first object counts (`defineConfig({…})`).
   */
  function call(name: string): Literal {
    const given: Literal[] = [];
    open();
    space();
    const isFromEnvironment = /^process\.env\b[^,|?]*,/.test(text.slice(at, at + 200));
    while (at < text.length) {
      space();
      if (text[at] === ')') break;
      const before = at;
      given.push(expression());
      space();
      if (text[at] === ',') at++;
      else if (text[at] !== ')' || at === before) break;
    }
    close(')');
    if (/(?:^|\.)(?:join|resolve)$/.test(name)) {
      const parts = isFromEnvironment ? ['', ...given.slice(1)] : given;
      return parts.every((part) => typeof part === 'string') ? parts.join('/') : undefined;
    }
    const first = given[0];
    if (name === 'fileURLToPath' || name.endsWith('.fileURLToPath'))
      return typeof first === 'string' ? first : undefined;
    return first !== null && typeof first === 'object' ? first : undefined;
  }

  function array(): Literal {
    const items: Literal[] = [];
    open();
    while (at < text.length) {
      space();
      if (text[at] === ']') break;
      if (text.startsWith('...', at)) {
        at += 3;
        const spread = expression();
        if (Array.isArray(spread)) items.push(...spread);
      } else items.push(expression());
      space();
      if (text[at] !== ',') break;
      at++;
    }
    close(']');
    return items;
  }

  function object(): Literal {
    const read: Record<string, Literal> = Object.create(null);
    const places = new Map<string, number>();
    offsets.set(read, places);
    open();
    while (at < text.length) {
      space();
      if (text[at] === '}') break;
      const from = at;
      if (text.startsWith('...', at)) {
        at += 3;
        const spread = expression();
        if (spread !== null && typeof spread === 'object' && !Array.isArray(spread)) Object.assign(read, spread);
      } else {
        const quoted = text[at] === "'" || text[at] === '"' ? string() : undefined;
        const key = quoted ?? /^[\w$]+/.exec(text.slice(at, at + 200))?.[0];
        if (quoted === undefined && key !== undefined) at += key.length;
        space();
        if (key === undefined) skipRest();
        else {
          places.set(key, from);
          if (text[at] === ':') {
            at++;
            read[key] = expression();
          } else if (text[at] === ',' || text[at] === '}') read[key] = word(key);
          else skipRest();
        }
      }
      space();
      if (text[at] !== ',') break;
      at++;
    }
    close('}');
    return read;
  }

  function open(): void {
    at++;
    brackets++;
  }

  function close(bracket: string): void {
    if (text[at] === bracket) at++;
    brackets--;
  }

  function string(): string {
    const quote = text[at]!;
    let read = '';
    for (at++; at < text.length && text[at] !== quote; at++) {
      if (text[at] === '\\') at++;
      read += text[at] ?? '';
    }
    at++;
    return read;
  }

  function space(): void {
    for (;;) {
      while (at < text.length && /\s/.test(text[at]!)) at++;
      if (text.startsWith('//', at)) {
        const end = text.indexOf('\n', at);
        at = end < 0 ? text.length : end;
      } else if (text.startsWith('/*', at)) {
        const end = text.indexOf('*/', at + 2);
        at = end < 0 ? text.length : end + 2;
      } else return;
    }
  }

  function isEnd(): boolean {
    return (
      at >= text.length ||
      /[,;)\]}]/.test(text[at]!) ||
      (brackets === 0 && /\n[^\S\n]*$/.test(text.slice(Math.max(0, at - 20), at)))
    );
  }

  /** Steps over something that is not understood, to where the expression ends. */
  function skipRest(): void {
    let inner = 0;
    for (; at < text.length; at++) {
      const char = text[at]!;
      if (char === "'" || char === '"' || char === '`') {
        string();
        at--;
      } else if (char === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
        space();
        at--;
      } else if (char === '(' || char === '[' || char === '{') inner++;
      else if (char === ')' || char === ']' || char === '}') {
        if (inner === 0) return;
        inner--;
      } else if ((char === ',' || char === ';') && inner === 0) return;
    }
  }
}

/** Where the initialiser of a constant stands. */
function declarationOf(text: string, name: string): number | undefined {
  const escaped = name.replaceAll('$', '\\$');
  const found = new RegExp(`(?:^|[\\s;])(?:const|let|var)\\s+${escaped}\\s*(?::[^=\\n]{1,200})?=\\s*`).exec(text);
  return found ? found.index + found[0].length : undefined;
}
