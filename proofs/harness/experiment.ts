import type { Balancer } from './balancer.ts';
import type { Client } from './client.ts';
import type { Fleet } from './fleet.ts';
import type { Outside } from './outside.ts';
import type { ServiceName } from './services/index.ts';
import type { until } from './until.ts';

/** What a client script has: two processes behind a proxy, and the record of what it sees. */
export type Stage = {
  /** Where the proxy listens. */
  readonly address: string;
  /** A client with cookies of its own; the name is told where there are several. */
  client(name?: string): Client;
  /** A client without a name. */
  readonly request: Client['request'];
  readonly insist: Client['insist'];
  /**
   * Something that has to hold for the server to be right. In the run that loses, exactly those named in `broken` must not hold; in the
   * mended one all must. `seen` is what was seen.
   */
  claim(what: string, holds: boolean, seen?: string): void;
  /** A line of the transcript. */
  say(text: string): void;
  /** Kills a process (SIGKILL). */
  kill(name: string): Promise<void>;
  /** Kills a process and starts another in its place, with an empty disk. Gives the name of the new one. */
  replace(name: string): Promise<string>;
  /** Starts one more, with an empty disk. */
  add(): Promise<string>;
  /** Asks a process itself, past the proxy: what its disk holds. */
  readonly fleet: Pick<Fleet, 'disk' | 'output'>;
  readonly balancer: Pick<Balancer, 'startWith' | 'setSticky' | 'onHandedOver'>;
  /** The service of somebody else; throws where the experiment has none. */
  readonly outside: Outside;
  /** What the servers are told of the backing services. */
  readonly environment: Readonly<Record<string, string>>;
  until: typeof until;
};

/** The script of the client, which is the same for both servers. */
export type ClientScript = (stage: Stage) => Promise<void>;

/** What `about.json` says of an experiment: a server that loses something, and the same one mended. */
export type About = {
  /** What is lost, as a heading: a sentence without its full stop. */
  readonly title: string;
  /** What the server does and what happens to it, in one or two sentences. */
  readonly story: string;
  /** What the mended server does in place of that. */
  readonly wayOut: string;
  /** Claims that must fail on the server that loses; the client makes them. */
  readonly broken: readonly string[];
  /** Backing services of both servers, and of the mended one beside them. */
  readonly services?: readonly ServiceName[];
  readonly mendedServices?: readonly ServiceName[];
  /** The variable that tells the servers where the service of somebody else is. */
  readonly outside?: string;
  /** What differs between two runs and is told apart by a number in the transcript: patterns. */
  readonly identities?: readonly string[];
  /** Left out where `npm run proofs -- --ci` runs one experiment a rule. */
  readonly onlyInFull?: boolean;
  /** Packages with a part in C++ that has to be built first. */
  readonly native?: readonly string[];
  /** Files that the page shows beside those of `src`. */
  readonly shown?: readonly string[];
};

export const clientScript = (script: ClientScript): ClientScript => script;
