import type { World } from '../commands/site.ts';
import { asNumber } from '../json.ts';
import type { Image } from '../manifests/dockerfile.ts';
import { lineSpan } from './facts.ts';
import { imageUnit } from './own-images.ts';
import { isSettingsFile, meaningOf } from './volumes.ts';

/** What the images of the repository say beside what they start: `VOLUME`, and of `ENV` what decides how many run, and as what. */
export function readImageFacts(world: World): void {
  for (const { path, context, ...built } of world.images) {
    if (!world.deploys(path)) continue;
    readOne(path, built.image, imageUnit(path), context, world);
    for (const { name, image } of built.targets) readOne(path, image, imageUnit(path, name), context, world);
  }
}

function readOne(path: string, image: Image, unit: string, context: string, world: World): void {
  const env = image.env.map(({ name, value }) => [name, value] as const);
  for (const volume of image.volumes) {
    if (isSettingsFile(volume.path)) continue;
    world.facts.add('volumes', [unit], {
      span: lineSpan(world.tree, path, volume.line),
      unit: path,
      setting: `VOLUME ${volume.path}`,
      path: volume.path,
      kind: 'image',
      shared: null,
      claim: null,
      readOnly: false,
      ...meaningOf(volume.path, { copies: image.copies, workdir: image.workdir, context, env }, world.tree),
    });
  }
  for (const { name, value, line } of image.env) {
    if (name === 'NODE_ENV')
      world.facts.add('environment', [unit], {
        span: lineSpan(world.tree, path, line),
        unit: path,
        setting: `NODE_ENV=${value}`,
        name,
        value,
      });
    const count = asNumber(value);
    if (name === 'WEB_CONCURRENCY' && Number.isInteger(count) && count > 1)
      world.facts.add('replicas', [unit], {
        span: lineSpan(world.tree, path, line),
        unit: path,
        setting: `WEB_CONCURRENCY=${count}`,
        by: 'workers',
        most: count,
      });
  }
}
