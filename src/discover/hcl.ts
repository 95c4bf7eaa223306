/** A block of HCL: `resource "aws_lb_target_group" "api" { ... }`. */
export type HclBlock = {
  readonly type: string;
  readonly labels: readonly string[];
  /** 1-based line of its type. */
  readonly line: number;
  readonly attributes: ReadonlyMap<string, HclAttribute>;
  readonly blocks: readonly HclBlock[];
};

/** `value` is a literal string (without interpolation), number or boolean; undefined for every other expression, whose text is kept. */
export type HclAttribute = {
  readonly value: string | number | boolean | undefined;
  readonly text: string;
  readonly line: number;
};

/** Longer texts (characters) are not read, nor are deeper blocks. */
const sizeLimit = 500_000;
const depthLimit = 40;

/**
 * Reads the blocks of an HCL text (Terraform, HashiCorp's native syntax) as far as literals go: comments, strings, heredocs and brackets
 * are understood, expressions are not evaluated. No parser for it is kept that runs without a binary. Never throws; broken text ends early.
 */
export function readHcl(text: string): readonly HclBlock[] {
  if (text.length > sizeLimit) return [];
  let at = 0;
  let line = 1;

  const step = (count = 1) => {
    for (let n = 0; n < count && at < text.length; n++) if (text[at++] === '\n') line++;
  };

  function skipBlanks(): void {
    for (;;) {
      while (at < text.length && /[\s,;]/.test(text[at]!)) step();
      if (text[at] === '#' || text.startsWith('//', at)) while (at < text.length && text[at] !== '\n') step();
      else if (text.startsWith('/*', at)) {
        const end = text.indexOf('*/', at + 2);
        step((end < 0 ? text.length : end + 2) - at);
      } else return;
    }
  }

  /** The string that starts at a quote, with its quotes; `${ }` may hold further strings. */
  function skipString(): string {
    const start = at;
    step();
    for (let depth = 0; at < text.length; ) {
      const char = text[at]!;
      if (char === '\\') step(2);
      else if (depth === 0 && char === '"') {
        step();
        break;
      } else if (depth === 0 && char === '\n') break;
      else if ((char === '$' || char === '%') && text[at + 1] === '{') {
        depth++;
        step(2);
      } else {
        if (depth > 0 && char === '{') depth++;
        if (depth > 0 && char === '}') depth--;
        step();
      }
    }
    return text.slice(start, at);
  }

  function skipHeredoc(mark: string): void {
    for (;;) {
      const end = text.indexOf('\n', at);
      if (end < 0) {
        step(text.length - at);
        return;
      }
      step(end + 1 - at);
      const next = text.indexOf('\n', at);
      if (text.slice(at, next < 0 ? text.length : next).trim() === mark) return;
    }
  }

  /** The text of an expression: up to the end of its line, brackets and heredocs included. */
  function expression(): string {
    const start = at;
    let open = 0;
    while (at < text.length) {
      const char = text[at]!;
      if (char === '"') skipString();
      else if (char === '#' || text.startsWith('//', at)) {
        if (open === 0) break;
        while (at < text.length && text[at] !== '\n') step();
      } else if (text.startsWith('<<', at)) {
        const mark = /^<<-?([A-Za-z_]\w{0,80})/.exec(text.slice(at, at + 90))?.[1];
        if (mark === undefined) step(2);
        else skipHeredoc(mark);
      } else if (/[[{(]/.test(char)) {
        open++;
        step();
      } else if (/[\]})]/.test(char)) {
        if (open === 0) break;
        open--;
        step();
      } else if (char === '\n' && open === 0) break;
      else step();
    }
    return text.slice(start, at).trim();
  }

  function body(depth: number): Pick<HclBlock, 'attributes' | 'blocks'> {
    const attributes = new Map<string, HclAttribute>();
    const blocks: HclBlock[] = [];
    for (;;) {
      skipBlanks();
      if (at >= text.length) break;
      if (text[at] === '}') {
        step();
        break;
      }
      const own = line;
      const name = /^[A-Za-z_][\w-]*/.exec(text.slice(at, at + 200))?.[0];
      if (name === undefined) {
        if (text[at] === '"') skipString();
        else step();
        continue;
      }
      step(name.length);
      const labels: string[] = [];
      for (;;) {
        while (text[at] === ' ' || text[at] === '\t') step();
        if (text[at] !== '"') {
          const bare = text[at] === '=' ? undefined : /^[A-Za-z_][\w-]*/.exec(text.slice(at, at + 200))?.[0];
          if (bare === undefined) break;
          labels.push(bare);
          step(bare.length);
        } else labels.push(skipString().slice(1, -1));
      }
      if (text[at] === '{' && depth < depthLimit) {
        step();
        blocks.push({ type: name, labels, line: own, ...body(depth + 1) });
      } else if (text[at] === '=' && text[at + 1] !== '=') {
        step();
        while (text[at] === ' ' || text[at] === '\t') step();
        const written = expression();
        if (!attributes.has(name)) attributes.set(name, { value: literalOf(written), text: written, line: own });
      } else if (text[at] === '{') {
        step();
        body(depth);
      } else expression();
    }
    return { attributes, blocks };
  }

  try {
    const blocks: HclBlock[] = [];
    // A stray closing bracket ends a body; what follows is read on.
    while (at < text.length) blocks.push(...body(0).blocks);
    return blocks;
  } catch {
    return [];
  }
}

function literalOf(text: string): string | number | boolean | undefined {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const string = /^"((?:[^"\\]|\\.)*)"$/.exec(text)?.[1];
  return string === undefined || /[$%]\{/.test(string) ? undefined : string.replace(/\\(["\\])/g, '$1');
}
