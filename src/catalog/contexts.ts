/**
 * Which callbacks of which library run when: the shape of the entries in `contexts/*.ts`, and of users' own entries.
 *
 * An external value is known by its *provenance*: the package it comes from and the steps taken from there. A step is
 * `.name` (a property or a named export), `()` (called) or `new` (constructed). The default export is `.default`, and so is
 * what `require(package)` gives when it is called or constructed itself. Provenance is followed through variables, fields,
 * parameters and files; the callee's bare name never decides.
 */

/**
 * When a function runs.
 * - `load`: while modules load; `boot`: once at start-up, called from an entry; `shutdown`: at signals and close hooks
 * - `request`, `job`, `timer`, `event`: after start-up; `connection`: once for each client that connects
 * - `caller`: in the context of the code that registers it (array iterators, promise continuations)
 * - `result`: in the context in which the value that the registering call returns is called (`wrap(fn)`, `debounce`, `bind`)
 * - `never`: runs elsewhere (a browser, another process), or not at all
 */
export type CallbackContext =
  | 'load'
  | 'boot'
  | 'request'
  | 'job'
  | 'timer'
  | 'event'
  | 'connection'
  | 'shutdown'
  | 'caller'
  | 'result'
  | 'never';

/** An object kind of a library, for instance the app of express. */
export type ObjectKind = {
  /** Steps from a package export, e.g. `['.default()', '.Router()', 'new .Server', '@app.route()']`; `@kind` starts at another kind of this entry. */
  readonly from: readonly string[];
  /** Names of exported types that annotate it (`['Express', 'Application']`): a parameter of such a type is such an object. */
  readonly types?: readonly string[];
  /** Kinds of this entry whose registrations it shares. */
  readonly extends?: readonly string[];
};

/** A call that registers callbacks. */
export type Registration = {
  /** Kind of the receiver, or `''` where the callee is a package export itself. */
  readonly on: string;
  /** Method names on that kind; for `''` steps from the package such as `.createServer`, `new .Worker`. `['*']` is any method. */
  readonly call: readonly string[];
  /**
   * Which arguments are callbacks: `functions` (every argument that is a function, an array of functions or a bound method, and
   * router objects too), `last` (the last function), an argument's index, or `{ option }` for a function in an options object
   * (a dotted path; `*` for any key), with `argument` for where that object stands (default: any).
   */
  readonly callback: 'functions' | 'last' | number | { readonly option: readonly string[]; readonly argument?: number };
  /** Only where the first argument is one of these literals (event names). Absent: any. A leading `!` entry excludes. */
  readonly events?: readonly string[];
  readonly context: CallbackContext;
  /** Which parameter of the callback carries data of that one request, job or message; null where none does. */
  readonly request?: number | null;
  /** The callback's parameters that are objects of a kind of this entry: parameter index → kind. */
  readonly parameters?: Readonly<Record<number, string>>;
  /** True where the source could not be read and the row is believed, not verified. */
  readonly unverified?: boolean;
};

/** A decorator that makes the framework call what it decorates, or construct the class. */
export type DecoratorContext = {
  readonly name: string;
  readonly target: 'method' | 'class' | 'property';
  readonly context: CallbackContext;
  /** Class decorators: how long the container's instances live (absent: `process`). */
  readonly lifetime?: 'process' | 'request' | 'job' | 'connection' | 'call';
};

/** Methods that a library calls on objects of user classes: by base class or interface, or by a naming convention of the framework. */
export type ClassContext = {
  /** Exported base class or interface names; `['*']` with `decoratedBy` for classes known by a decorator of this entry. */
  readonly extends: readonly string[];
  readonly methods: Readonly<Record<string, CallbackContext>>;
  readonly lifetime?: 'process' | 'request' | 'job' | 'connection' | 'call';
};

/** Exported functions of files that a framework finds by their place. */
export type FileContext = {
  /** Globs from the package's folder. */
  readonly files: readonly string[];
  /** Export names; `*` is any. */
  readonly exports: readonly string[];
  readonly context: CallbackContext;
  readonly request?: number | null;
};

/** Properties of framework objects that lead back to process objects, or to an object of one request. */
export type PropertyKind = { readonly on: string; readonly property: string; readonly kind: string };

/** One library (or one family that shares its shape). */
export type LibraryContexts = {
  readonly id: string;
  /** npm package names (`node:` prefix for built-ins; `(global)` for globals of the runtime). */
  readonly packages: readonly string[];
  /** Where the facts come from. */
  readonly source: string;
  readonly objects?: Readonly<Record<string, ObjectKind>>;
  readonly registrations?: readonly Registration[];
  readonly decorators?: readonly DecoratorContext[];
  readonly classes?: readonly ClassContext[];
  readonly files?: readonly FileContext[];
  readonly properties?: readonly PropertyKind[];
};
