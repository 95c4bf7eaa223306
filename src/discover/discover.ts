import { createOutputMap } from '../paths/output-map.ts';
import { dirOf, isBelow } from '../paths/repo-path.ts';
import type { Source } from '../source/source.ts';
import { byCodeUnit } from '../text/order.ts';
import type { CandidateInputs } from './candidates.ts';
import { deployedWeight, type World } from './commands/site.ts';
import { readCloudFormation } from './deploy/cloudformation.ts';
import { readDocumentedStarts } from './deploy/documented-start.ts';
import { collectFacts, settleFacts } from './deploy/facts.ts';
import { readImageFacts } from './deploy/image-facts.ts';
import { readWorkloads } from './deploy/kubernetes.ts';
import { imageUnit } from './deploy/own-images.ts';
import { readPackagers } from './deploy/packagers.ts';
import { readPages } from './deploy/pages.ts';
import { readPlatforms } from './deploy/platforms.ts';
import { readPrisma, readPrismaClients } from './deploy/prisma.ts';
import { readProxies } from './deploy/proxies.ts';
import { deploysTest, readResources } from './deploy/resources.ts';
import { readStickyObjects } from './deploy/sticky-kubernetes.ts';
import { readTerraform } from './deploy/terraform.ts';
import type { Deployment } from './deployment.ts';
import { createEntryResolver, readLibraryEntries } from './entry-resolver.ts';
import { fallbackProcesses, publishedProcesses } from './fallback.ts';
import { openVersions } from './locks/versions.ts';
import { readComposeFiles } from './manifests/compose.ts';
import { readEcosystems } from './manifests/ecosystems.ts';
import { isFrameworkConfig, readFrameworkConfigs } from './manifests/framework-configs.ts';
import { readFunctions } from './manifests/functions.ts';
import { readHosts } from './manifests/hosts.ts';
import { imageLaunches, readImageFiles } from './manifests/images.ts';
import { readInfrastructureCode } from './manifests/infrastructure-code.ts';
import { readNxProjects } from './manifests/nx.ts';
import { packageLaunches } from './manifests/package-scripts.ts';
import { readProcfiles } from './manifests/procfile.ts';
import { readServices } from './manifests/services.ts';
import { addNote, type Notes, sortNotes } from './note.ts';
import { readOutputs } from './outputs.ts';
import { readPackages, readWorkspaces } from './packages.ts';
import { toProcesses } from './processes.ts';
import { sortFiles } from './sort-files.ts';
import { openTree } from './tree.ts';
import { readTsConfigs } from './tsconfigs.ts';
import { isCopiedPackage, vendoredTest } from './vendored.ts';
import type { DiscoverFailure, Process, Workspace } from './workspace.ts';

/** Commands that are followed in a whole repository; a large monorepo has a few thousand. */
const commandLimit = 50_000;

/**
 * Understands a project before any code is parsed: its packages and their versions, its compiler configurations, what is started,
 * and which files count. What could not be understood is a note or a skipped file; it never throws for what it reads, and a reader
 * of manifests that does is one of `failures`.
 */
export function discover(source: Source): Workspace {
  let last: string | null = null;
  const tree = openTree({
    ...source,
    list: () => source.list(),
    read: (path) => {
      last = path;
      return source.read(path);
    },
  });
  const notes: Notes = [];
  const failures: DiscoverFailure[] = [];
  /** What reads one kind of manifest may fail and leaves the others; the file is the one that was read last. */
  const tried = <T>(part: string, otherwise: T, run: () => T): T => {
    last = null;
    try {
      return run();
    } catch (error) {
      failures.push({ part, file: last, error });
      addNote(notes, 'discover-failed', last, null, `the tool failed on ${part}: what they say is not known`);
      return otherwise;
    }
  };
  const isVendored = vendoredTest(tree);
  const counts = (path: string) => !isVendored(path);
  const packages = readPackages(tree, counts, notes);
  const workspaces = readWorkspaces(tree, packages, notes);
  const members = new Set(workspaces.flatMap((root) => root.members));
  const own = packages.filter(({ dir }) => !isCopiedPackage(dir, tree.dir, members));
  const tsconfigs = readTsConfigs(tree, packages, counts, notes);
  const world: World = {
    tree,
    packages,
    workspaces,
    images: readImageFiles(tree),
    facts: collectFacts(),
    deploys: deploysTest(tree, packages),
    budget: { left: commandLimit, hit: false },
  };
  const nx = tried('Nx projects', { launches: [], outputs: [] }, () => readNxProjects(world));
  const outputs = [...tried('build outputs', [], () => readOutputs(tree, packages, tsconfigs)), ...nx.outputs];
  const map = createOutputMap(outputs, new Set(tree.files.map(({ path }) => path).filter(counts)));
  const resolve = createEntryResolver(tree, packages, map);

  const inputs: CandidateInputs = { tree, packages, resolve, notes };
  const launches = [
    ...tried('scripts', [], () => own.flatMap((draft) => packageLaunches(draft, world))),
    ...tried('images', [], () => imageLaunches(world)),
    ...tried('compose files', [], () => readComposeFiles(world, notes)),
    ...tried('Procfiles', [], () => readProcfiles(world)),
    ...tried('service files', [], () => readServices(world)),
    ...tried('function manifests', [], () => readFunctions(world, notes)),
    ...tried('ecosystem files', [], () => readEcosystems(world)),
    ...nx.launches,
    ...tried('platform manifests', [], () => readPlatforms(world, notes)),
    ...tried('CloudFormation templates', [], () => readCloudFormation(world)),
    ...tried('pages', [], () => readPages(world)),
    ...tried('hosts and tasks', [], () => readHosts(world)),
    ...tried('infrastructure code', [], () => readInfrastructureCode(world)),
    ...tried('configurations of frameworks', [], () => readFrameworkConfigs(world)),
  ];
  const resources = tried('Kubernetes manifests', { objects: [], values: [], skipped: [] }, () => readResources(world));
  tried('Kubernetes workloads', undefined, () => {
    const { launches: pods, workloads } = readWorkloads(resources, world);
    launches.push(...pods);
    readStickyObjects(resources, workloads, world);
  });
  tried('images', undefined, () => readImageFacts(world));
  tried('Terraform files', undefined, () => readTerraform(world));
  tried('proxy configurations', undefined, () => readProxies(world));
  tried('asset packagers', undefined, () => readPackagers(world));
  tried('Prisma schemas', undefined, () => readPrisma(world));
  if (!launches.some(({ site }) => site.weight >= deployedWeight && isBelow(site.evidence.file, tree.dir)))
    tried('documented starts', undefined, () => readDocumentedStarts(world));
  if (world.budget.hit)
    addNote(
      notes,
      'too-many-commands',
      null,
      null,
      'scripts call more scripts than are followed; some of what they start may be missing',
    );
  const { processes: started, startedBy, byHand } = toProcesses(launches, inputs);
  const deployment = settleFacts(world.facts, startedBy, ofImages(world, started));
  const found = started.map((one) => withProduction(withReplicas(one, deployment), deployment, startedBy));
  const libraryEntries = readLibraryEntries(own, resolve, (path) => isBelow(path, tree.dir));
  // A configuration of a framework says that there is an application, and not that nothing else is served.
  const isToldOtherwise = (one: Process) => isLasting(one) && !isFrameworkConfig(one.evidence.file);
  const byFallback: Notes = [];
  const fallback = found.some(isToldOtherwise)
    ? []
    : fallbackProcesses({ ...inputs, notes: byFallback, libraryEntries, found });
  if (fallback.length > 0 || !found.some(isLasting)) notes.push(...byFallback);
  const processes = [
    ...found,
    ...fallback,
    ...(found.some(isToldOtherwise) && byHand ? publishedProcesses({ ...inputs, found }) : []),
  ];
  const lasting = new Set(found.filter(isLasting).map(({ entry }) => entry));

  const versionsOf = openVersions(tree, notes);
  return {
    dir: tree.dir,
    packages: packages.map((draft) => ({
      dir: draft.dir,
      name: draft.name,
      esm: draft.esm,
      manifest: draft.manifest,
      dependencies: draft.dependencies,
      versions: versionsOf(draft),
    })),
    tsconfigs,
    links: tree.links,
    processes,
    deployment,
    libraryEntries: libraryEntries.filter((path) => !lasting.has(path)),
    outputs,
    generated: tried('Prisma clients', [], () => readPrismaClients(world)),
    ...sortFiles(tree, isVendored, map.origin, new Set(processes.map(({ entry }) => entry)), resources.skipped),
    notes: sortNotes(notes.filter(({ file }) => file === null || concerns(file, tree.dir))),
    ...(failures.length > 0 && { failures }),
  };
}

/** What an image whose command is not understood most likely runs: what the package of its build context does. */
function ofImages({ images, packages }: World, started: readonly Process[]): (unit: string) => readonly Process[] {
  const dirs = packages.map(({ dir }) => dir).sort((a, b) => b.length - a.length || byCodeUnit(a, b));
  const packageOf = (path: string) => dirs.find((dir) => isBelow(path, dir));
  const contexts = new Map(images.map(({ path, context }) => [imageUnit(path), context]));
  return (unit) => {
    const context = contexts.get(unit);
    return context === undefined ? [] : started.filter(({ entry }) => packageOf(entry) === context);
  };
}

/** How many run where the line that starts it does not say so, but another one does. */
function withReplicas(process: Process, { replicas }: Deployment): Process {
  if (process.replicas !== null) return process;
  const counts = replicas.flatMap(({ processes, most }) =>
    most !== null && processes.includes(process.name) ? [most] : [],
  );
  return counts.length === 0 ? process : { ...process, replicas: Math.max(...counts) };
}

/** Whether its containers get `NODE_ENV=production`. Frameworks set it themselves, and platforms without a container do. */
function withProduction(
  process: Process,
  { environment }: Deployment,
  startedBy: ReadonlyMap<string, readonly Process[]>,
): Process {
  const values = environment.flatMap(({ processes, value }) => (processes.includes(process.name) ? [value] : []));
  if (values.some((value) => /^prod(?:uction)?$/.test(value))) return { ...process, production: true };
  const isContainer = [...startedBy].some(
    ([unit, started]) => /^(?:image|compose|k8s):/.test(unit) && started.some(({ name }) => name === process.name),
  );
  return isContainer && process.group === undefined ? { ...process, production: false } : process;
}

function isLasting({ kind }: Process): boolean {
  return kind === 'server' || kind === 'worker';
}

/** Whether a file lies in DIR, or in a folder above it, whose settings DIR inherits. */
function concerns(file: string, dir: string): boolean {
  return isBelow(file, dir) || isBelow(dir, dirOf(file));
}
