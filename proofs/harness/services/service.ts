/** A backing service that this run has started on a port of loopback. */
export type Service = {
  /** An empty place for one server (a database, a bucket), and the variables of the environment that tell of it. */
  fresh(schema: string | null): Promise<Readonly<Record<string, string>>>;
  stop(): Promise<void>;
};

/** How a kind of service is had. */
export type ServiceKind = {
  /** What to install where it is missing, as Debian calls it; null where it comes with the packages of npm. */
  readonly debian: string | null;
  /** The program, or null where it is not installed. */
  find(): string | null;
  start(program: string): Promise<Service>;
};
