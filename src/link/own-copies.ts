import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import { Does, type Leaf, OUTSIDE } from './effects.ts';
import { isClear, keptAt, readsKept } from './timer-shapes.ts';
import { type Origins, From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import type { Timer } from './timers.ts';

// Timers whose calls out are no work for others: they keep alive what one operation holds, or bring an answer home.

export type Asked = { readonly pt: Points; readonly ctx: Contexts; readonly origins: Origins };
