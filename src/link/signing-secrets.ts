import { NONE } from '../extract/facts.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import type { Sink } from './sinks.ts';

/** Packages that are given a secret when they are set up, and sign or check with it what clients bring back. */
export const SIGNERS =
  /^(?:express-session|cookie-session|cookie-parser|csrf-csrf|csurf|keygrip|express-jwt|koa-jwt|passport-jwt|iron-session|@fastify\/(?:session|secure-session|cookie|jwt)|fastify-(?:session|secure-session|cookie|jwt)|@hapi\/(?:cookie|jwt)|@nestjs\/jwt|better-auth|next-auth|@auth\/[\w-]+)$/;

/** Whether a value goes into a call by which start-up hands such a package its secret: what comes back is checked with it. */
export function isSigningSecret(pt: Points, sink: Sink): boolean {
  if (sink.kind !== 'out') return false;
  return pt.p.files[sink.file]!.calls.some((c, id) => {
    if (!c || c.f === NONE || c.s !== sink.s) return false;
    return (pt.externals.get(callGid(pt.p, sink.file, id)) ?? []).some((o) => SIGNERS.test(pt.h.objects[o]!.pkg));
  });
}
