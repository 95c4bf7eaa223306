import { FACTS_BODY, type FileFacts, type Outline, type Sketch } from '../extract/facts.ts';

/** Facts that are made when more than their sketch is asked for. */
export function laterFacts(sketch: Sketch, make: () => FileFacts): FileFacts {
  return new Later(sketch, make) as unknown as FileFacts;
}

class Later {
  readonly #outline: Outline;
  readonly #make: () => FileFacts;
  #made: FileFacts | undefined;

  constructor({ sketch, ...head }: Sketch, make: () => FileFacts) {
    Object.assign(this, head);
    this.#make = make;
    const facts = (): FileFacts => this.#whole();
    this.#outline = {
      ...sketch,
      loads: false,
      get globals() {
        return facts().outline.globals;
      },
      get called() {
        return facts().outline.called;
      },
      get methods() {
        return facts().outline.methods;
      },
    };
  }

  /** Exact once the facts were made. */
  get outline(): Outline {
    return this.#made?.outline ?? this.#outline;
  }

  #whole(): FileFacts {
    this.#made ??= this.#make();
    return this.#made;
  }

  static {
    for (const key of [...FACTS_BODY, 'jsx'] as const)
      Object.defineProperty(Later.prototype, key, {
        get(this: Later) {
          return this.#whole()[key];
        },
      });
  }
}
