/**
 * Which callbacks of which library run when: the shape of the entries in `contexts/*.ts`, and of users' own entries.
 *
 * An external value is known by its *provenance*: the package it comes from and the steps taken from there. A step is
 * `.name` (a property or a named export), `()` (called) or `new` (constructed). The default export is `.default`, and so is
 * what `require(package)` gives when it is called or constructed itself. Provenance is followed through variables, fields,
 * parameters and files; the callee's bare name never decides.
 *
 * Rules of reading, kept by `provenance.ts`:
 * - a leading `.default` says nothing (interop makes `require(p)`, `import * as p` and the default export one thing), so both
 *   sides are compared without it; `.*` is a step of any name;
 * - an entry's package stands for all its sub-paths, unless another entry names the sub-path; `http` is `node:http`;
 * - a kind is written by its name inside its entry, and as `entry-id/kind` from another entry;
 * - an instance of a program's own class that extends an exported class is an object of that class's kind;
 * - all rows that fit a function hold together, with two exceptions: a row that names the method or export beats rows that
 *   reach it by `*`, and a row with `arity` or `when` beats rows without.
 */

/**
 * When a function runs.
 * - `load`: while modules load; `boot`: once at start-up, called from an entry; `shutdown`: at signals and close hooks
 * - `request`, `job`, `timer`, `event`: after start-up; `connection`: once for each client that connects
 * - `caller`: in the context of the code that registers it (array iterators, promise continuations)
 * - `result`: in the context in which the value that the registering call returns is called (`wrap(fn)`, `debounce`, `bind`)
 * - `never`: runs elsewhere (a browser, another process), or not at all
 * `caller` and `result` speak of a call that registers: decorators, classes, files and function types have none, and cannot use them.
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

/** How long an object that a framework or a container makes lives. */
export type Lifetime = 'process' | 'request' | 'job' | 'connection' | 'call';

/** An object kind of a library, for instance the app of express. */
export type ObjectKind = {
  /** Steps from a package export, e.g. `['.default()', '.Router()', 'new .Server', '@app.route()']`; `@kind` starts at another kind of this entry. */
  readonly from: readonly string[];
  /** Names of exported types that annotate it (`['Express', 'Application']`): a parameter of such a type is such an object. */
  readonly types?: readonly string[];
  /** Kinds whose registrations and properties it shares. */
  readonly extends?: readonly string[];
  /** Methods that return the object itself (`app.use(a).use(b)`); `*` is any. */
  readonly fluent?: readonly string[];
  /** Objects of the program that the library hands back to who asks for them: all methods are theirs but these, which each has. */
  readonly ofProgram?: { readonly but: readonly string[] };
  /** How long such an object lives when the framework makes it and hands it to a callback. Absent: as long as its maker keeps it. */
  readonly lifetime?: Lifetime;
  /** Whether the library draws the `id` of each such object itself, at random and anew: nobody else is called so. */
  readonly drawsId?: true;
};

/** When the function runs that a callback returns, or the functions in the object that it returns. */
export type ReturnedContext = {
  readonly context: CallbackContext;
  /** Dotted paths to the functions in the object; `*` is any name. Absent: the function itself, and all that stand in the object. */
  readonly at?: readonly string[];
  readonly request?: number | null;
  readonly parameters?: Readonly<Record<number, string>>;
};

/** A call that registers callbacks. */
export type Registration = {
  /** Kind of the receiver, or `''` where the callee is a package export itself. */
  readonly on: string;
  /**
   * Method names on that kind, `()` where the object itself is called; for `''` the callee's steps from the package, such as
   * `.createServer`, `new .Worker`. `['*']` is any method. Decorators are calls too (`.Module`).
   */
  readonly call: readonly string[];
  /**
   * Which arguments are callbacks: `functions` (every argument that is a function, an array of functions or a bound method, and
   * router objects too), `last` (the last function), an argument's index, or `{ option }` for a function in an options object
   * (a dotted path; `*` for any key), with `argument` for where that object stands (default: any). An array on the way stands
   * for its elements, an instance of a class for an object with its methods; where the path ends in an array or an object of
   * functions, its functions are meant.
   */
  readonly callback: 'functions' | 'last' | number | { readonly option: readonly string[]; readonly argument?: number };
  /**
   * Only where the first argument is one of these literals (event names). Absent: any. A leading `!` entry excludes. An entry
   * that starts with `.` is an export of the package (`.Events.ClientReady`). An argument that is no literal may be any of them.
   */
  readonly events?: readonly string[];
  /** Only for callbacks that declare this many parameters; wins over the same call without it (error handlers of express). */
  readonly arity?: number;
  /** Of a job: the queue is one in memory, so that what it works off is work of whoever makes the queue and fills it. */
  readonly inMemory?: true;
  /** Only where an options argument holds this literal at this path (`websocket: true`); wins over the same call without it. */
  readonly when?: { readonly option: string; readonly is: string | number | boolean };
  /** Only where the argument of this index comes from one of the entry's packages (`app.register(rateLimit, options)`). */
  readonly given?: number;
  readonly context: CallbackContext;
  /** Which parameter of the callback carries data of that one request, job or message; null where none does. */
  readonly request?: number | null;
  /** The callback's parameters that are objects of a kind: parameter index → kind; at -1 its `this`, at -2 that of generators alone. */
  readonly parameters?: Readonly<Record<number, string>>;
  readonly returns?: ReturnedContext;
  /** What the callback gives is handed on, under this name, to the callbacks of all rows that take it (the context of a request). */
  readonly hands?: string;
  /** Which parameter of the callback is what others hand on under a name, or which property of that parameter. */
  readonly takes?: { readonly name: string; readonly parameter: number; readonly property?: string };
  /** True where the source could not be read and the row is believed, not verified. */
  readonly unverified?: boolean;
};

/** A function that is assigned to a property of a library's object: `ws.onmessage = fn`, `transport.onclose = fn`. */
export type AssignmentContext = {
  readonly on: string;
  readonly properties: readonly string[];
  readonly context: CallbackContext;
  readonly request?: number | null;
  readonly parameters?: Readonly<Record<number, string>>;
};

/** A decorator that makes the framework call what it decorates, or construct the class. */
export type DecoratorContext = {
  readonly name: string;
  readonly target: 'method' | 'class' | 'property';
  /** Methods: when the method runs; classes: when the framework constructs the class. */
  readonly context: CallbackContext;
  /** Class decorators: how long the container's instances live (absent: `process`). `containers.ts` tells the variants. */
  readonly lifetime?: Lifetime;
  /** Which parameter of the method carries data of that one request, job or message; absent: those of `requestDecorators` alone. */
  readonly request?: number | null;
};

/** Methods that a library calls on objects of user classes: by base class or interface, or by a naming convention of the framework. */
export type ClassContext = {
  /** Exported base class or interface names, also of functions that make a base class (`extends PassportStrategy(S)`); `['*']` with `decoratedBy` for classes known by a decorator of this entry. */
  readonly extends: readonly string[];
  /** Names of class decorators, of this entry or as `entry-id/Name`. */
  readonly decoratedBy?: readonly string[];
  /** Method name → when it runs. `*` is any method that is not private and not named beside it. */
  readonly methods: Readonly<Record<string, CallbackContext>>;
  /** Method name → the parameter that carries data of one request, job or message. */
  readonly requests?: Readonly<Record<string, number>>;
  /** Method name → when the function runs that the method returns, or the functions at some paths of the object that it returns. */
  readonly returns?: Readonly<Record<string, CallbackContext | ReturnedContext>>;
  readonly lifetime?: Lifetime;
};

/**
 * Functions that are written with a library's type (annotation, `as`, `satisfies`, `<T>`): the type tells when they run and what
 * their parameters are, also where they are exported to a platform and nothing in the program registers them.
 */
export type FunctionTypeContext = {
  /** Exported type names, such as `RequestHandler`. */
  readonly types: readonly string[];
  /** For types of objects: dotted paths to the functions in them (`fetch`, `*` for any key). Absent: the type is the function's own. */
  readonly members?: readonly string[];
  readonly context: CallbackContext;
  readonly request?: number | null;
  readonly parameters?: Readonly<Record<number, string>>;
  readonly unverified?: boolean;
};

/**
 * Exported functions of files that a framework finds by their place. Holds only in packages that depend on one of the entry's
 * packages; globs are those of picomatch.
 */
export type FileContext = {
  /** Globs from the package's folder; empty with `entry`. */
  readonly files: readonly string[];
  /** True for files that the deployment names as a function's handler or a worker's script, wherever they are. */
  readonly entry?: boolean;
  /** Only files, or functions, that carry this directive (`use server`); with a leading `!` only those without. */
  readonly directive?: string;
  /** Export names; `*` is any. Dotted for functions in an exported object or class (`default.fetch`, `actions.*`, `default.handle`). */
  readonly exports: readonly string[];
  readonly context: CallbackContext;
  readonly request?: number | null;
  readonly parameters?: Readonly<Record<number, string>>;
  readonly returns?: ReturnedContext;
  /**
   * Where the program finds what the function returns: steps from a global (`['sails', 'hooks']`), and there the property that is
   * named like the file, or like its folder where that is an index.
   */
  readonly keptAt?: readonly string[];
  readonly unverified?: boolean;
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
  /** True where the source could not be read and the whole entry is believed, not verified. */
  readonly unverified?: boolean;
  readonly objects?: Readonly<Record<string, ObjectKind>>;
  readonly registrations?: readonly Registration[];
  readonly assignments?: readonly AssignmentContext[];
  readonly decorators?: readonly DecoratorContext[];
  readonly classes?: readonly ClassContext[];
  readonly files?: readonly FileContext[];
  readonly functionTypes?: readonly FunctionTypeContext[];
  /** Names of parameter decorators whose parameter carries data of the request, job or message (`Body`, `Args`). */
  readonly requestDecorators?: readonly string[];
  readonly properties?: readonly PropertyKind[];
};
