/** What a check in `proofs/models` has observed of a library entry, on a package installed for it. */
export type LibraryProof = {
  /** Of the entry. */
  readonly id: string;
  /** The one of the entry's packages that was installed, or the module of Node.js. */
  readonly package: string;
  /** Exact for a package; the major version for Node.js. */
  readonly version: string;
  /**
   * How the loss shows with two processes A and B, each with a disk of its own:
   * - `memory`: what A has put in, A finds and B does not; with the safe option B finds it
   * - `file`: A leaves a file on its disk, which B does not have; with the safe option there is no file
   * - `twice`: work is done in A and in B; with the safe option in one of them
   * - `enters`: B enters the lock that A holds; with the safe option it waits
   * - `shared` (silent entries): B finds what A has put in; with the contrast it does not
   */
  readonly kind: 'memory' | 'file' | 'twice' | 'enters' | 'shared';
  /** Where the types come from that the loud fixture compiles against: `own`, a package of DefinitelyTyped, or `none`. */
  readonly types: string;
  /** Both observations were made, and the loud fixture compiles. */
  readonly shown: boolean;
};
