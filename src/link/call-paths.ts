import { NONE } from '../extract/facts.ts';
import { type Contexts, Ctx, type Frame } from './contexts.ts';
import type { ModelSpan, PathStep } from './model.ts';
import type { Program } from './program.ts';

/** A span of a file of the program; never empty. */
export const spanOf = (p: Program, file: number, s: number, e: number): ModelSpan => ({
  file: p.files[file]!.file,
  start: s,
  end: Math.max(e, s + 1),
});

/** A function's name for people. */
export function functionName(p: Program, fn: number): string {
  const { file, f } = p.functions[fn]!;
  if (f.kind === 'module') return 'the module';
  if (f.cls !== NONE) {
    const cls = p.files[file]!.classes[f.cls]!.name || 'class';
    return f.kind === 'constructor' || f.kind === 'fields' ? `new ${cls}` : `${cls}.${f.name}`;
  }
  return f.name || 'an anonymous function';
}

const ROOTS: Readonly<Record<number, string>> = {
  [Ctx.request]: 'for each request',
  [Ctx.job]: 'for each job',
  [Ctx.timer]: 'on a timer',
  [Ctx.event]: 'at each event',
  [Ctx.connection]: 'for each connection',
  [Ctx.shutdown]: 'at shutdown',
  [Ctx.later]: 'after start-up',
  [Ctx.boot]: 'at start-up',
};

/** From the write up to what starts it: the calls, then the registration. */
export function pathTo(p: Program, ctx: Contexts, frame: Frame, bit: number): PathStep[] {
  const out: PathStep[] = [];
  const seen = new Set<number>();
  let at: Frame | undefined = frame;
  while (at && !seen.has(at.id) && out.length < 10) {
    seen.add(at.id);
    const why = at.why.get(bit);
    if (!why) break;
    if (why.call >= 0) {
      const { file, c } = p.calls[why.call]!;
      const registration = why.what !== '';
      out.push({
        span: spanOf(p, file, c.ns, c.e),
        what: registration
          ? `${functionName(p, at.fn)}|${ROOTS[bit] ?? ''}`
          : `${why.from >= 0 ? functionName(p, ctx.frames[why.from]!.fn) : ''}|${functionName(p, at.fn)}`,
        kind: registration ? 'registration' : 'call',
      });
      if (registration) break;
    } else if (why.from < 0) {
      const { file, f } = p.functions[at.fn]!;
      out.push({
        span: spanOf(p, file, f.nameS, f.nameE),
        what: `${functionName(p, at.fn)}|${why.what ? `${ROOTS[bit]} (${why.what})` : (ROOTS[bit] ?? '')}`,
        kind: 'entry',
      });
      break;
    }
    at = why.from >= 0 ? ctx.frames[why.from] : undefined;
  }
  return out;
}
