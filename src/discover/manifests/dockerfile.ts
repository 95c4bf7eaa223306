import { DockerfileParser, ModifiableInstruction } from 'dockerfile-ast';
import { parseShell } from '../shell.ts';

/** What an image starts, and where its files come from. */
export type Image = {
  /** Exec form as words, shell form as one text; null where the instruction is absent or empty. */
  readonly entrypoint: Command | null;
  readonly command: Command | null;
  /** Folder in the image in which they run. */
  readonly workdir: string;
  /** From a path in the image to a path in the build context; the last one that fits wins. */
  readonly copies: readonly Copy[];
  /** What `ENV` sets, with its line. */
  readonly env: readonly Variable[];
  /** Folders that `VOLUME` keeps outside the image, with its line. */
  readonly volumes: readonly { readonly path: string; readonly line: number }[];
};

/** A variable of the environment as a manifest sets it. */
export type Variable = { readonly name: string; readonly value: string; readonly line: number };

/** A Dockerfile of the repository. `context` is the folder that it is most likely built from. */
export type ImageFile = {
  readonly path: string;
  readonly image: Image;
  readonly targets: Dockerfile['targets'];
  readonly context: string;
};

export type Command = { readonly words: readonly string[] | null; readonly text: string; readonly line: number };
export type Copy = { readonly to: string; readonly from: string };

/** Longer Dockerfiles (characters), and more copies of an image, are not read. */
const sizeLimit = 200_000;
const copyLimit = 500;

type Stage = { readonly name: string; image: Image; setsCommand: boolean; setsEntrypoint: boolean; isBuiltOn: boolean };

/** What `docker build` makes of a Dockerfile: the image of its last stage, and those that it is built for by name. */
export type Dockerfile = {
  readonly image: Image;
  /** Stages beside the last one that set a command of their own and that no other stage goes on or copies from: `--target` builds them. */
  readonly targets: readonly { readonly name: string; readonly image: Image }[];
  /** What any stage copies out of the build context, as written. */
  readonly sources: readonly string[];
};

/**
 * Reads a Dockerfile (docs.docker.com, Dockerfile reference) as far as what runs goes: the stage `target`, else the last one, with
 * what it takes over from the stages that it builds on and copies from. Undefined where there is no stage.
 */
export function readDockerfile(text: string, target?: string): Image | undefined {
  const { stages } = readStages(text);
  return (target === undefined ? undefined : findStage(stages, target)?.image) ?? stages.at(-1)?.image;
}

/** Reads all that a Dockerfile may be built to; undefined where there is no stage. */
export function readTargets(text: string): Dockerfile | undefined {
  const { stages, sources } = readStages(text);
  const image = stages.at(-1)?.image;
  return (
    image && {
      image,
      targets: stages
        .slice(0, -1)
        .filter((stage) => stage.name !== '' && !stage.isBuiltOn && (stage.setsCommand || stage.setsEntrypoint)),
      sources,
    }
  );
}

function readStages(text: string): { readonly stages: readonly Stage[]; readonly sources: readonly string[] } {
  const stages: Stage[] = [];
  const sources: string[] = [];
  if (text.length > sizeLimit) return { stages, sources };
  /** `turbo prune` leaves the packages that are needed in out/json and out/full, each where it lay (turborepo.com, prune). */
  let isPruned = false;
  /** Defaults of ARG before the first stage and in the stage, and ENV. */
  const variables = new Map<string, string>();
  const expand = (written: string) =>
    written.replace(
      /\$(?:\{(\w+)(?::?[-+][^}]*)?\}|(\w+))/g,
      (whole, braced: string | undefined, bare: string | undefined) => variables.get(braced ?? bare ?? '') ?? whole,
    );
  for (const { keyword, rest, line } of instructions(text)) {
    const stage = stages.at(-1);
    if (keyword === 'ARG') {
      for (const { name, value } of readEnv(rest, line)) if (value !== '') variables.set(name, expand(value));
    }
    if (keyword === 'FROM') {
      const words = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
      const base = words[0] ?? '';
      const name = words[1]?.toLowerCase() === 'as' ? (words[2] ?? '') : '';
      const from = findStage(stages, base);
      if (from) from.isBuiltOn = true;
      stages.push({
        name,
        image: from?.image ?? { entrypoint: null, command: null, workdir: '/', copies: [], env: [], volumes: [] },
        setsCommand: false,
        setsEntrypoint: false,
        isBuiltOn: false,
      });
    } else if (!stage) continue;
    else if (keyword === 'WORKDIR')
      stage.image = { ...stage.image, workdir: absolute(stage.image.workdir, unquote(expand(rest))) };
    else if (keyword === 'COPY' || keyword === 'ADD') {
      const copies = readCopy(expand(rest), stage.image, stages);
      if (!/(?:^|\s)--from=/.test(rest)) sources.push(...copies.map(({ from }) => from));
      const unpruned = copies.map(({ to, from }) => ({
        to,
        from: isPruned ? from.replace(/^out\/(?:json|full)(?:\/|$)/, '') || '.' : from,
      }));
      stage.image = { ...stage.image, copies: [...stage.image.copies, ...unpruned].slice(0, copyLimit) };
    } else if (keyword === 'RUN') {
      isPruned ||= /\bturbo\b[^&;|]{0,80}\bprune\b/.test(rest);
      stage.image = {
        ...stage.image,
        copies: [...stage.image.copies, ...movedBy(rest, stage.image)].slice(0, copyLimit),
      };
    } else if (keyword === 'ENTRYPOINT') {
      // It takes the CMD of the image below with it, not one of this stage.
      const command = stage.setsCommand ? stage.image.command : null;
      stage.image = { ...stage.image, entrypoint: readCommand(rest, line), command };
      stage.setsEntrypoint = true;
    } else if (keyword === 'ENV') {
      stage.image = { ...stage.image, env: [...stage.image.env, ...readEnv(expand(rest), line)].slice(-copyLimit) };
      for (const { name, value } of stage.image.env) variables.set(name, value);
    } else if (keyword === 'VOLUME') {
      const { workdir, volumes } = stage.image;
      const paths = (readCommand(expand(rest), line)?.words ?? expand(rest).split(/\s+/)).map((path) =>
        absolute(workdir, path),
      );
      stage.image = {
        ...stage.image,
        volumes: [...volumes, ...paths.map((path) => ({ path, line }))].slice(0, copyLimit),
      };
    } else if (keyword === 'CMD') {
      stage.image = { ...stage.image, command: readCommand(rest, line) };
      stage.setsCommand = true;
    }
  }
  return { stages, sources: sources.slice(0, copyLimit) };
}

/** What `cp` and `mv` of a RUN put elsewhere in the image: `cd /tmp/src && npm run build && mv lib /app`. */
function movedBy(rest: string, image: Image): readonly Copy[] {
  if (!/\b(?:cp|mv)\b/.test(rest) || rest.startsWith('[')) return [];
  return parseShell(rest).flatMap(({ words, folders }) => {
    const [program, ...given] = words;
    const paths = given.filter((word) => !word.startsWith('-'));
    const target = paths.at(-1);
    if ((program !== 'cp' && program !== 'mv') || paths.length !== 2 || target === undefined) return [];
    const workdir = folders.reduce(absolute, image.workdir);
    const written = paths[0]!;
    const from = absolute(workdir, written.replace(/\/(?:\*|\.)?$/, ''));
    const to = absolute(workdir, target);
    const base = from.split('/').at(-1) ?? '';
    // A file keeps its name in a folder; a folder's new name is the target where that is none yet.
    const isIntoFolder = target.endsWith('/') && /\.\w+$/.test(base);
    return inStage(from, image)
      .slice(0, 1)
      .map((origin) => ({ to: isIntoFolder ? `${to}/${base}` : to, from: origin }));
  });
}

function findStage(stages: readonly Stage[], name: string): Stage | undefined {
  return stages.find(
    (stage, index) => (stage.name !== '' && stage.name.toLowerCase() === name.toLowerCase()) || String(index) === name,
  );
}

type Instruction = { readonly keyword: string; readonly rest: string; readonly line: number };

/** The instructions in their order, continued lines joined; those that cannot be parsed are left out. */
function instructions(text: string): readonly Instruction[] {
  try {
    return DockerfileParser.parse(text)
      .getInstructions()
      .flatMap((instruction) => {
        const content = instruction.getArgumentsContent()?.trim();
        const flags = instruction instanceof ModifiableInstruction ? instruction.getFlags() : [];
        const rest = content && [...flags.map((flag) => flag.toString()), content].join(' ');
        const line = instruction.getRange().start.line + 1;
        return rest ? [{ keyword: instruction.getKeyword(), rest, line }] : [];
      });
  } catch {
    return [];
  }
}

function readCommand(rest: string, line: number): Command | null {
  if (rest.startsWith('[')) {
    try {
      const words: unknown = JSON.parse(rest);
      if (Array.isArray(words)) {
        const strings = words.filter((word): word is string => typeof word === 'string');
        return strings.length === 0 ? null : { words: strings, text: rest, line };
      }
    } catch {
      // Docker takes broken JSON for shell form, too.
    }
  }
  return rest === '' ? null : { words: null, text: rest, line };
}

/** `ENV A=1 B="2"`, or the old form `ENV A 1`. */
function readEnv(rest: string, line: number): readonly Variable[] {
  const old = /^(\w+)\s+((?:[^=\s][^=]*)?)$/.exec(rest);
  if (old) return [{ name: old[1]!, value: unquote(old[2]!.trim()), line }];
  return (parseShell(`${rest} x`)[0]?.assignments ?? []).map(([name, value]) => ({ name, value, line }));
}

function readCopy(rest: string, image: Image, stages: readonly Stage[]): readonly Copy[] {
  const from = /(?:^|\s)--from=(\S+)/.exec(rest)?.[1];
  const bare = rest.replace(/(?:^|\s)--\w+(?:=\S+)?/g, ' ').trim();
  let words: readonly string[];
  try {
    const list: unknown = bare.startsWith('[') ? JSON.parse(bare) : undefined;
    words = Array.isArray(list)
      ? list.filter((word): word is string => typeof word === 'string')
      : (parseShell(bare)[0]?.words ?? []);
  } catch {
    words = [];
  }
  if (words.length < 2) return [];
  const sources = words.slice(0, -1);
  const to = absolute(image.workdir, words.at(-1)!);
  const isFolder = words.at(-1)!.endsWith('/') || sources.length > 1 || words.at(-1) === '.';
  const stage = from === undefined ? undefined : findStage(stages, from);
  if (from !== undefined && !stage) return []; // out of another image
  if (stage) stage.isBuiltOn = true;
  return sources
    .filter((source) => source.length < 1000)
    .flatMap((source) => {
      const origins = stage
        ? inStage(absolute('/', source), stage.image)
        : [source.replace(/^\/+/, '').replace(/^\.\//, '')];
      // A folder's content is copied, a file keeps its name in a folder.
      const base =
        source
          .replace(/(?<!\/)\/+$/, '')
          .split('/')
          .at(-1) ?? '';
      const isFile = /\.\w+$/.test(base) && base !== '.';
      const target = isFolder && isFile ? `${to.replace(/\/$/, '')}/${base}` : to;
      return origins.slice(0, 3).map((origin) => ({ to: target, from: origin.replace(/(?<!\/)\/+$/, '') }));
    });
}

/** What a stage built (`/app/dist`) is in no COPY: it is taken for the same folder of the context, seen from the stage's WORKDIR. */
function inStage(path: string, { copies, workdir }: Image): readonly string[] {
  const copied = inContext(path, copies);
  if (copied.length > 0) return copied;
  return workdir !== '/' && path.startsWith(`${workdir}/`) ? [path.slice(workdir.length + 1)] : [];
}

/** Where a path of the image may come from in the build context, best first. */
export function inContext(path: string, copies: readonly Copy[]): readonly string[] {
  const found: string[] = [];
  for (const { to, from } of [...copies].sort((a, b) => b.to.length - a.to.length)) {
    const folder = to.replace(/(?<!\/)\/+$/, '');
    if (path !== folder && !path.startsWith(`${folder}/`)) continue;
    const inner = path.slice(folder.length + 1);
    const context = from === '.' || from === '' ? inner : inner === '' ? from : `${from}/${inner}`;
    if (!context.includes('*') && !found.includes(context)) found.push(context === '' ? '.' : context);
  }
  return found;
}

/** An absolute path of the image; variables are dropped. */
export function absolute(workdir: string, path: string): string {
  const known = path.replace(/\$\{?\w+\}?/g, '').replace(/\/{2,}/g, '/');
  const segments: string[] = [];
  for (const segment of (known.startsWith('/') ? known : `${workdir}/${known}`).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

function unquote(text: string): string {
  return text.replace(/^(['"])(.*)\1$/, '$2');
}
