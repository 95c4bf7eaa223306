import { dirOf, joinPath } from '../../paths/repo-path.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import { type Launch, type World, weights } from '../commands/site.ts';
import { asObject, asObjects, asString, asText, type JsonObject, lineFinder, readJson } from '../json.ts';
import { evidenceAt } from '../note.ts';
import { readYaml } from '../yaml.ts';
import { lineSpan } from './facts.ts';
import { imageUnit, ownImage } from './own-images.ts';
import { at } from './resources.ts';

type Key = string | number;
type Template = {
  readonly file: string;
  readonly resources: JsonObject;
  readonly globals: JsonObject;
  lineOf(path: readonly Key[]): number;
};

/** A file with resources of CloudFormation or SAM in it. */
const marks = /AWS::(?:Serverless|ElasticLoadBalancing|ElasticLoadBalancingV2|ECS|Lambda)::/;

/** Functions, sticky balancers and numbers of tasks in templates of CloudFormation and SAM, in YAML or JSON. */
export function readCloudFormation(world: World): readonly Launch[] {
  const { tree } = world;
  return tree.files.flatMap((file) => {
    const { path } = file;
    if (!/\.(?:ya?ml|json|template)$/.test(path) || file.size > 500_000 || !world.deploys(path)) return [];
    // Most JSON is data; templates are named like one, or lie in a folder that is.
    if (
      path.endsWith('.json') &&
      !/template|stack|cloudformation|cfn|(?:^|[/.-])(?:sam|aws|infra\w*)(?:[/.-]|$)/i.test(path)
    )
      return [];
    if (/pnpm-lock\.yaml$/.test(path)) return [];
    const text = tree.text(path);
    if (text === undefined || !marks.test(text)) return [];
    const template = templateOf(path, text);
    return template ? Object.keys(template.resources).flatMap((name) => readResource(template, name, world)) : [];
  });
}

function templateOf(file: string, text: string): Template | undefined {
  const isJson = /^\s*\{/.test(text);
  const document = isJson ? undefined : readYaml(text)?.[0];
  const result = isJson ? readJson(text) : undefined;
  const value = asObject(document ? document.value : result?.ok ? result.value : undefined);
  const resources = asObject(value?.Resources);
  if (!value || !resources) return undefined;
  const find = isJson ? lineFinder(text) : undefined;
  return {
    file,
    resources,
    globals: asObject(at(value, 'Globals', 'Function')) ?? {},
    lineOf: (path) => (find ? find(['Resources', ...path]) : (document?.lineOf(['Resources', ...path]) ?? 1)),
  };
}

function readResource({ file, resources, globals, lineOf }: Template, name: string, world: World): readonly Launch[] {
  const { tree } = world;
  const resource = asObject(resources[name]) ?? {};
  const type = asString(resource.Type) ?? '';
  const properties = asObject(resource.Properties) ?? {};
  const span = (...path: readonly Key[]) => lineSpan(tree, file, lineOf([name, 'Properties', ...path]));
  if (type === 'AWS::ElasticLoadBalancingV2::TargetGroup') {
    asObjects(properties.TargetGroupAttributes ?? []).forEach(({ Key, Value }, index) => {
      if (Key === 'stickiness.enabled' && asText(Value) === 'true')
        world.facts.add('sticky', [], {
          span: span('TargetGroupAttributes', index, 'Key'),
          unit: `target group ${name}`,
          setting: 'stickiness.enabled: true',
          key: 'stickiness-enabled',
          by: 'cookie',
          byDefault: false,
        });
    });
  }
  for (const key of type === 'AWS::ElasticLoadBalancing::LoadBalancer'
    ? ['LBCookieStickinessPolicy', 'AppCookieStickinessPolicy']
    : []) {
    if (properties[key] === undefined) continue;
    world.facts.add('sticky', [], {
      span: span(key),
      unit: `load balancer ${name}`,
      setting: key,
      key,
      by: 'cookie',
      byDefault: false,
    });
  }
  if (type === 'AWS::ECS::Service' && typeof properties.DesiredCount === 'number') {
    const image = ownImage('', world);
    const units = image.kind === 'own' ? [imageUnit(image.file.path)] : [];
    const count = properties.DesiredCount;
    const draft = { span: span('DesiredCount'), unit: `service ${name}`, setting: `DesiredCount: ${count}` };
    if (count > 1) world.facts.add('replicas', units, { ...draft, by: 'replicas', most: count });
    else if (count === 1) world.facts.add('single', units, { ...draft, by: 'replicas' });
  }
  if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Lambda::Function') return [];
  const runtime = asString(properties.Runtime) ?? asString(globals.Runtime);
  const handler = asString(properties.Handler) ?? asString(globals.Handler);
  const dot = handler?.lastIndexOf('.') ?? -1;
  if (handler === undefined || dot <= 0 || (runtime !== undefined && !runtime.startsWith('nodejs'))) return [];
  const code = asString(properties.CodeUri) ?? asString(globals.CodeUri) ?? '.';
  const dir = joinPath(dirOf(file), code) ?? dirOf(file);
  const written = handler.slice(0, dot);
  // esbuild names the sources; the handler is a base name of one of them.
  const entries = asObjects(at(resource, 'Metadata', 'BuildProperties') ?? {}).flatMap(({ EntryPoints }) =>
    Array.isArray(EntryPoints) ? EntryPoints.flatMap((entry) => asString(entry) ?? []) : [],
  );
  const sources = entries.filter((entry) => entry.replace(/\.[cm]?[jt]sx?$/, '').endsWith(written));
  const line = lineOf([name, 'Properties', 'Handler']);
  const unit = `sam:${file}#${name}`;
  const site = {
    name,
    kind: 'server' as const,
    weight: weights.manifest,
    unit,
    evidence: evidenceAt(file, tree.text(file) ?? '', line),
    locate: (path: string, folders: readonly string[]) => locateInPackage(dir, path, folders),
  };
  world.facts.add('functions', [unit], {
    span: lineSpan(tree, file, line),
    unit: `function ${name}`,
    setting: `Handler: ${handler}`,
  });
  const paths = [...sources, written].flatMap((path) => site.locate(path, []));
  return [{ site, kind: 'server', target: { type: 'file', paths, written, handlers: [handler.slice(dot + 1)] } }];
}
