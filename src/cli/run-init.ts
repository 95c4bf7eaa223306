import path from 'node:path';
import { repositoryRoot } from '../config/root.ts';
import { packageKey, searchPlaces } from '../config/search-places.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Workspace } from '../discover/workspace.ts';
import { foldersUpward } from '../paths/repo-path.ts';
import { baselineName } from '../policy/baseline-file.ts';
import { relativeTo } from '../settle/relative.ts';
import { escapeControls } from '../text/escape-controls.ts';
import type { ConfigFlags } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { githubWorkflow, gitlabJob } from './init/ci-files.ts';
import { configText } from './init/config-file.ts';
import { type CiSystem, detectStack, type Stack } from './init/stack.ts';
import { writeNew } from './outputs.ts';
import { runBaselineCreate } from './run-baseline.ts';
import { table } from './table.ts';
import { folderOf } from './understood.ts';

export type InitOptions = Pick<ConfigFlags, 'config' | 'configCode'> & {
  readonly baseline?: boolean;
  readonly ci?: CiSystem | 'none';
  readonly yes?: boolean;
};

/** A file that init wants: written where there is none, else kept as it is. `file` is repository-relative. */
type Planned = {
  readonly file: string;
  /** Why it is left as it is; null where it is written. */
  readonly kept: string | null;
  /** Its text; the baseline is made by its own command. */
  readonly make: { readonly text: string } | 'baseline';
};

/** `sharenothing init`: what the project is made of → a plan → files that are not there yet. */
export async function runInit(dir: string, options: InitOptions, context: CommandContext): Promise<void> {
  const { terminal, stages } = context;
  const folder = folderOf(dir, terminal.cwd);
  const source = await stages.openWorkTree(folder);
  const workspace = await stages.discover(source);
  const root = repositoryRoot(folder, source);
  const files = source.list().files.map(({ path }) => path);
  const folders = foldersUpward(workspace.dir);
  const own = workspace.packages.filter(({ dir }) => folders.includes(dir));
  const stack = detectStack(
    files,
    folders,
    new Set(workspace.packages.flatMap(({ dependencies }) => [...dependencies.keys()])),
    new Set(own.flatMap(({ manifest }) => Object.keys(manifest))),
  );
  const plan = planOf(workspace, stack, files, options);
  await terminal.stdout.write(`${planLines(workspace, stack, plan).join('\n')}\n`);

  const wanted = plan.filter(({ kept }) => kept === null);
  if (wanted.length > 0 && !(await isAgreed(options, context))) {
    await terminal.stdout.write('Nothing was written.\n');
    return;
  }
  for (const { file, make } of wanted) {
    // The baseline comes last, after the configuration that holds for it.
    if (make === 'baseline') await createBaseline(dir, options, context);
    else if (!writeNew(root, path.join(root, file), make.text))
      await terminal.stdout.write(`left as it is: ${escapeControls(file)}\n`);
  }
  await terminal.stdout.write(`${nextLines(stack, options).join('\n')}\n`);
}

async function createBaseline(
  dir: string,
  { config, configCode }: InitOptions,
  context: CommandContext,
): Promise<void> {
  const flags = { ...(config === undefined ? {} : { config }), ...(configCode === undefined ? {} : { configCode }) };
  await runBaselineCreate(dir, flags, context);
}

function planOf(workspace: Workspace, stack: Stack, files: readonly string[], options: InitOptions): Planned[] {
  const { dir } = workspace;
  const known = new Set(files);
  const inDir = (name: string) => (dir === '' ? name : `${dir}/${name}`);
  const plan = (file: string, text: string, kept?: string): Planned => ({
    file,
    kept: kept ?? (known.has(file) ? 'it is there already' : null),
    make: { text },
  });
  const configured = configurationOf(workspace, known) ?? options.config;
  // A name with line ends has no place in a script of a CI file.
  const systems = /\p{Cc}/u.test(dir)
    ? []
    : options.ci
      ? options.ci === 'none'
        ? []
        : [options.ci]
      : stack.ci.map(({ system }) => system);
  const job = { manager: stack.manager, dir: dir === '' ? '.' : dir };
  return [
    plan(
      inDir('.sharenothingrc.yaml'),
      configText(workspace),
      configured === undefined ? undefined : `${configured} configures this folder`,
    ),
    ...(systems.includes('github') ? [plan('.github/workflows/sharenothing.yml', githubWorkflow(job))] : []),
    ...(systems.includes('gitlab')
      ? [
          plan('.gitlab/sharenothing.gitlab-ci.yml', gitlabJob(job)),
          ...(known.has('.gitlab-ci.yml')
            ? []
            : [plan('.gitlab-ci.yml', 'include:\n  - local: /.gitlab/sharenothing.gitlab-ci.yml\n')]),
        ]
      : []),
    ...(options.baseline ? [{ ...plan(inDir(baselineName), ''), make: 'baseline' as const }] : []),
  ];
}

/** The configuration that a run would find: in the folder or above it. */
function configurationOf({ dir, packages }: Workspace, known: ReadonlySet<string>): string | undefined {
  return foldersUpward(dir)
    .flatMap((folder) =>
      searchPlaces.map((name) => ({ folder, name, file: folder === '' ? name : `${folder}/${name}` })),
    )
    .find(({ folder, name, file }) =>
      name === 'package.json'
        ? packages.some((one) => one.dir === folder && Object.hasOwn(one.manifest, packageKey))
        : known.has(file),
    )?.file;
}

async function isAgreed(options: InitOptions, { terminal }: CommandContext): Promise<boolean> {
  if (options.yes) return true;
  const answer = await terminal.ask('Write these files? [y/N] ');
  if (answer !== null) return /^y(?:es)?$/i.test(answer.trim());
  throw new ToolError({
    code: 'not-confirmed',
    what: 'nothing was written: there is nobody to ask',
    where: 'init',
    fix: 'add --yes where no terminal is',
  });
}

function planLines({ dir, processes }: Workspace, stack: Stack, plan: readonly Planned[]): string[] {
  const from = (file: string | null) => (file === null ? 'assumed' : file);
  const understood = [
    ['package manager', stack.manager.name, from(stack.managerFrom)],
    ['frameworks', stack.frameworks.join(', ') || 'none that is known', ''],
    ...processes
      .filter(({ kind }) => kind === 'server' || kind === 'worker' || kind === 'job')
      .map(({ name, kind, entry, evidence }) => [
        kind,
        `${name} (${relativeTo(dir, entry)})`,
        `${relativeTo(dir, evidence.file)}:${evidence.line}`,
      ]),
    ...stack.ci.map(({ system, from }) => ['CI', system === 'github' ? 'GitHub Actions' : 'GitLab CI', from]),
    ...stack.otherCi.map(({ name, from }) => ['CI', name, from]),
    ...stack.hooks.map(({ name, from }) => ['commit hooks', name, from]),
  ];
  const files = plan.map(({ file, kept }) => [kept === null ? 'write' : 'leave', file, kept ?? '']);
  return [...table(understood), '', ...table(files), ''];
}

function nextLines(stack: Stack, options: InitOptions): string[] {
  const gitlab = stack.ci.some(({ system }) => system === 'gitlab') && options.ci !== 'none' && options.ci !== 'github';
  const next = [
    ...(stack.installed ? [] : [`add sharenothing to the project: ${stack.manager.add}`]),
    ...(gitlab ? ['.gitlab-ci.yml: include `- local: /.gitlab/sharenothing.gitlab-ci.yml`'] : []),
    ...stack.otherCi.map(
      ({ name, from }) => `${name} (${from}): run \`${stack.manager.run}\`; docs/ci.md has the format for it`,
    ),
    ...stack.hooks.map(({ name, from, todo }) => `${name} (${escapeControls(from)}): ${todo}; docs/ci.md shows it`),
    ...(options.baseline
      ? []
      : ['`sharenothing baseline create` lets only what is new fail, if there is too much to mend at once']),
    'see where things stand: `sharenothing`',
  ];
  return ['', 'Next:', ...next.map((one) => `- ${one}`)];
}
