import type { Language } from '../../language/language.ts';
import type { Assessment } from '../../model.ts';
import { controlId, metadata } from './catalog.ts';
import { embedded, listed, markup, type OscalObject, uuidOf, withUuid } from './values.ts';

/** Everything that is looked at: the clauses and the controls of the policy. */
export function reviewedControls({ clauses, controls }: Assessment): OscalObject {
  const ids = [...clauses, ...controls].map(({ id }) => ({ 'control-id': controlId(id) }));
  return { 'control-selections': [{ 'include-controls': ids }] };
}

/** The tool that assesses, as a component. */
export function toolComponent({ tool }: Assessment): OscalObject {
  return {
    uuid: uuidOf('tool', tool.name, tool.version),
    type: 'software',
    title: `${tool.name} ${tool.version}`,
    description: 'Static analysis of source code and deployment manifests for factor VI of the Twelve-Factor App.',
    status: { state: 'operational' },
  };
}

/** The plan: what is assessed, with what, and the limits of that. The services stand in for a system security plan, which there is none of. */
export function assessmentPlan(assessment: Assessment, catalogue: OscalObject, language: Language): OscalObject {
  const { words } = language;
  const system = {
    uuid: uuidOf(
      'services',
      assessment.services.map(({ id, root }) => [id, root]),
    ),
    title: words.headings.portfolio,
    description: markup(assessment.services.map(({ name }) => name).join(', ')),
  };
  return {
    'assessment-plan': withUuid({
      metadata: metadata(`${words.title}: ${assessment.policy.title}`, assessment, language),
      'import-ssp': { href: `#${system.uuid}`, remarks: markup(words.headings.service) },
      'terms-and-conditions': {
        parts: [
          { name: 'assumptions', title: words.headings.limits, prose: markup(words.disclaimer) },
          ...words.limits.map((limit) => ({ name: 'assumptions', prose: markup(limit) })),
        ],
      },
      'reviewed-controls': reviewedControls(assessment),
      'assessment-assets': {
        components: [toolComponent(assessment)],
        'assessment-platforms': [
          {
            uuid: uuidOf('platform', assessment.tool.name),
            title: assessment.tool.name,
            ...listed('uses-components', [{ 'component-uuid': toolComponent(assessment).uuid }]),
          },
        ],
      },
      'back-matter': { resources: [system, embedded('catalog.json', words.headings.clauses, catalogue)] },
    }),
  };
}
