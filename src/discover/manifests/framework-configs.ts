import { codeExtensions } from '../../paths/code-extensions.ts';
import { baseOf, dirOf, isBelow } from '../../paths/repo-path.ts';
import type { Framework } from '../commands/runners.ts';
import type { Launch, Site, World } from '../commands/site.ts';
import { evidenceAt } from '../note.ts';

/** What configures an application of a framework → the framework, and the package that brings it. */
const configs: readonly (readonly [base: string, framework: Framework, needs: string])[] = [
  ['next.config', 'next', 'next'],
  ['nuxt.config', 'nuxt', 'nuxt'],
  ['svelte.config', 'sveltekit', '@sveltejs/kit'],
  ['astro.config', 'astro', 'astro'],
  ['react-router.config', 'react-router', '@react-router/dev'],
];

/** Whether a file is such a configuration, by its name. */
export const isFrameworkConfig = (path: string): boolean =>
  configs.some(([base]) => codeExtensions.some((extension) => baseOf(path) === base + extension));

/** Below every script: where one starts the framework, that is the evidence. */
const WEIGHT = 20;

/**
 * Applications of frameworks that no script names, told by their configuration: hosting platforms and plugins of build tools run
 * `next build` of themselves (vercel.com/docs/frameworks; nx.dev, inferred tasks of @nx/next). The framework is a dependency of the
 * package that the configuration lies in, or of one around it: in an integrated monorepo the root has all of them.
 */
export function readFrameworkConfigs({ tree, packages }: World): readonly Launch[] {
  return configs.flatMap(([base, framework, needs]) => {
    const bringing = packages.filter(({ dependencies }) => dependencies.has(needs)).map(({ dir }) => dir);
    if (bringing.length === 0) return [];
    return codeExtensions
      .flatMap((extension) => tree.named(base + extension))
      .filter((path) => bringing.some((dir) => isBelow(path, dir)))
      .map((path): Launch => {
        const site: Site = {
          name: framework,
          kind: null,
          weight: WEIGHT,
          evidence: evidenceAt(path, tree.text(path) ?? '', 1),
          locate: () => [],
        };
        return { site, kind: null, target: { type: 'framework', framework, dirs: [dirOf(path)], argument: null } };
      });
  });
}
