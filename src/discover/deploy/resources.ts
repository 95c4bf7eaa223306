import { baseOf, dirOf, foldersUpward, isBelow, withinFolder } from '../../paths/repo-path.ts';
import type { Skipped } from '../../source/source.ts';
import { entryOf } from '../../text/entry-of.ts';
import { byCodeUnit } from '../../text/order.ts';
import type { World } from '../commands/site.ts';
import { asNumber, asObject, asString, type JsonObject } from '../json.ts';
import type { PackageDraft } from '../packages.ts';
import { isExamplePath, isTestPath } from '../test-path.ts';
import type { Tree } from '../tree.ts';
import { readYaml, type YamlDocument } from '../yaml.ts';

/** One object of a Kubernetes manifest. */
export type Resource = {
  readonly file: string;
  readonly kind: string;
  readonly name: string;
  readonly value: JsonObject;
  readonly metadata: JsonObject;
  readonly annotations: JsonObject;
  /** 1-based line of the value at a path of keys inside the object. */
  lineOf(path: readonly (string | number)[]): number;
};

/** `values.yaml` of a Helm chart. */
export type ChartValues = { readonly file: string; readonly chart: string; readonly document: YamlDocument };

export type Resources = {
  readonly objects: readonly Resource[];
  readonly values: readonly ChartValues[];
  /** Manifests that could not be read: templates before they are rendered, broken YAML. */
  readonly skipped: readonly Skipped[];
};

/** Folders and names of environments in which nothing is deployed for others. */
const elsewhere =
  /(?:^|[/._-])(?:dev|devel|development|devcontainer|local|localhost|minikube|kind|sandbox|test|tests|testing|e2e|ci|preview)(?:$|[/._-])/i;

/**
 * Tells the manifests that deploy what is analysed: those below DIR and those of the packages around it, not those of packages beside
 * it, for development or tests, or that show how one might look.
 */
export function deploysTest(tree: Tree, packages: readonly PackageDraft[]): (file: string) => boolean {
  const dirs = packages.map(({ dir }) => dir).sort((a, b) => b.length - a.length || byCodeUnit(a, b));
  const known = new Map<string, boolean>();
  return (file) =>
    entryOf(known, file, () => {
      const inside = isBelow(file, tree.dir);
      const inner = inside ? withinFolder(file, tree.dir) : file;
      if (
        isTestPath(inner) ||
        isExamplePath(inner) ||
        elsewhere.test(inner) ||
        /(?:^|\/)(?:node_modules|vendor)\//.test(inner)
      )
        return false;
      return inside || isBelow(tree.dir, dirs.find((dir) => isBelow(file, dir)) ?? '');
    });
}

/** A list of custom resource definitions is long and holds no workload. */
const textLimit = 500_000;

/** The Kubernetes objects of the repository, in files of any name, templates of charts where they are YAML as they stand. */
export function readResources({ tree, deploys }: World): Resources {
  const objects: Resource[] = [];
  const values: ChartValues[] = [];
  const skipped: Skipped[] = [];
  const charts = new Set(tree.named('Chart.yaml').map(dirOf));
  const chartOf = (file: string) => foldersUpward(dirOf(file)).find((dir) => charts.has(dir));
  for (const file of tree.files) {
    const { path } = file;
    if (!/\.ya?ml$/.test(path) || file.size > textLimit || !deploys(path)) continue;
    const chart = charts.size > 0 ? chartOf(path) : undefined;
    const isTemplate = chart !== undefined && /(?:^|\/)templates\//.test(withinFolder(path, chart));
    const isValues = chart !== undefined && !isTemplate && /^values(?:[.-][\w.-]+)?\.ya?ml$/.test(baseOf(path));
    const text = tree.text(path);
    if (text === undefined) continue;
    if (!isValues && !/^[ \t-]*["']?kind["']?[ \t]*:/m.test(text)) continue;
    if (!isValues && !/^[ \t-]*["']?apiVersion["']?[ \t]*:/m.test(text)) continue;
    const documents = readYaml(text);
    if (!documents) {
      const detail = isTemplate
        ? 'a Helm template, which is no YAML before it is rendered'
        : text.includes('{{')
          ? 'a template, which is no YAML before it is rendered'
          : 'no valid YAML';
      skipped.push({ file: path, reason: 'manifest', detail });
      continue;
    }
    for (const document of documents) {
      if (isValues && chart !== undefined) values.push({ file: path, chart, document });
      else objects.push(...objectsOf(path, document));
    }
  }
  return { objects, values, skipped };
}

function objectsOf(file: string, document: YamlDocument): readonly Resource[] {
  const value = asObject(document.value);
  const items = value?.kind === 'List' && Array.isArray(value.items) ? value.items : undefined;
  if (items)
    return items.flatMap((item, index) =>
      objectOf(file, asObject(item), (path) => document.lineOf(['items', index, ...path])),
    );
  return objectOf(file, value, (path) => document.lineOf(path));
}

function objectOf(file: string, value: JsonObject | undefined, lineOf: Resource['lineOf']): readonly Resource[] {
  const kind = asString(value?.kind);
  if (!value || kind === undefined || typeof value.apiVersion !== 'string') return [];
  const metadata = asObject(value.metadata) ?? {};
  const annotations = asObject(metadata.annotations) ?? {};
  return [{ file, kind, name: asString(metadata.name) ?? baseOf(file), value, metadata, annotations, lineOf }];
}

/** The value at a path of keys; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (Array.isArray(here)) here = here[asNumber(key)];
    else {
      const object = asObject(here);
      here = object && Object.hasOwn(object, key) ? object[key] : undefined;
    }
  }
  return here;
}
