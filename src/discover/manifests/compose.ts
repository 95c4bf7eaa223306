import { dirOf, joinPath } from '../../paths/repo-path.ts';
import { kindOfService } from '../commands/kinds.ts';
import { type Launch, type World, weights } from '../commands/site.ts';
import { readServiceFacts } from '../deploy/compose-facts.ts';
import { imageUnit, ownImage } from '../deploy/own-images.ts';
import { asObject, asString, asStrings, asText, type JsonObject } from '../json.ts';
import { addNote, type Notes } from '../note.ts';
import { parseShell } from '../shell.ts';
import { isTestPath } from '../test-path.ts';
import { readYaml, type YamlDocument } from '../yaml.ts';
import { type Command, type Copy, readDockerfile } from './dockerfile.ts';
import { containerLaunches } from './images.ts';

const composeName = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;

/** What the services of docker-compose files start (docs.docker.com, Compose file reference): those that are built here, or run files mounted from here. */
export function readComposeFiles(world: World, notes: Notes): readonly Launch[] {
  const { tree } = world;
  return tree.files.flatMap(({ path }) => {
    if (!composeName.test(path.slice(path.lastIndexOf('/') + 1))) return [];
    const documents = readYaml(tree.text(path) ?? '');
    if (!documents) {
      addNote(notes, 'manifest-broken', path, 1, `${path} is not valid YAML; what it starts is not known`);
      return [];
    }
    return documents.flatMap((document) => {
      const services = asObject(asObject(document.value)?.services) ?? {};
      return Object.keys(services).flatMap((name) =>
        serviceLaunches(path, name, asObject(services[name]) ?? {}, asObject(document.value) ?? {}, document, world),
      );
    });
  });
}

function serviceLaunches(
  file: string,
  name: string,
  service: JsonObject,
  project: JsonObject,
  document: YamlDocument,
  world: World,
): readonly Launch[] {
  const { tree } = world;
  const unit = `compose:${file}#${name}`;
  const build = asObject(service.build) ?? (typeof service.build === 'string' ? { context: service.build } : undefined);
  const context = joinPath(dirOf(file), asString(build?.context) ?? '.') ?? dirOf(file);
  const mounts = asStrings(service.volumes).flatMap((volume) => readMount(volume));
  const dockerfile = build ? joinPath(context, asString(build.dockerfile) ?? 'Dockerfile') : undefined;
  const image =
    dockerfile === undefined ? undefined : readDockerfile(tree.text(dockerfile) ?? '', asString(build?.target));
  const own = build ? undefined : ownImage(asString(service.image), world);
  const base = image ?? (own?.kind === 'own' ? own.file.image : undefined);
  if (own?.kind !== 'foreign') {
    const runsImage = service.command === undefined && service.entrypoint === undefined;
    const imagePath = own?.kind === 'own' ? own.file.path : dockerfile;
    const units = imagePath !== undefined && runsImage ? [unit, imageUnit(imagePath)] : [unit];
    const paths = {
      context: own?.kind === 'own' ? own.file.context : context,
      workdir: asString(service.working_dir) ?? base?.workdir ?? '/',
      copies: base?.copies ?? [],
      env: [
        ...(base?.env ?? []).map(({ name, value }) => [name, value] as const),
        ...environmentOf(service.environment),
      ],
    };
    readServiceFacts({ file, name, service, project, document, units, paths }, world);
  }
  if (!build && mounts.length === 0) return [];
  const override = (key: 'command' | 'entrypoint'): Command | null | undefined => {
    const value = service[key];
    if (value === undefined || value === null) return undefined;
    const line = document.lineOf(['services', name, key]);
    const text = Array.isArray(value) ? asStrings(value).join(' ') : asText(value);
    // Compose splits a string into words like a shell, but runs no shell.
    const words = Array.isArray(value)
      ? asStrings(value)
      : parseShell(text).length === 1
        ? (parseShell(text)[0]?.words ?? [])
        : null;
    return text.trim() === '' ? null : { words, text, line };
  };
  const entrypoint = override('entrypoint');
  const command = override('command');
  const isOverridden = entrypoint !== undefined || command !== undefined;
  if (!isOverridden && !image) return [];
  const working = asString(service.working_dir);
  const copies: readonly Copy[] = [...(image?.copies ?? []), ...mounts];
  const isTest = isTestPath(file) || /(?:^|[.-])(?:test|tests|e2e|ci)[.-]/.test(file);
  // Whatever the file is called: an image that is built from `Dockerfile.dev` is one to develop with.
  const isDev = DEV.test(file) || (dockerfile !== undefined && DEV.test(dockerfile));
  return containerLaunches(
    {
      name,
      kind: isTest ? 'test' : kindOfService(name),
      weight: isDev ? weights.dev : weights.manifest - 1,
      replicas: replicasOf(service),
      image: {
        entrypoint: entrypoint === undefined ? (image?.entrypoint ?? null) : entrypoint,
        command: command === undefined ? (entrypoint === undefined ? (image?.command ?? null) : null) : command,
        workdir: working ?? image?.workdir ?? '/',
        copies,
        env: image?.env ?? [],
        volumes: image?.volumes ?? [],
      },
      context,
      file: isOverridden ? file : (dockerfile ?? file),
      unit,
    },
    world,
  );
}

const DEV = /(?:^|[./_-])dev(?:el|elopment)?(?:$|[./_-])/;

/** `environment` as a list of `A=1` or as a mapping. */
function environmentOf(written: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(written))
    return asStrings(written).map((entry) => {
      const at = entry.indexOf('=');
      return at < 0 ? ([entry, ''] as const) : ([entry.slice(0, at), entry.slice(at + 1)] as const);
    });
  const table = asObject(written) ?? {};
  return Object.keys(table).map((name) => [name, asText(table[name] ?? '')] as const);
}

/** `./src:/app/src:ro`: a folder of the repository seen in the container. */
function readMount(volume: string): readonly Copy[] {
  const [from, to] = volume.split(':');
  return from?.startsWith('.') && to !== undefined
    ? [{ from: from.replace(/^\.\//, '').replace(/\/$/, '') || '.', to }]
    : [];
}

function replicasOf(service: Readonly<Record<string, unknown>>): number | null {
  const count = asObject(service.deploy)?.replicas ?? service.scale;
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : null;
}
