import type { ValueId } from '../extract/facts.ts';
import type { Frame } from './contexts.ts';
import type { Origin } from './from.ts';

/** Where a walk stands: the frame, and the arguments of the call that led there. */
export type Env = {
  readonly frame: Frame;
  readonly args: { readonly file: number; readonly values: readonly ValueId[]; readonly env: Env } | null;
};

/** What tells where values come from. */
export type Origins = {
  /** `self`: whether a value is what is asked about; null where nothing is. */
  of(frame: Frame, file: number, v: ValueId, self?: IsSelf | null, awaited?: boolean): Origin;
  /** The same, with what instances of the program's own classes are made of: `new Basket(req.body)` is of the request, too. */
  within(frame: Frame, file: number, v: ValueId, self?: IsSelf | null): Origin;
  /** The same, followed further: where a walk is cut off, what it has not come to is not known. */
  far(frame: Frame, file: number, v: ValueId): Origin;
};

/** Whether a value reads what is asked about. */
export type IsSelf = (file: number, v: ValueId) => boolean;
/** What a walk looked at. */
export type Looked = { readonly seen: Set<number>; readonly list: number[] };
/** What a value was found to be where nothing is what is asked about, and all that was looked at for that, as pairs of file and value. */
export type Trace = { readonly origin: Origin; readonly looked: Int32Array };
