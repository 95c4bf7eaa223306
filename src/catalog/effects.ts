/**
 * What calls of a library do to the world outside the process: the shape of the rows in `effects/*.ts`, and how they are asked.
 *
 * A call is known by the package that its receiver comes from and by the names of the steps taken from there, the last one being
 * the method. The tables answer for packages; a package that no row names has no answer here.
 */

/** What a call does. */
export type Effect =
  /** Changes rows, documents or keys of a store that other processes ask. */
  | 'store'
  /** Changes a database or file of this machine. */
  | 'local'
  /** Puts work on a queue, or a message on a bus, that other processes take. */
  | 'queue'
  /** Mail, chat, POST, upload: something outside receives it. */
  | 'send'
  /** Has another service make something for what is sent, at a price: it can be asked for again. */
  | 'generate'
  /** Runs a command or another program. */
  | 'exec'
  /** Tells a device or an own child, worker or socket something. */
  | 'device'
  /** Answers a client that is connected to this process. */
  | 'answer'
  /** Counts or traces for operators. */
  | 'metric'
  /** Asks outside and gives back what it was told. */
  | 'read'
  /** Takes or renews a claim that other processes see. */
  | 'lease'
  /** Opens, owns, configures or closes a handle; builds a query; listens. Nothing outside changes by it alone. */
  | 'handle'
  /** Computes. */
  | 'none';

/** Method names: exact, or with a trailing `*` for any name that begins so. The exact one wins, then the longer beginning. */
export type MethodNames = readonly string[];

/** What the methods of one library, or of libraries that share their methods, do. */
export type LibraryEffects = {
  readonly id: string;
  /** npm package names (`node:` prefix for built-ins, `(global)`); a trailing `*` stands for any rest. Sub-paths are meant too. */
  readonly packages: readonly string[];
  readonly source: string;
  /** True where the rows could not be read in the package and are believed. */
  readonly unverified?: boolean;
  /** Whether its data lie with another process, so that what it answers can change there while this process runs. */
  readonly remote: boolean;
  /** Effect → methods that have it. The name `default` is the call of the export itself. */
  readonly methods: Partial<Readonly<Record<Effect, MethodNames>>>;
  /** Methods whose first argument is a query text: what it begins with decides between `read` and this effect. */
  readonly text?: { readonly methods: MethodNames; readonly writes: Effect };
  /** Methods that ask or send by an HTTP verb in an options argument; absent means GET. */
  readonly verb?: { readonly methods: MethodNames; readonly option: string; readonly writes: Effect };
  /** Methods whose first argument is a command object: names of classes that only ask; the others have this effect. */
  readonly command?: { readonly methods: MethodNames; readonly reads: MethodNames; readonly writes: Effect };
  /** Methods, or classes of commands without their `Command`, whose answer stays as it is as long as what they ask for is there. */
  readonly lasting?: MethodNames;
  /** Methods that end a chain (`exec`, `then`, `run`): the steps before them decide. */
  readonly ends?: MethodNames;
  /** Effect of methods that no line names; absent: not known. */
  readonly otherwise?: Effect;
};

/** What the caller knows of a call beside its steps. */
export type CallWords = {
  /** The first argument where it is a text, or its beginning. */
  readonly text?: string | null;
  /** The verb in the options argument; `undefined` where there is none, null where it cannot be followed. */
  readonly verb?: string | null;
  /** Name of the class that the first argument is an instance of. */
  readonly command?: string | null;
};
