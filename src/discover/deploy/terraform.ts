import type { World } from '../commands/site.ts';
import type { StickyFact } from '../deployment.ts';
import { type HclAttribute, type HclBlock, readHcl } from '../hcl.ts';
import { lineSpan } from './facts.ts';
import { imageUnit, ownImage } from './own-images.ts';

type By = StickyFact['by'];

/** A sticky setting of a resource: an attribute, in the resource itself or in a block of it (`''`), and what it then goes by. */
type StickyRow = {
  readonly resource: RegExp;
  readonly block: string;
  readonly attribute: string;
  by(value: HclAttribute['value']): By | undefined;
};

const oneOf =
  (by: By, ...values: readonly (string | boolean)[]) =>
  (value: HclAttribute['value']) =>
    value !== undefined && typeof value !== 'number' && values.includes(value) ? by : undefined;
const isSet = (by: By) => (value: HclAttribute['value']) =>
  value === undefined || value === '' || value === 'NONE' || value === 'none' ? undefined : by;

/** Sources: the providers' documentation of each resource (registry.terraform.io). */
const stickyRows: readonly StickyRow[] = [
  {
    resource: /^google_compute_(?:region_)?backend_service$/,
    block: '',
    attribute: 'session_affinity',
    by: isSet('client'),
  },
  {
    resource: /^google_cloud_run_v2_service$/,
    block: 'template',
    attribute: 'session_affinity',
    by: oneOf('cookie', true),
  },
  {
    resource: /^azurerm_(?:linux_|windows_)?(?:web_app|app_service|function_app)$/,
    block: '',
    attribute: 'client_affinity_enabled',
    by: oneOf('cookie', true),
  },
  {
    resource: /^azurerm_application_gateway$/,
    block: 'backend_http_settings',
    attribute: 'cookie_based_affinity',
    by: oneOf('cookie', 'Enabled'),
  },
  {
    resource: /^azurerm_lb_rule$/,
    block: '',
    attribute: 'load_distribution',
    by: oneOf('address', 'SourceIP', 'SourceIPProtocol'),
  },
  {
    resource: /^azurerm_cdn_frontdoor_origin_group$/,
    block: '',
    attribute: 'session_affinity_enabled',
    by: oneOf('cookie', true),
  },
  {
    resource: /^digitalocean_loadbalancer$/,
    block: 'sticky_sessions',
    attribute: 'type',
    by: oneOf('cookie', 'cookies'),
  },
  {
    resource: /^cloudflare_load_balancer$/,
    block: '',
    attribute: 'session_affinity',
    by: oneOf('client', 'cookie', 'ip_cookie', 'header'),
  },
  { resource: /^clevercloud_\w+$/, block: '', attribute: 'sticky_sessions', by: oneOf('cookie', true) },
  {
    resource: /^kubernetes_service(?:_v1)?$/,
    block: 'spec',
    attribute: 'session_affinity',
    by: oneOf('address', 'ClientIP'),
  },
];

/** Sticky sessions and numbers of instances in Terraform's files. */
export function readTerraform(world: World): void {
  for (const { path } of world.tree.files) {
    if (!path.endsWith('.tf') || !world.deploys(path)) continue;
    for (const block of readHcl(world.tree.text(path) ?? '')) {
      if (block.type !== 'resource') continue;
      const [resource = '', name = ''] = block.labels;
      readSticky(path, block, resource, `${resource}.${name}`, world);
      readCounts(path, block, resource, `${resource}.${name}`, world);
    }
  }
}

function readSticky(file: string, block: HclBlock, resource: string, unit: string, world: World): void {
  const add = (line: number, key: string, setting: string, by: By) =>
    world.facts.add('sticky', [], { span: lineSpan(world.tree, file, line), unit, setting, key, by, byDefault: false });
  if (/^aws_(?:lb|alb)_target_group$/.test(resource)) {
    for (const inner of block.blocks) {
      // Written down, it is switched on unless it says that it is not.
      const enabled = inner.attributes.get('enabled');
      if (inner.type !== 'stickiness' || enabled?.value === false || (enabled && enabled.value === undefined)) continue;
      const type = inner.attributes.get('type')?.value;
      add(
        inner.line,
        'stickiness',
        `stickiness { type = ${JSON.stringify(type ?? 'lb_cookie')} }`,
        type === 'source_ip' ? 'address' : 'cookie',
      );
    }
    return;
  }
  if (/^aws_(?:lb|app)_cookie_stickiness_policy$/.test(resource)) {
    add(block.line, resource, resource, 'cookie');
    return;
  }
  for (const row of stickyRows) {
    if (!row.resource.test(resource)) continue;
    for (const holder of row.block === '' ? [block] : block.blocks.filter(({ type }) => type === row.block)) {
      const attribute = holder.attributes.get(row.attribute);
      const by = attribute && row.by(attribute.value);
      if (attribute && by) add(attribute.line, row.attribute, `${row.attribute} = ${attribute.text}`, by);
    }
  }
}

/** `desired_count` of ECS, `max_instance_count` of Cloud Run: of the one image of the repository, where there is one. */
function readCounts(file: string, block: HclBlock, resource: string, unit: string, world: World): void {
  const image = ownImage('', world);
  const units = image.kind === 'own' ? [imageUnit(image.file.path)] : [];
  const count = (holder: HclBlock | undefined, name: string, by: 'replicas' | 'autoscaler') => {
    const attribute = holder?.attributes.get(name);
    if (!attribute || typeof attribute.value !== 'number') return;
    const draft = { span: lineSpan(world.tree, file, attribute.line), unit, setting: `${name} = ${attribute.value}` };
    if (attribute.value > 1) world.facts.add('replicas', units, { ...draft, by, most: attribute.value });
    else if (attribute.value === 1) world.facts.add('single', units, { ...draft, by: 'max-instances' });
  };
  const inner = (holder: HclBlock | undefined, type: string) => holder?.blocks.find((one) => one.type === type);
  if (resource === 'aws_ecs_service') count(block, 'desired_count', 'replicas');
  if (resource === 'aws_appautoscaling_target') count(block, 'max_capacity', 'autoscaler');
  if (resource === 'google_cloud_run_v2_service')
    count(inner(inner(block, 'template'), 'scaling'), 'max_instance_count', 'autoscaler');
  if (/^kubernetes_deployment(?:_v1)?$/.test(resource)) count(inner(block, 'spec'), 'replicas', 'replicas');
}
