/**
 * What is known of one file after parsing: plain JSON, a pure function of path, text and FACTS_VERSION, so that it can be
 * cached by content and sent between threads. All later stages work from this alone; none sees a syntax tree.
 *
 * Values are a small expression language in a pool, shared where they are the same (`a.b` read twice is one value), so a
 * `ValueId` can serve as the name of a node in the linker. Spans are UTF-16 offsets into the text.
 */
export const FACTS_VERSION = 3;

export type ValueId = number;
export type BindingId = number;
export type FunctionId = number;
export type ClassId = number;
export type CallId = number;
export type GuardId = number;
export type TypeId = number;

/** No value, binding, guard, ...: ids are indexes, so -1 is free. */
export const NONE = -1;

export type Value =
  | { readonly k: 'lit'; readonly v: string | number | boolean | null }
  | { readonly k: 'undef' }
  /** Read of a binding: any of its definitions. A local that is assigned again and not captured gives the new value itself instead. */
  | { readonly k: 'bind'; readonly b: BindingId }
  /** Identifier that no scope declares. */
  | { readonly k: 'global'; readonly name: string }
  /** `this` of a function (arrow functions resolved to the function that binds it; the module function for none). */
  | { readonly k: 'this'; readonly f: FunctionId }
  | { readonly k: 'super'; readonly f: FunctionId }
  | { readonly k: 'prop'; readonly o: ValueId; readonly p: string }
  | { readonly k: 'index'; readonly o: ValueId; readonly i: ValueId }
  | { readonly k: 'call'; readonly c: CallId }
  | { readonly k: 'fn'; readonly f: FunctionId }
  | { readonly k: 'class'; readonly c: ClassId }
  /** Object literal: named properties, spread objects (a copy of one level), computed keys. */
  | {
      readonly k: 'obj';
      readonly f: FunctionId;
      readonly props: readonly (readonly [name: string, v: ValueId, kind: 'value' | 'get' | 'set', s: number])[];
      readonly spreads: readonly ValueId[];
      /** Where each spread stands: what comes later in the literal wins. Absent where there is none. */
      readonly spreadAt?: readonly number[];
      readonly computed: readonly (readonly [key: ValueId, v: ValueId])[];
      readonly s: number;
      readonly e: number;
    }
  | {
      readonly k: 'arr';
      readonly f: FunctionId;
      readonly items: readonly ValueId[];
      readonly spreads: readonly ValueId[];
      readonly s: number;
      readonly e: number;
    }
  /** One of several: `?:`, `||`, `??`, `&&`, merges of branches. `cond` is what chooses, where known. */
  | {
      readonly k: 'alt';
      readonly of: readonly ValueId[];
      readonly op: '?:' | '||' | '??' | '&&' | 'phi';
      readonly cond: ValueId;
      /** Of a `phi` after `if (when)`: the first value is that of the branch taken. */
      readonly when?: ValueId;
    }
  | { readonly k: 'await'; readonly v: ValueId }
  /** Result of an operator: a primitive without identity. */
  | { readonly k: 'op'; readonly op: string; readonly of: readonly ValueId[] }
  /** Element of an iterable (for-of, array destructuring). */
  | { readonly k: 'elem'; readonly v: ValueId }
  /** A key of an object (for-in). */
  | { readonly k: 'key'; readonly v: ValueId }
  /** Object or array rest: a copy of one level. */
  | { readonly k: 'rest'; readonly v: ValueId }
  /** A value with a written type (`as`, `satisfies`, `<T>`). */
  | { readonly k: 'as'; readonly v: ValueId; readonly t: TypeId }
  /** Value known to pass (or fail) `instanceof cls`, or `typeof` naming a primitive. */
  | { readonly k: 'narrow'; readonly v: ValueId; readonly cls: ValueId; readonly yes: boolean }
  | { readonly k: 'require'; readonly spec: string }
  /** `import(x)` or `require(x)` with a path that is not one literal; `glob` has `*` for what varies, or is null. */
  | { readonly k: 'load'; readonly glob: string | null; readonly v: ValueId }
  /** The object behind `module.exports` and `exports`. */
  | { readonly k: 'exports' }
  | { readonly k: 'module' }
  | { readonly k: 'meta' }
  | { readonly k: 'regexp' }
  | { readonly k: 'args'; readonly f: FunctionId }
  | { readonly k: 'unknown' };

export type BindingKind =
  | 'var'
  | 'let'
  | 'const'
  | 'param'
  | 'function'
  | 'class'
  | 'import'
  | 'catch'
  | 'enum'
  | 'namespace';

export type Binding = {
  readonly name: string;
  readonly kind: BindingKind;
  /** Function whose activation owns it; the module function (0) for module scope. */
  readonly f: FunctionId;
  readonly s: number;
  readonly e: number;
  type: TypeId;
  /** Every value assigned to it, initialiser first. */
  readonly defs: ValueId[];
  /** Used by a function nested in its owner. */
  captured: boolean;
  /** `import { name as x } from 'spec'`; name is `default`, `*` or an export's name. Types-only imports are marked. */
  readonly imp?: { readonly spec: string; readonly name: string; readonly typeOnly: boolean };
  /** For parameters: index in `params` of their function. */
  readonly index?: number;
  /** True if it stands at module scope (not in a block or function). */
  readonly top: boolean;
  /** `declare const x`: exists elsewhere. */
  readonly ambient?: boolean;
};

export type FunctionKind =
  | 'module'
  | 'function'
  | 'arrow'
  | 'method'
  | 'constructor'
  | 'get'
  | 'set'
  | 'fields'
  | 'static';

export type Func = {
  readonly name: string;
  readonly kind: FunctionKind;
  readonly parent: FunctionId;
  readonly s: number;
  readonly e: number;
  /** Where a person would point: the name, else the first characters. */
  readonly nameS: number;
  readonly nameE: number;
  readonly params: BindingId[];
  readonly rest: boolean;
  readonly async: boolean;
  readonly generator: boolean;
  readonly cls: ClassId;
  readonly isStatic: boolean;
  /** Function whose `this` this one sees: itself, or the enclosing one for arrows. */
  readonly thisF: FunctionId;
  ret: TypeId;
  readonly decos: ValueId[];
  /** Decorators of parameters, by index. */
  readonly paramDecos: (readonly ValueId[])[];
  readonly events: Event[];
  /** First statement is `'use server'`. */
  readonly server?: boolean;
};

/** What becomes of a value that is read or returned by a call. `ua` names the call, value or guard it goes to. */
export type Use =
  | 'discard'
  | 'arg' // ua: call
  | 'callee' // called; ua: call
  | 'recv' // receiver of a method call; ua: call
  | 'member' // a property of it is read; ua: value
  | 'target' // a property of it is written
  | 'cond' // decides a branch
  | 'cmp' // operand of a comparison, `in`, `instanceof`, `typeof`, `!`
  | 'arith' // operand of arithmetic, template or concatenation
  | 'return'
  | 'await'
  | 'init' // initialises or is assigned to a binding (ua: binding) or property
  | 'prop' // property or element of a literal
  | 'spread'
  | 'iter'
  | 'throw'
  | 'yield'
  | 'export'
  | 'heritage';

export type Call = {
  readonly f: FunctionId;
  readonly kind: 'call' | 'new' | 'super' | 'tag' | 'jsx' | 'deco';
  readonly callee: ValueId;
  /** Receiver of a method call, else NONE. */
  readonly recv: ValueId;
  readonly args: readonly ValueId[];
  /** Index from which arguments come from a spread, or NONE. */
  readonly spreadFrom: number;
  /** Indexes of arguments that are no spreads and stand behind the last one; absent where there is none. */
  readonly afterSpread?: readonly number[];
  readonly typeArgs: readonly TypeId[];
  readonly guard: GuardId;
  readonly use: Use;
  readonly ua: number;
  readonly s: number;
  readonly e: number;
  /** Where the callee's last name stands. */
  readonly ns: number;
};

/** Where a write goes. */
export type Place =
  | { readonly b: BindingId }
  | { readonly o: ValueId; readonly p: string }
  | { readonly o: ValueId; readonly i: ValueId };

export type WriteOp = 'init' | '=' | '??=' | '||=' | '&&=' | '++' | 'op=' | 'delete';

export type Event =
  | { readonly t: 'call'; readonly c: CallId }
  | {
      readonly t: 'write';
      readonly to: Place;
      readonly op: WriteOp;
      readonly v: ValueId;
      readonly guard: GuardId;
      readonly s: number;
      readonly e: number;
    }
  | {
      readonly t: 'read';
      readonly v: ValueId;
      readonly use: Use;
      readonly ua: number;
      readonly guard: GuardId;
      readonly s: number;
      readonly e: number;
    }
  | { readonly t: 'await'; readonly v: ValueId; readonly guard: GuardId; readonly s: number }
  | { readonly t: 'return'; readonly v: ValueId; readonly guard: GuardId; readonly s: number }
  | { readonly t: 'throw'; readonly guard: GuardId; readonly s: number }
  | { readonly t: 'yield'; readonly v: ValueId; readonly s: number };

/** What had to hold (or what surrounds) for an event to run; a chain through `up`. */
export type Guard = {
  readonly up: GuardId;
  /** `if`: a condition; `early`: everything after an early exit; `loop`, `try`, `catch`, `finally`: surroundings. */
  readonly kind: 'if' | 'early' | 'case' | 'loop' | 'try' | 'catch' | 'finally';
  readonly cond: ValueId;
  /** Of loops: false where they end with what they go through (`for … of`), true for `while` and `for (;;)`. */
  readonly yes: boolean;
  readonly s: number;
  /** Of loops that `break` or `return` leaves: the conditions under which it does, NONE where there is none. */
  exits?: readonly ValueId[];
  /** Of loops whose elements are awaited (`for await … of`): what they go through. */
  awaits?: ValueId;
};

export type ClassMember = {
  readonly name: string;
  readonly kind: 'field' | 'method' | 'get' | 'set' | 'constructor' | 'static-block' | 'auto-accessor';
  readonly isStatic: boolean;
  readonly f: FunctionId;
  readonly init: ValueId;
  readonly type: TypeId;
  /** Parameter property: index of the constructor's parameter. */
  readonly param: number;
  readonly decos: readonly ValueId[];
  readonly isAbstract: boolean;
  readonly s: number;
  readonly e: number;
};

export type Class = {
  readonly name: string;
  readonly b: BindingId;
  readonly f: FunctionId;
  readonly ext: ValueId;
  readonly extArgs: readonly TypeId[];
  readonly impl: readonly TypeId[];
  readonly isAbstract: boolean;
  readonly members: readonly ClassMember[];
  readonly ctor: FunctionId;
  /** Function that runs instance field initialisers, and the one that runs static ones; NONE if there are none. */
  readonly fieldsF: FunctionId;
  readonly staticF: FunctionId;
  readonly decos: readonly ValueId[];
  readonly s: number;
  readonly e: number;
  readonly nameS: number;
  readonly nameE: number;
};

export type Type =
  | { readonly k: 'ref'; readonly b: BindingId; readonly name: string; readonly args: readonly TypeId[] }
  | { readonly k: 'arr'; readonly of: TypeId }
  | { readonly k: 'union'; readonly of: readonly TypeId[] }
  | { readonly k: 'prim'; readonly name: string }
  | { readonly k: 'fn'; readonly params: readonly TypeId[]; readonly ret: TypeId }
  | { readonly k: 'obj'; readonly members: readonly (readonly [string, TypeId])[]; readonly index: TypeId }
  | { readonly k: 'query'; readonly v: ValueId }
  | { readonly k: 'unknown' };

/** Interface or type alias. */
export type TypeDecl = {
  readonly name: string;
  readonly type: TypeId;
  readonly ext: readonly TypeId[];
  readonly params: readonly string[];
};

export type Export =
  | { readonly name: string; readonly b: BindingId; readonly v: ValueId; readonly s: number }
  /** `export { name } from`, `export * from` (name `*`, imported `*`), `export * as ns from` (imported `*`). */
  | { readonly name: string; readonly from: string; readonly imported: string; readonly s: number };

/** A module specifier that occurs in the file. */
export type ImportRef = {
  readonly spec: string;
  readonly kind: 'import' | 'require' | 'dynamic' | 'export';
  readonly typeOnly: boolean;
  readonly s: number;
  /** For `require` and `dynamic`: the function and the guards that it stands under. */
  readonly f?: FunctionId;
  readonly guard?: GuardId;
};

/** A comment that speaks to this tool. */
export type ToolComment = {
  /** What it says, from its first word on, on one line. */
  readonly text: string;
  /** The whole comment; the end of a line comment is the end of its line. */
  readonly s: number;
  readonly e: number;
  /** Where the next code starts; -1 where there is none. */
  readonly next: number;
  /** It stands before all code of the file. */
  readonly first: boolean;
};

/** What tells of a file whether its facts are needed at all: most files of a repository are none of its server's. */
export type Outline = {
  /** How many there are of each. */
  readonly values: number;
  readonly bindings: number;
  readonly functions: number;
  readonly classes: number;
  readonly calls: number;
  /** Specifiers of `imports`, each once; what types alone need is apart. */
  readonly specs: readonly string[];
  readonly typeSpecs: readonly string[];
  /** Some path that it loads is no literal. */
  readonly loads: boolean;
  /** Names of `global` values, each once. */
  readonly globals: readonly string[];
  /** Names of those that the file asks for before it uses them (`typeof window`), each once. */
  readonly asked: readonly string[];
  /** Names of what is called, each between two bars: one text, since many are kept and few are asked for. */
  readonly called: string;
  /** Names of methods of classes, likewise. */
  readonly methods: string;
};

export type FileFacts = {
  readonly version: number;
  readonly file: string;
  /** Length in UTF-16 units. */
  readonly length: number;
  readonly outline: Outline;
  readonly values: readonly Value[];
  readonly bindings: readonly Binding[];
  /** Function 0 is the module body. */
  readonly functions: readonly Func[];
  readonly classes: readonly Class[];
  readonly calls: readonly Call[];
  readonly guards: readonly Guard[];
  readonly types: readonly Type[];
  readonly typeDecls: readonly TypeDecl[];
  readonly imports: readonly ImportRef[];
  readonly exports: readonly Export[];
  /** `'use client'`, `'use server'`, ... at the top. */
  readonly directives: readonly string[];
  readonly comments: readonly ToolComment[];
  readonly jsx: boolean;
  /** ES module syntax occurs (import/export). */
  readonly esm: boolean;
  /** Number of syntax errors that the parser recovered from. */
  readonly syntaxErrors: number;
  /** 1-based line of the first of them. */
  readonly firstError: { readonly s: number; readonly message: string } | null;
};

/** The part of a file's facts that is read only where a program is linked through it; the rest is its outline. */
export const FACTS_BODY = [
  'values',
  'bindings',
  'functions',
  'classes',
  'calls',
  'guards',
  'types',
  'typeDecls',
  'imports',
  'exports',
] as const satisfies readonly (keyof FileFacts)[];
