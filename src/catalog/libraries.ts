/**
 * What a library keeps in the process, or on its disk, when a program uses it so: the shape of the entries in `libraries/*.ts`, and
 * of users' own entries.
 *
 * A use is known by provenance (`contexts.ts`): the package that the value comes from and the steps taken from there, through every
 * form of import, variables, fields, parameters and files. A bare name never decides.
 */

import type { Consequence, Severity } from '../report/report.ts';
import type { LibraryContexts } from './contexts.ts';

/** What a configuration declares of a library: when its callbacks run, or what it keeps. The key `use` tells them apart. */
export type LibraryDeclaration = LibraryContexts | LibraryEntry;

export const isLibraryEntry = (declared: LibraryDeclaration): declared is LibraryEntry => 'use' in declared;

/** Where in a program the library is used. */
export type LibraryUse =
  /**
   * A call or construction. Callees are provenances without the call itself: `.default` (the export called), `.rateLimit`,
   * `new .MemoryStore`, `.default()` (a call of what a call gave, `require('memorystore')(session)` constructed is `new .default()`),
   * `@entry-id/kind.method` for a method of an object kind of `contexts/*.ts`.
   */
  | { readonly form: 'call'; readonly callee: readonly string[] }
  /** A value of the package handed to a call of some other object: `app.register(plugin, options)`. `to`: method names. */
  | { readonly form: 'given'; readonly value: readonly string[]; readonly to: readonly string[] }
  /** A decorator of a class, method, property or parameter. */
  | { readonly form: 'decorator'; readonly name: readonly string[] }
  /** A program class that extends or implements an export of the package. */
  | { readonly form: 'extends'; readonly base: readonly string[] }
  /** An import of the module is enough: it does its work when it is loaded. */
  | { readonly form: 'import' }
  /**
   * A property read on an object kind, not on one of `but` that extends it. With `sends`, only where what stands there is walked and sent
   * to (`server.clients` of ws).
   */
  | {
      readonly form: 'property';
      readonly on: string;
      readonly but?: string;
      readonly property: string;
      readonly sends?: boolean;
    };

/**
 * A value that an option may have. Written as text:
 * - `absent`: missing, undefined or null (each alternative of a conditional counts by itself); `=null`: null that is written there
 * - `=text`, `=true`, `=5`: that literal; `=file:*`: a literal that begins so; `=*`: any literal. The more exact line wins over the
 *   wider one, whichever list it stands in
 * - `empty`: an empty array or string
 * - `from PACKAGE` or `from PACKAGE STEPS`: a value of that package (`from connect-redis`, `from keyv new .Keyv`); a trailing `*` in
 *   PACKAGE stands for any rest (`from @keyv/*`)
 * - `function`, `class`, `object`: a function, an instance of a program's own class, an object literal of the program
 * - `other`: anything known that no other line names; `unknown`: what cannot be followed
 */
export type OptionValue = string;

/** An option that decides whether a use keeps something here. The first test whose list holds the value wins. */
export type Deciding = {
  /**
   * Index of the argument that holds it; `last` for the last one; `options` for the last one that is an object literal of the program
   * (or may be), where what stands before it may be left out. For `given`: counted from the value that is given.
   */
  readonly argument: number | 'last' | 'options';
  /** Dotted path inside that argument; absent: the argument itself. `*` for any key or element. */
  readonly option?: string;
  /** Also looked for in what is later called or written on the object that the use gives: `io.adapter(x)`, `options.store = x`. */
  readonly later?: readonly string[];
  readonly unsafe: readonly OptionValue[];
  readonly safe: readonly OptionValue[];
  /** What an alternative is that no line names; absent: nobody knows, so nothing is said. */
  readonly otherwise?: 'unsafe' | 'safe';
};

/** One thing that a library keeps. */
export type LibraryEntry = {
  /** Lower-case letters, digits and hyphens; unique. */
  readonly id: string;
  /** npm package names (`node:` prefix for built-ins). All their sub-paths are meant. */
  readonly packages: readonly string[];
  /** Range of the installed version (lock file, else package.json) for which this holds; absent: any. Unknown version: it may hold. */
  readonly versions?: string;
  /** Where the facts come from: file and version that were read. */
  readonly source: string;
  /** True where the source could not be read and the entry is believed, not verified. */
  readonly unverified?: boolean;
  readonly use: LibraryUse;
  /**
   * `report`: it keeps something here; `silent`: it looks like it but does not (tells why, and stops other entries of the use);
   * with `decide`, the verdict of an alternative that no line names is that of `otherwise`.
   */
  readonly verdict: 'report' | 'silent';
  /** `any`: it is told also where it is made for one request, job or connection alone; absent: what is made so lives no longer than that. */
  readonly lifetime?: 'any';
  /** Entry of the component that this looks into: where that one is told, this is told once, with its other places in the trace. */
  readonly within?: string;
  /** Options of other calls in which it only stands in for a store that is down (`insuranceLimiter`): silent there. */
  readonly standIn?: readonly string[];
  /**
   * What joins the processes elsewhere: a method that hands the application an object of a class of the program, the call in that class
   * that joins, and the packages whose values join where that call is given them.
   */
  readonly joined?: { readonly by: string; readonly calls: string; readonly packages: readonly string[] };
  /**
   * Id of a silent entry that gives the process a store: where each use of that one in the process holds, this is kept there. For what has
   * no store of its own unless it names one (`server.cache()` of a hapi server with a provider in its own `cache`).
   */
  readonly provided?: string;
  /** All of these must leave an unsafe alternative for a report; the first that is safe for sure silences and is the proof. */
  readonly decide?: readonly Deciding[];
  /** Rule that speaks of it. */
  readonly rule: string;
  /** Message of that rule; absent: the rule's message for libraries. */
  readonly message?: string;
  readonly severity?: Severity;
  readonly consequences?: readonly Consequence[];
  /** What is kept and where, to be read after the name of the component: `keeps every session in a MemoryStore of this process`. */
  readonly keeps: string;
  /** One concrete way out that names the library's own option or adapter. */
  readonly wayOut: string;
  /** Methods of what it makes that give a promise of the work that they are handed: who waits for that has it in hand. */
  readonly promises?: readonly string[];
  /** Callees of the package that are handed what a use makes, first, and give the same in another dress: `.withTimeout` of a mutex. */
  readonly wrappers?: readonly string[];
  /** Index of the argument that is a function whose results are kept: told only where it fetches what can change elsewhere. */
  readonly memoizes?: number;
  /** For `silent`, and for a safe alternative: why (`backed`, `pure-memo`, `live-connections`, `dev-only`, ...). */
  readonly reason?: string;
  /** For `backed`: the service that holds the data. */
  readonly service?: string;
  /** File entries: where the path stands that is written. `result`: the call itself gives it (`tmp.fileSync()`). */
  readonly path?: {
    readonly argument: number | 'last' | 'result';
    readonly option?: string;
    /** What is done there: `write` content, `append` lines, `move` (a write at the target), `remove`. */
    readonly does: 'write' | 'append' | 'move' | 'remove';
    /** Kind of file, for words and severity. */
    readonly kind?: 'log' | 'upload' | 'cache' | 'data' | 'temporary';
  };
  /** File entries of a method: where the call that made its receiver names the folder in which all is done. */
  readonly folder?: { readonly argument: number; readonly option?: string };
  /**
   * Schedule and lock entries: the work that is run. `last`: the last function among the arguments; `decorated`: the method that
   * the decorator stands on; `rest`: what the function that calls it goes on to do (a loop over a timer); `chain`: every function that is
   * handed to a call of the chain, also by an operator (`interval(n).pipe(mergeMap(send)).subscribe()`).
   */
  readonly work?: {
    readonly argument: number | 'last' | 'decorated' | 'rest' | 'chain';
    readonly option?: string;
    /** Index of the argument that says after how many milliseconds, or how often. */
    readonly delay?: number;
    /** For `chain`: index of the argument of its first call that makes it come again; without that one the last call's work counts. */
    readonly period?: number;
    /** `recurring`, `delayed` (once, later), `guarded` (inside a lock). */
    readonly runs: 'recurring' | 'delayed' | 'guarded';
  };
};
