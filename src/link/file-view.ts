import { FACTS_BODY, type FileFacts } from '../extract/facts.ts';

type OnOpen = (facts: FileFacts) => void;

/** Facts of a file as link sees them: that anything beside the outline was asked for is told, once. */
export function viewOf(facts: FileFacts, onOpen: OnOpen): FileFacts {
  return new View(facts, onOpen) as unknown as FileFacts;
}

class View {
  readonly file: string;
  readonly outline: FileFacts['outline'];
  readonly directives: FileFacts['directives'];
  readonly jsx: boolean;
  readonly esm: boolean;
  readonly #facts: FileFacts;
  readonly #onOpen: OnOpen;

  constructor(facts: FileFacts, onOpen: OnOpen) {
    this.file = facts.file;
    this.outline = facts.outline;
    this.directives = facts.directives;
    this.jsx = facts.jsx;
    this.esm = facts.esm;
    this.#facts = facts;
    this.#onOpen = onOpen;
  }

  static {
    for (const key of FACTS_BODY)
      Object.defineProperty(View.prototype, key, {
        get(this: View & FileFacts) {
          const own = { enumerable: true, configurable: true, writable: true };
          for (const one of FACTS_BODY) Object.defineProperty(this, one, { ...own, value: this.#facts[one] });
          this.#onOpen(this);
          return this[key];
        },
      });
  }
}
