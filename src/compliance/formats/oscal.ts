import { escapeInJson } from '../../text/escape-controls.ts';
import type { ComplianceFormat } from './format.ts';
import { catalog, metadata } from './oscal/catalog.ts';
import { assessmentPlan } from './oscal/plan.ts';
import { serviceResult } from './oscal/result.ts';
import { embedded, withUuid } from './oscal/values.ts';

/**
 * OSCAL assessment results (NIST, release 1.2.1). The catalogue and the assessment plan that they refer to are in the back matter, as
 * whole documents in base64, so that one file holds everything. UUIDs are made of content (version 5): findings by fingerprint, so that
 * two runs agree on them; documents by all that they say.
 */
const oscal: ComplianceFormat = {
  name: 'oscal',
  mediaType: 'application/oscal+json',
  defaultFile: 'assessment-results.json',
  render(assessment, language) {
    const { words } = language;
    const catalogue = catalog(assessment, language);
    const plan = embedded(
      'assessment-plan.json',
      words.headings.scope,
      assessmentPlan(assessment, catalogue, language),
    );
    const document = {
      'assessment-results': withUuid({
        metadata: metadata(words.title, assessment, language),
        'import-ap': { href: `#${plan.uuid}` },
        results: assessment.services.map((service) => serviceResult(service, assessment, language)),
        'back-matter': { resources: [plan, embedded('catalog.json', words.headings.clauses, catalogue)] },
      }),
    };
    return `${escapeInJson(JSON.stringify(document, null, 2))}\n`;
  },
};

export default oscal;
