import { baseOf, dirOf, isBelow, joinPath } from '../../paths/repo-path.ts';
import { interpret } from '../commands/interpret.ts';
import { kindOfService } from '../commands/kinds.ts';
import type { Launch, Site, World } from '../commands/site.ts';
import { evidenceAt, evidenceOf } from '../note.ts';
import type { Evidence } from '../workspace.ts';
import { absolute, type ImageFile } from './dockerfile.ts';
import { locateInImage } from './images.ts';

/** Below a manifest that deploys, above a script's name. */
const weight = 75;

/** What supervisors inside an image or on a host start: s6 and runit `run` scripts, systemd units, supervisord programs. */
export function readServices(world: World): readonly Launch[] {
  const { tree } = world;
  return tree.files.flatMap(({ path }) => {
    const base = baseOf(path);
    const text = () => tree.shortText(path) ?? '';
    if (base === 'run' && /(?:^|\/)(?:s6-rc\.d|services\.d|s6|sv|runit|service)\//.test(path)) {
      return interpret(text(), serviceSite(baseOf(dirOf(path)), evidenceAt(path, text(), 1), world), world).map(
        withLine(text()),
      );
    }
    if (/\.service$/.test(base))
      return lines(
        text(),
        /^\s*ExecStart\s*=\s*[-@:+!]*([^\s@:+!-].*)$/,
        /^\s*WorkingDirectory\s*=\s*(\S+)/,
        base.replace(/\.service$/, ''),
        path,
        world,
      );
    if (
      /^supervisord?[\w.-]*\.(?:conf|ini)$/.test(base) ||
      /(?:^|\/)supervisor(?:d|\/conf\.d)?\/.*\.(?:conf|ini)$/.test(path)
    ) {
      return lines(text(), /^\s*command\s*=\s*(\S.*)$/, /^\s*directory\s*=\s*(\S+)/, 'supervisord', path, world);
    }
    return [];
  });
}

function lines(
  text: string,
  command: RegExp,
  folder: RegExp,
  name: string,
  path: string,
  world: World,
): readonly Launch[] {
  const workdir = text.split('\n').flatMap((line) => folder.exec(line)?.[1] ?? [])[0];
  // A unit that is done when what it starts has ended.
  const ends = text.split('\n').some((line) => /^Type *= *oneshot\b/.test(line));
  let section = name;
  return text.split('\n').flatMap((line, index) => {
    section = /^\s*\[program:([^\]]+)\]/.exec(line)?.[1] ?? section;
    const started = command.exec(line)?.[1];
    if (started === undefined) return [];
    const site = serviceSite(section, evidenceOf(path, index + 1, line), world, workdir);
    return interpret(started, ends ? { ...site, kind: 'job' } : site, world);
  });
}

/** The line of a script that names what is started. */
function withLine(text: string): (launch: Launch) => Launch {
  return (launch) => {
    const { target, site } = launch;
    if (target.type !== 'file') return launch;
    const index = text.split('\n').findIndex((line) => line.includes(target.written) && !/^\s*#/.test(line));
    return index < 0
      ? launch
      : { ...launch, site: { ...site, evidence: evidenceAt(site.evidence.file, text, index + 1) } };
  };
}

function serviceSite(name: string, evidence: Evidence, world: World, workdir = '/'): Site {
  const { tree } = world;
  const images = imagesAround(evidence.file, world);
  return {
    name,
    kind: kindOfService(name),
    otherwise: 'server',
    weight,
    evidence,
    locate: (path, folders) => {
      const at = folders.reduce(absolute, workdir);
      const found: string[] = [];
      // The image that the script is copied into says where the code lies.
      for (const { image, context } of images) found.push(...locateInImage(path, at, image.copies, context, tree));
      found.push(...locateInImage(path, at, [], tree.dir, tree));
      return [...new Set(found)];
    },
  };
}

/** The images that a file is copied into. */
function imagesAround(file: string, { images }: World): readonly ImageFile[] {
  return images.filter(({ image, context }) =>
    image.copies.some(({ from }) => {
      const folder = joinPath(context, from === '' ? '.' : from);
      return folder !== undefined && folder !== '' && isBelow(file, folder);
    }),
  );
}
