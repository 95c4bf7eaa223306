/**
 * What makes objects for a program, and how long those live: dependency containers and frameworks that construct classes. The
 * places on framework objects where programs keep values are in `keeps.ts`.
 */

import { frameworkContainers } from './containers/frameworks.ts';
import { injectionContainers } from './containers/injection.ts';
import { deepFreeze } from './freeze.ts';

/**
 * How long an instance lives that a container makes.
 * - `process`, `request`, `job`, `connection`: one for each of these
 * - `call`: one for each resolution (`container.get()`), which has nothing to do with a request
 * - `owner`: a new one for each consumer; it lives as long as what it is injected into
 * - `scope`: one for each (child) container; `request` where a child is made per request, else `process`
 */
export type InstanceLifetime = 'process' | 'request' | 'job' | 'connection' | 'call' | 'owner' | 'scope';

/** A literal in an argument that chooses another lifetime: an options key, a member of an enumeration, or a plain literal. */
export type LifetimeChoice = {
  /** Dotted path of the option in any object argument; absent: the argument itself. */
  readonly option?: string;
  /** What is written there: a literal, or the end of a member access (`Scope.REQUEST`, `Lifetime.SINGLETON`). */
  readonly is: string | boolean;
  readonly lifetime: InstanceLifetime;
};

/** A class decorator that makes a container construct the class. */
export type ContainerDecorator = {
  readonly name: string;
  /** Lifetime where no choice is written. */
  readonly lifetime: InstanceLifetime;
  readonly choices?: readonly LifetimeChoice[];
};

/**
 * A call that hands a class, a factory or a value to a container.
 * `made`: `class` (the container constructs the class of argument `argument`), `factory` (it calls that function and keeps what
 * comes), `value` (the object exists already and lives with the container), `files` (globs of files whose exports it constructs).
 */
export type ContainerCall = {
  /** Callee as in `contexts.ts`: steps from the package, or a method on a kind of `objects`. */
  readonly on: string;
  readonly call: readonly string[];
  readonly made: 'class' | 'factory' | 'value' | 'files';
  /** Index of the argument, or the dotted path of an option in any object argument. */
  readonly argument: number | string;
  readonly lifetime: InstanceLifetime;
  readonly choices?: readonly LifetimeChoice[];
  /**
   * What names it to those who ask: an argument of the call by its index, an option beside the one of `argument`, the first argument of
   * the call that this one is chained to (`bind(KEY).to(…)`), or the property beside it in the literal that describes it, wherever that
   * stands (`{ provide: KEY, useValue: … }`). Absent where `tables` of the container say.
   */
  readonly key?: number | string | { readonly chained: string } | { readonly beside: string };
};

/** Methods chained to a registering call that choose the lifetime (`asClass(C).singleton()`, `bind(T).to(C).inSingletonScope()`). */
export type LifetimeMethod = { readonly on: string; readonly method: string; readonly lifetime: InstanceLifetime };

/**
 * A call that asks the container for an instance: `container.get(C)`. `fresh`: a new one at each call. `all`: a list of everything that
 * is there under the key (`container.getAll(KEY)`).
 */
export type ContainerLookup = {
  readonly on: string;
  readonly call: readonly string[];
  readonly fresh?: boolean;
  readonly all?: boolean;
};

/** An injected thing that makes its consumer live as long as itself (`@Inject(REQUEST)` of NestJS). */
export type Bubbling = { readonly inject: readonly string[]; readonly lifetime: InstanceLifetime };

export type Container = {
  readonly id: string;
  readonly packages: readonly string[];
  readonly source: string;
  readonly objects?: Readonly<Record<string, { readonly from: readonly string[]; readonly types?: readonly string[] }>>;
  readonly decorators?: readonly ContainerDecorator[];
  /** Base classes or interfaces whose subclasses the framework constructs. */
  readonly bases?: readonly { readonly name: string; readonly lifetime: InstanceLifetime }[];
  /** Globs of files whose exported classes the framework constructs. */
  readonly files?: readonly { readonly files: readonly string[]; readonly lifetime: InstanceLifetime }[];
  /** Decorators in whose presence the lifetime is always this, whatever else is written. */
  readonly forced?: readonly { readonly decorator: string; readonly lifetime: InstanceLifetime }[];
  readonly calls?: readonly ContainerCall[];
  readonly methods?: readonly LifetimeMethod[];
  /** Options of the container itself that change its default (`new Container({ defaultScope: 'Singleton' })`). */
  readonly containerOptions?: readonly { readonly call: string; readonly choices: readonly LifetimeChoice[] }[];
  /** Decorators beside the one that registers, whose argument tells the lifetime (`@Scope(ScopeEnum.Singleton)`). */
  readonly scopeDecorators?: readonly { readonly name: string; readonly choices: readonly LifetimeChoice[] }[];
  /**
   * Object literals that say what the decorator `decorator` says (`{ module: X, providers: […] }`), known by the class with that
   * decorator which stands at `by`. The options of the decorator's call hold for them.
   */
  readonly described?: readonly { readonly by: string; readonly decorator: string }[];
  readonly lookups?: readonly ContainerLookup[];
  /** Methods that put what the rows of `calls` give under keys: those of a literal, or a key and one of them. */
  readonly tables?: readonly string[];
  /** Property of the container where each thing stands under its key, which is what a factory or constructor is handed too. */
  readonly bag?: string;
  /** Properties of a framework's objects where the library's plug-in puts the container, or the scope of a request. */
  readonly places?: readonly string[];
  /** What makes a container hand each thing over by the name of the parameter instead. */
  readonly byName?: { readonly option: string; readonly is: readonly string[] };
  /** Decorators of parameters and fields that ask for the key which they are given. */
  readonly asks?: readonly string[];
  /** The same, where a list of everything under the key is given. */
  readonly asksAll?: readonly string[];
  /** True where keys are paths: slashes around one do not tell it from another. */
  readonly pathKeys?: boolean;
  readonly bubbling?: readonly Bubbling[];
  readonly unverified?: boolean;
};

/** Every container, frozen. Order matters in `choices` alone: the last that matches holds. */
export const containers: readonly Container[] = deepFreeze([...injectionContainers, ...frameworkContainers]);
