import type { BuildFact, PackagerFact } from '../link/model.ts';
import { libraryMessages, tellComponents } from './component-finding.ts';
import type { Finding, Rule, TraceStep } from './rule.ts';

/** Code and assets that are compiled while the server starts or runs. */
const rule: Rule = {
  id: 'runtime-asset-compilation',
  title: 'Code or assets compiled when the server runs',
  clauses: ['VI.4'],
  since: '0.1.0',
  maturity: 'preview',
  consequences: ['duplicated', 'not-shared'],
  docs: `Reports start commands that compile before, or while, they serve, where an image, a Procfile, a Compose file or a manifest reaches them:
a build in front of the start (\`tsc && node\`, \`next build && next start\`, \`nest start\`), a runner that compiles what it loads (\`ts-node\`, \`tsx\`,
\`node -r ts-node/register\`), a server made for development (\`next dev\`, \`vite\`). Reports the asset packagers that factor VI names where the same
repository uses them without packaging in its build: Jammit, django-compressor, the asset pipeline of Rails when it compiles live.
Reports compilers, bundlers and minifiers that server code calls (webpack, Vite, esbuild, swc, Babel, sass, ...), middleware that compiles
what is asked for, hooks that compile the modules a server loads (\`@babel/register\`, \`jiti\`), and build scripts that it runs as commands.
What one start compiles before it serves is one finding, at its first step.

Each process compiles for itself: a start takes longer and needs the compiler and its memory in production, two processes may serve files
with different names, and a build that fails takes the server down.

Silent are: templates that a view engine turns into functions (the sources are shipped with the build, and each process makes the same of
them), descriptions of an API made from decorators, code behind a test for development (\`dev-only\`, with the test), build stages and \`RUN\` lines, scripts that only people run, files for development and tests, conditions that ask for development,
type checks without output, migrations.

\`\`\`dockerfile
# incorrect
CMD ["sh", "-c", "npm run build && node dist/server.js"]

# correct
RUN npm run build
CMD ["node", "dist/server.js"]
\`\`\`
`,
  messages: {
    ...libraryMessages(
      'every process compiles the same for itself, with the compiler and its memory in production, and answers late until it has',
    ),
    first: {
      severity: 'warning',
      what: '`{symbol}` compiles each time the server starts',
      why: 'every process builds its own copy before it answers, and a build that fails keeps the server down',
      fix: 'run `{symbol}` while the image or release is built, and start what it made',
    },
    'while-running': {
      severity: 'warning',
      what: '`{symbol}` compiles the code that it loads while the server runs',
      why: 'every process compiles the same files at each start, with the compiler and its memory in production',
      fix: 'compile while the image or release is built, and start the result with `node` in place of `{symbol}`',
    },
    'dev-server': {
      severity: 'warning',
      what: '`{symbol}` starts a server made for development, which compiles on request',
      why: 'every process compiles for itself when it is first asked, and watches files that never change in production',
      fix: 'build while the image or release is made, and start the production server in place of `{symbol}`',
    },
    packager: {
      severity: 'warning',
      what: '`{symbol}` packages assets when they are asked for',
      why: 'every process packages for itself in the running server, and answers slowly or differently until it has',
      fix: 'package the assets of `{symbol}` in the build: {command}',
    },
  },
  steps: {
    starts: '`{text}` is what the deployment starts',
    runs: '`{text}` is run by it',
    packages: '`{text}` leaves the packaging to the running server',
    uses: '`{text}` brings the packager in',
  },
  followsDeployment: false,
  check(model, out) {
    for (const fact of oncePerStart(model.deployment?.builds ?? [])) out.finding(buildFinding(fact));
    tellComponents(rule.id, rule.messages, model, out);
    for (const fact of model.deployment?.packagers ?? []) out.finding(packagerFinding(fact));
  },
};

const base = {
  ruleId: 'runtime-asset-compilation',
  holder: 'manifest',
  consequences: ['duplicated'],
  writes: [],
} as const;

/**
 * What a start compiles before it serves is one finding, however many steps it has and by however many ways it comes to them: the first
 * that no condition stands before, else the first. What compiles while it runs is told at each place, once.
 */
function oncePerStart(facts: readonly BuildFact[]): readonly BuildFact[] {
  const kept = new Map<string, BuildFact>();
  for (const fact of facts) {
    const { file, start } = fact.by === 'first' ? (fact.steps[0]?.span ?? fact.span) : fact.span;
    const key = `${fact.by} ${file} ${start}`;
    const other = kept.get(key);
    if (!other || (other.conditional && !fact.conditional)) kept.set(key, fact);
  }
  const chosen = new Set(kept.values());
  return facts.filter((fact) => chosen.has(fact));
}

function buildFinding({ span, by, program, conditional, steps, processes }: BuildFact): Finding {
  return {
    ...base,
    messageId: by,
    data: { symbol: program },
    span,
    symbol: program,
    confidence: conditional ? 'medium' : 'high',
    trace: steps.map(
      ({ span, text }, at): TraceStep => ({ span, messageId: at === 0 ? 'starts' : 'runs', data: { text } }),
    ),
    processes,
  };
}

/** What packages beforehand. */
const BEFOREHAND: Readonly<Record<PackagerFact['packager'], string>> = {
  jammit: 'run `jammit` there, or set `package_assets: off` where files are served unpacked',
  'django-compressor': 'set `COMPRESS_OFFLINE = True` and run `manage.py compress` there',
  'rails-assets': 'set `config.assets.compile = false` and run `rails assets:precompile` there',
};

function packagerFinding({ span, packager, steps, processes }: PackagerFact): Finding {
  return {
    ...base,
    messageId: 'packager',
    data: { symbol: packager, command: BEFOREHAND[packager] },
    span,
    symbol: packager,
    confidence: 'high',
    trace: steps.map(
      ({ span, text }, at): TraceStep => ({ span, messageId: at === 0 ? 'packages' : 'uses', data: { text } }),
    ),
    processes,
  };
}

export default rule;
