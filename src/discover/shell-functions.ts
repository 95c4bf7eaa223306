/** A word or an operator of shell text. */
export type ShellToken = { readonly kind: 'word' | 'operator'; readonly text: string; readonly line: number };

/** Calls inside of functions are followed this far. */
const nestingLimit = 6;
/** Calls of functions that one text may have; those behind stay as written. */
const callLimit = 200;
/** Tokens that bodies may grow to: functions that call each other twice grow fast. */
const tokenLimit = 20_000;

/** Words behind which a command starts. */
const starters = new Set(['then', 'else', 'elif', 'do', 'if', 'while', 'until', '{', '!', 'time', '}']);
/** Commands whose arguments are assignments. */
const declarers = new Set(['local', 'declare', 'typeset', 'readonly', 'export']);

type Body = { readonly start: number; readonly stop: number };

/**
 * Shell text in which each call of a function of the text stands as what the function does, with the arguments of the call:
 * `run server.js` of `run() { node $1 & }` is `node server.js`. A function that asks for no argument stays where it is defined.
 */
export function withFunctionCalls(tokens: readonly ShellToken[]): readonly ShellToken[] {
  const bodies = functionsWithArguments(tokens);
  if (bodies.size === 0) return tokens;
  const skip = new Map([...bodies.values()].map(({ head, end }) => [head, end]));
  const called = new Set<string>();
  for (let at = 0; at < tokens.length; at = (skip.get(at) ?? at) + 1)
    if (!skip.has(at) && startsCommand(tokens, at) && bodies.has(tokens[at]!.text)) called.add(tokens[at]!.text);
  // What nothing in the text calls, another file may.
  for (const { head, name } of bodies.values()) if (!called.has(name)) skip.delete(head);
  if (skip.size === 0) return tokens;
  const budget = { calls: callLimit };
  const out: ShellToken[] = [];

  const emit = (
    list: readonly ShellToken[],
    env: Map<string, string>,
    given: readonly string[],
    line: number,
    depth: number,
  ) => {
    let args = given;
    for (let at = 0; at < list.length && out.length < tokenLimit; at++) {
      const token = list[at]!;
      if (depth === 0 && skip.has(at)) {
        at = skip.get(at)!;
        continue;
      }
      const inner = depth > 0;
      const place = inner ? { ...token, line } : token;
      if (token.kind === 'operator') {
        out.push(place);
        continue;
      }
      const start = startsCommand(list, at);
      if (inner && start && token.text === 'shift') {
        const count = /^\d+$/.test(list[at + 1]?.text ?? '') ? list[++at]!.text : '1';
        args = args.slice(Number(count));
        continue;
      }
      const body = start && depth < nestingLimit ? bodies.get(token.text) : undefined;
      if (body && called.has(token.text) && budget.calls-- > 0) {
        const words: string[] = [];
        for (; list[at + 1]?.kind === 'word'; at++)
          words.push(...(inner ? filledIn(list[at + 1]!.text, args, env) : [list[at + 1]!.text]));
        // Functions see the variables of those that call them.
        emit(tokens.slice(body.start, body.stop), new Map(env), words, inner ? line : token.line, depth + 1);
        continue;
      }
      if (!inner) {
        out.push(token);
        continue;
      }
      const texts = filledIn(token.text, args, env);
      for (const text of texts) out.push({ ...place, text });
      const assignment = texts.length === 1 ? /^([A-Za-z_]\w*)=([^$`]*)$/.exec(texts[0]!) : null;
      if (assignment && (start || declarers.has(list[at - 1]?.text ?? ''))) env.set(assignment[1]!, assignment[2]!);
    }
  };
  emit(tokens, new Map(), [], 0, 0);
  return out;
}

/** Functions of the text that ask for their arguments, by name. */
function functionsWithArguments(
  tokens: readonly ShellToken[],
): ReadonlyMap<string, Body & { readonly name: string; readonly head: number; readonly end: number }> {
  const out = new Map<string, Body & { name: string; head: number; end: number }>();
  for (let head = 0; head < tokens.length; head++) {
    if (!startsCommand(tokens, head)) continue;
    const long = tokens[head]!.text === 'function';
    let at = long ? head + 1 : head;
    const name = tokens[at];
    if (name?.kind !== 'word' || !/^[A-Za-z_][\w-]*$/.test(name.text)) continue;
    const isEmptyList = isOperator(tokens[at + 1], '(') && isOperator(tokens[at + 2], ')');
    if (!isEmptyList && !long) continue;
    at += isEmptyList ? 3 : 1;
    while (isOperator(tokens[at], '\n')) at++;
    if (tokens[at]?.kind !== 'word' || tokens[at]!.text !== '{') continue;
    const end = closingBrace(tokens, at);
    if (end < 0) continue;
    const body = tokens.slice(at + 1, end);
    if (body.some((t) => t.kind === 'word' && /\$(?:[1-9@*]|\{[1-9@*]\})/.test(t.text)))
      out.set(name.text, { name: name.text, head, start: at + 1, stop: end, end });
    head = end;
  }
  return out;
}

function closingBrace(tokens: readonly ShellToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]!.kind !== 'word') continue;
    if (tokens[at]!.text === '{') depth++;
    else if (tokens[at]!.text === '}' && --depth === 0) return at;
  }
  return -1;
}

function startsCommand(tokens: readonly ShellToken[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word') return false;
  const before = tokens[at - 1];
  return before === undefined || before.kind === 'operator' || starters.has(before.text);
}

function isOperator(token: ShellToken | undefined, text: string): boolean {
  return token?.kind === 'operator' && token.text === text;
}

/** A word with arguments and known variables in their places: one word, none where it is empty, or several for `$@`. */
function filledIn(text: string, args: readonly string[], env: ReadonlyMap<string, string>): readonly string[] {
  if (!text.includes('$')) return [text];
  if (/^\$(?:[@*]|\{[@*]\})$/.test(text)) return args;
  const out = text.replace(/\$(?:\{(\w+|[@*])\}|([1-9@*]|[A-Za-z_]\w*))/g, (whole, braced?: string, plain?: string) => {
    const name = braced ?? plain ?? '';
    if (name === '@' || name === '*') return args.join(' ');
    return /^[1-9]\d*$/.test(name) ? (args[Number(name) - 1] ?? '') : (env.get(name) ?? whole);
  });
  return out === '' ? [] : [out];
}
