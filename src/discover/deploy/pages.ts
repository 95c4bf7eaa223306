import { dirOf, joinPath } from '../../paths/repo-path.ts';
import { type Launch, type World, weights } from '../commands/site.ts';
import { asObject, asString, lineFinder, readJson } from '../json.ts';
import { evidenceAt } from '../note.ts';
import { readToml } from '../toml.ts';

/** Steps of workflows that publish files to GitHub Pages, Cloudflare Pages or the like. */
const publishing =
  /\buses:\s*["']?(?:actions\/deploy-pages|actions\/upload-pages-artifact|peaceiris\/actions-gh-pages|JamesIves\/github-pages-deploy-action|crazy-max\/ghaction-github-pages|cloudflare\/pages-action)@/i;
/** The folder that such a step publishes. */
const folder = /^\s*(?:path|publish_dir|folder|directory|build_dir)\s*:\s*["']?([\w./-]+)/;

/**
 * Hosts that serve files and run nothing: GitHub Pages and its kin by their workflows or `gh-pages` scripts, `hosting` of firebase.json,
 * netlify.toml without functions, static sites of render.yaml. What their pages load runs in browsers alone.
 */
export function readPages(world: World): readonly Launch[] {
  const { tree } = world;
  const launches: Launch[] = [];
  const add = (file: string, line: number, name: string, dirs: readonly (string | undefined)[]) => {
    const evidence = evidenceAt(file, tree.text(file) ?? '', line);
    const site = { name, kind: 'browser' as const, weight: weights.script, evidence, locate: () => [] };
    for (const dir of new Set(dirs))
      if (dir !== undefined && (dir === '' || tree.isFolder(dir)))
        launches.push({ site, kind: 'browser', target: { type: 'browser', program: 'pages', dirs: [dir] } });
  };
  for (const { path } of tree.files) {
    if (!/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue;
    const lines = (tree.shortText(path) ?? '').split('\n');
    const at = lines.findIndex((line) => publishing.test(line));
    if (at < 0) continue;
    const written = lines.slice(at, at + 8).flatMap((line) => folder.exec(line)?.[1] ?? [])[0] ?? '.';
    add(path, at + 1, 'pages', [joinPath('', written), ...(written === '.' ? ['docs'] : [])]);
  }
  for (const draft of world.packages)
    for (const [name, text] of draft.scripts) {
      const written = /(?:^|\s)(?:gh-pages\s+(?:-d|--dist)|surge)\s+([\w./-]+)/.exec(text.slice(0, 2000))?.[1];
      if (written === undefined) continue;
      const line = lineFinder(tree.text(draft.path) ?? '')(['scripts', name]);
      add(draft.path, line, 'pages', [joinPath(draft.dir, written)]);
    }
  for (const path of tree.named('firebase.json')) {
    const text = tree.shortText(path) ?? '';
    const result = readJson(text, { comments: true });
    const written = asString(asObject(asObject(result.ok ? result.value : undefined)?.hosting)?.public);
    if (written !== undefined)
      add(path, lineFinder(text)(['hosting', 'public']), 'firebase:hosting', [joinPath(dirOf(path), written)]);
  }
  for (const path of tree.named('netlify.toml')) {
    const document = readToml(tree.shortText(path) ?? '');
    const build = asObject(asObject(document?.value)?.build);
    const written = asString(build?.publish);
    if (document && written !== undefined)
      add(path, document.lineOf(['build', 'publish']), 'netlify:site', [
        joinPath(dirOf(path), written.replace(/^\/+/, '')),
      ]);
  }
  return launches;
}
