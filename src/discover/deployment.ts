/** A place in a manifest: repository-relative file, UTF-16 offsets into its text (without a byte order mark). */
export type ManifestSpan = { readonly file: string; readonly start: number; readonly end: number };

/** What every fact of a manifest carries. */
export type DeploymentFact = {
  /** The line that says it, without the blanks around it. */
  readonly span: ManifestSpan;
  /** What it is said of, for people: `Deployment api`, `service web`, `fly.toml`. */
  readonly unit: string;
  /** The setting as written, for people: `replicas: 3`, `instances: 'max'`. */
  readonly setting: string;
  /** Names of the processes that it concerns, sorted; empty where it is not known which. */
  readonly processes: readonly string[];
};

/** Several of a process run, or may. */
export type ReplicaFact = DeploymentFact & {
  /** `replicas`: a number of containers or machines; `autoscaler`: a range; `workers`: processes of one host (cluster, pm2); `each-node`: one a node. */
  readonly by: 'replicas' | 'autoscaler' | 'workers' | 'each-node';
  /** The largest number that is stated; null where it is open (`max`, one a node). Above 1 in either case. */
  readonly most: number | null;
};

/** Something keeps a process to one at a time, which hides what it keeps to itself. */
export type SingleFact = DeploymentFact & {
  readonly by: 'replicas' | 'recreate' | 'stateful-set' | 'max-instances' | 'disk';
};

/** Something ends a process, or takes its memory or disk away, without a deploy. */
export type RestartFact = DeploymentFact & {
  readonly by: 'memory-limit' | 'schedule' | 'spot-node' | 'scale-to-zero' | 'ephemeral-disk';
};

/** A setting by which a client's requests come back to the same process. */
export type StickyFact = DeploymentFact & {
  /** The setting's key, for instance `sessionAffinity`. */
  readonly key: string;
  /** What tells the clients apart. */
  readonly by: 'cookie' | 'address' | 'header' | 'client';
  /** True where nobody wrote it: the platform does so unless it is switched off. */
  readonly byDefault: boolean;
};

/** A folder of a container that is kept outside of its image. */
export type VolumeFact = DeploymentFact & {
  /** Absolute path in the container. */
  readonly path: string;
  /**
   * `host`: a folder of the machine; `claim`: a persistent volume claim; `claim-each`: one a pod (StatefulSet); `named`: a volume of
   * Docker; `disk`: a platform's disk; `network`: NFS, EFS and the like; `ephemeral`: gone with the container; `image`: `VOLUME` of a Dockerfile.
   */
  readonly kind: 'host' | 'claim' | 'claim-each' | 'named' | 'disk' | 'network' | 'ephemeral' | 'image';
  /** Whether all processes see the same content wherever they run; null where that is not known. */
  readonly shared: boolean | null;
  /** Name of the claim, volume or disk; null where it has none. */
  readonly claim: string | null;
  readonly readOnly: boolean;
  /** Repository-relative folders that the path stands for, by what the image copies and where it works; `''` is the root. */
  readonly folders: readonly string[];
  /** Names of environment variables that the container gets and whose value is that path or lies below it, with the value. */
  readonly variables: readonly (readonly [name: string, value: string])[];
};

/** A step of a fact's way through scripts. */
export type FactStep = { readonly span: ManifestSpan; readonly text: string };

/** A start command that compiles code or assets before, or while, it serves. */
export type BuildFact = DeploymentFact & {
  /** The program that compiles: `tsc`, `next build`, `ts-node`. */
  readonly program: string;
  /** `first`: it builds and then starts; `while-running`: it compiles what it loads; `dev-server`: a server made for development. */
  readonly by: 'first' | 'while-running' | 'dev-server';
  /** Whether it runs under a condition of a shell script alone. */
  readonly conditional: boolean;
  /** What leads there, in order: the line of the manifest, then scripts. The fact's own place is the last of them. */
  readonly steps: readonly FactStep[];
};

/** An asset packager of another runtime in the same repository that works in the running server. */
export type PackagerFact = DeploymentFact & {
  readonly packager: 'jammit' | 'django-compressor' | 'rails-assets';
  readonly steps: readonly FactStep[];
};

/** A database that a schema puts into the process (`provider = "sqlite"` of Prisma). */
export type DatabaseFact = DeploymentFact & { readonly engine: 'sqlite' };

/** A process that a platform runs as functions: any number of instances, frozen between requests and recycled at any time. */
export type FunctionsFact = DeploymentFact;

/** A variable of the environment that a process gets; `NODE_ENV` alone is read. */
export type EnvironmentFact = DeploymentFact & { readonly name: string; readonly value: string };

/** What manifests say of the processes and of what surrounds them. Every list is sorted by file and place. */
export type Deployment = {
  readonly replicas: readonly ReplicaFact[];
  readonly single: readonly SingleFact[];
  readonly restarts: readonly RestartFact[];
  readonly sticky: readonly StickyFact[];
  readonly volumes: readonly VolumeFact[];
  readonly builds: readonly BuildFact[];
  readonly packagers: readonly PackagerFact[];
  readonly databases: readonly DatabaseFact[];
  readonly functions: readonly FunctionsFact[];
  readonly environment: readonly EnvironmentFact[];
};

/** Nothing is known of the deployment. */
export const noDeployment: Deployment = {
  replicas: [],
  single: [],
  restarts: [],
  sticky: [],
  volumes: [],
  builds: [],
  packagers: [],
  databases: [],
  functions: [],
  environment: [],
};
