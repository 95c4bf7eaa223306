import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { readHcl } from '../../src/discover/hcl.ts';
import { readToml } from '../../src/discover/toml.ts';
import { memorySource } from '../support/memory-source.ts';

/** Manifests from which facts of the deployment are read. */
const manifests = [
  'k8s/app.yaml',
  'chart/values.yaml',
  'chart/templates/app.yaml',
  'kustomization.yaml',
  'docker-compose.yml',
  'fly.toml',
  'render.yaml',
  'app.json',
  'railway.json',
  'railway.toml',
  'app.yaml',
  'manifest.yml',
  'stack/template.yaml',
  'stack/template.json',
  'main.tf',
  'nginx.conf',
  'haproxy.cfg',
  'Caddyfile',
  'apache2.conf',
  'envoy.yaml',
  'traefik/dynamic.yml',
  'traefik.toml',
  '.ebextensions/a.config',
  'Gemfile',
  'config/assets.yml',
  'site/settings.py',
  'config/environments/production.rb',
  'ecosystem.config.js',
  'ecosystem.json',
  'Dockerfile',
  'Procfile',
];

/** Keys and values that the readers know, so that random values get past the first look. */
const keys =
  'apiVersion kind metadata name annotations labels spec template containers initContainers image command args env value replicas strategy type volumes volumeMounts mountPath hostPath path persistentVolumeClaim claimName emptyDir sessionAffinity selector trafficPolicy loadBalancer consistentHash routes services sticky cookie rules backendRefs sessionPersistence scaleTargetRef maxReplicas replicaCount autoscaling enabled build deploy mode driver_opts processes mounts destination http_service min_machines_running auto_stop_machines disk numInstances scaling startCommand formation web quantity scripts postdeploy network session_affinity manual_scaling applications instances Resources Properties Type TargetGroupAttributes Key Value DesiredCount Handler CodeUri http loadBalancer.sticky strategy hash_policy lb_policy items apps script constructor __proto__ toString nodeSelector tolerations key accessModes environment tmpfs'.split(
    ' ',
  );
const words =
  'v1 apps/v1 serving.knative.dev/v1 route.openshift.io/v1 Deployment StatefulSet DaemonSet CronJob Service Ingress Route PersistentVolumeClaim HorizontalPodAutoscaler Kustomization DestinationRule List ClientIP Recreate cookie true max AWS::ECS::Service AWS::Serverless::Function AWS::ElasticLoadBalancingV2::TargetGroup a.b ./x /data node'.split(
    ' ',
  );
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<unknown>(...words),
    fc.constantFrom<unknown>(null, true, false, 0, 1, 3, -1, '', [], {}),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;
const object = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 8, noNullPrototype: true });

function check(files: Readonly<Record<string, string>>): void {
  const source = memorySource({
    'package.json': '{"name":"x","scripts":{"start":"node main.js"}}',
    ...files,
    'main.js': '',
  });
  const { deployment } = discover(source);
  for (const list of Object.values(deployment!)) {
    for (const { span, setting } of list) {
      const text = new TextDecoder().decode(source.read(span.file)!);
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(text.length);
      expect(setting).not.toMatch(/\n/);
    }
  }
}

describe('manifests of a deployment may say anything', () => {
  it('values of any type under the keys that are known', () => {
    const head = fc.constantFrom({}, { apiVersion: 'v1' });
    const document = fc.tuple(head, object).map(([first, rest]) => JSON.stringify({ ...first, ...rest }));
    const files = fc.dictionary(fc.constantFrom(...manifests), document, { maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(files, (written) => check({ 'chart/Chart.yaml': 'name: a', ...written })),
      { numRuns: 400 },
    );
  });

  it('any text', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'resource "aws_lb_target_group" "a" {\n',
        'stickiness {',
        '}',
        '"${"',
        '<<EOT\n',
        'upstream a {\n ip_hash;\n',
        'backend a\n cookie B insert\n',
        'kind: Service\napiVersion: v1\nspec:\n  sessionAffinity: ClientIP\n',
        '[[mounts]]\ndestination = "/data"\n',
        '{{ .Values }}',
        'CMD ["sh", "-c", "npm run build"]\n',
        'if [ a ]; then\n',
        'case $1 in\n a) tsc ;;\n',
        '\r\n',
      ),
    );
    const text = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
    const files = fc.dictionary(fc.constantFrom(...manifests), text, { maxKeys: 6, noNullPrototype: true });
    fc.assert(fc.property(files, check), { numRuns: 300 });
  });

  it('HCL and TOML end, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom(...'{}[]()"=\\$%#/*<a.\n'.split(''), '<<A\n', '${', '"""', "'''"), { maxLength: 200 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (written) => {
        readHcl(written);
        readToml(written);
      }),
      { numRuns: 500 },
    );
    expect(readHcl(`a {`.repeat(5000)).length).toBeLessThan(2);
    expect(readHcl(`a = "${'${"'.repeat(20_000)}`)).toEqual([]);
  });
});
