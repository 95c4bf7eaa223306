import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { rules } from '../../src/rules/index.ts';
import { filesBelow } from '../fixtures/expectations.ts';
import { memorySource } from '../support/memory-source.ts';
import { type Project, transforms } from './transforms.ts';

/** The same server written another way gets the same verdicts: no rule goes by how code is spelled or laid out. */

const root = fileURLToPath(new URL('../../fixtures/', import.meta.url));
/** Servers that each transform is tried on in a run of the tests; SHARENOTHING_ALL=1 takes all. */
const DRAWN = 12;
const LARGEST = 40;

// Servers that show rules about suppressions and policies are told by their lines: they are left out.
const folders = [...rules.filter(({ clauses }) => clauses.length > 0).map(({ id }) => id), 'silences']
  .filter((folder) => fs.existsSync(path.join(root, folder)))
  .flatMap((folder) =>
    filesBelow(path.join(root, folder))
      .filter((file) => path.posix.basename(file) === 'package.json')
      .map((file) => `${folder}/${path.posix.dirname(file)}`),
  );
const servers = folders.filter((one) => !folders.some((other) => one !== other && one.startsWith(`${other}/`)));

/**
 * Where it is not so yet: a property of a record is told under the name of the record where that is a field itself, and the other way
 * round; re-exports that a compiler writes as getters are not followed, nor what is written under computed names of what a CommonJS
 * module exports; a proof that asks which variable stands in a test, or which call claims a round, does not see it behind a function or
 * a field that hands it out; an object that only its written type makes a library's store is none without it, nor does a
 * class of a package run for whoever knows its interface, or classes count as one family by theirs, or come in numbers, where no type says so; a number that a client answers may be
 * a client of its own, where no type says that it is a number; a log is told by its name; which of several commands of one program serves
 * is read at the level of its modules; what a store made for the first who asks keeps is told where a variable of a module holds it; a loader under another name, and the fields of a record that a list in the source names, are not
 * followed through functions and fields; nor is the text that the mode of the process is compared with, or a list that is pushed onto; a default import that CommonJS
 * asks for is told by another name. What is worked out from an index of files is followed, and the folder that a function of the program gives,
 * where variables of a module hold them.
 */
const otherwise: Readonly<Record<string, readonly string[]>> = {
  'a function starts what the module started': ['local-persistence/mill-keepers'],
  'names are others': ['silences/process-upkeep/letter-carts', 'module-state/log-reels'],
  'constants are in a file of their own': [
    // That a mark is the number of this process, or drawn by it, is read from the variable that holds it.
    'silences/process-upkeep/sack-tags',
    // The comment that lets a registry be stays behind where its constant was.
    'silences/live-connections/pier-boards',
    'silences/live-connections/slip-pumps',
    'silences/metrics/kiln-fires',
    'silences/process-upkeep/chart-tables',
  ],
  'modules are CommonJS': [
    // A setting that a module puts on its exports is a property that is written, and no name that stands fast.
    'silences/immutable/mooring-desk',
    'silences/dev-only/harbour-passes-open',
    'silences/request-scoped/crew-loaders-kept',
    'module-cache/fish-market',
    'module-cache/eel-market',
    'module-cache/cod-quotes',
    'module-state/cod-quotes-noted',
    'module-state/ferry-kit',
    'module-state/ferry-slips-kinds',
    'module-state/harbour',
    'module-state/quarry-faces',
    'in-process-schedule/lamp-oil-gauge',
    'silences/init-only/sail-plan',
    'silences/init-only/sail-plan-watched',
    'module-state/sluice-plugin',
    'memory-backend/ferry-gates-idle',
    'module-state/ferry-moorers-listed',
    // What is told at low confidence of a record is told of each of its fields.
    'silences/lazy-singleton/sack-ledger',
  ],
  'variables are in a box': [
    'module-state/doubles-court',
    'in-process-lock/kiln',
    'module-state/slate-board',
    'silences/process-upkeep/bill-press',
    'module-state/library-codes-driver',
    // Which count says that a place is free is read from a variable.
    'module-state/slip-turns',
    'module-state/slip-waiters',
    // What is put into an index is known of a variable.
    'module-cache/chart-index-shipped',
  ],
  'constants are in a closure': [
    // What an object is made of, before anything is linked, is read from the variable that holds it.
    'silences/cli/sluice-notes',
    // What is pushed onto a list is read where a variable holds the list.
    'local-persistence/lock-house',
    // What a function hands out to be closed may be made there.
    'silences/process-upkeep/tug-lines',
    // That a mark is the number of this process, or drawn by it, is read from the variable that holds it.
    'silences/process-upkeep/sack-tags',
    // What a record that is made on the way carries is read where the functions that hand it on stand in a module.
    'module-cache/sprat-grades',
    'module-cache/sprat-grades-set',
    // A table of paths is read where a variable of a module holds it.
    'module-cache/mooring-stores',
    'silences/dev-only/ferry-drafts',
    'in-process-lock/ledgers',
    'in-process-lock/kiln',
    'in-process-schedule/buoys',
    'in-process-schedule/depot',
    'in-process-schedule/ward-notes',
    'in-process-schedule/watch-tower',
    'module-state/jukebox',
    'module-state/presses',
    'module-state/probe-marks',
    'silences/live-connections/closing-time',
    'silences/metrics/crossing-times',
    'silences/metrics/weir-board',
    'silences/process-upkeep/slip-names',
    'silences/process-upkeep/told-once',
    'silences/pure-memo/opening-page',
    'silences/pure-memo/zones',
    'silences/random/short-names',
    'silences/scratch/projection',
    'silences/lazy-singleton/harbour-books',
    'silences/metrics/ropewalk-totals',
    'silences/process-upkeep/letter-carts',
    'module-state/log-reels',
    'module-state/lock-keepers',
    'module-state/weir-loaders',
    'module-state/berth-answers-kept',
    // Which count says that a place is free is read from a variable.
    'module-state/slip-turns',
    'module-state/slip-waiters',
    // A function that gives the folder is found by its name.
    'in-process-schedule/helm-watch',
  ],
  'types are gone': [
    'module-cache/relay-office',
    'module-state/ferry-kit',
    'module-state/ferry-slips-kinds',
    'module-state/quarry-faces',
    'module-state/sluice-plugin',
    'module-state/ferry-moorers-listed',
  ],
  'values come out of functions': [
    // What an object is made of, before anything is linked, is read from the variable that holds it.
    'silences/cli/sluice-notes',
    // That a list is new and empty is seen where it is written out.
    'silences/immutable/plaice-imports',
    // What is pushed onto a list is read where a variable holds the list.
    'local-persistence/lock-house',
    // What a function hands out to be closed may be made there.
    'silences/process-upkeep/tug-lines',
    // That a mark is the number of this process, or drawn by it, is read from the variable that holds it.
    'silences/process-upkeep/sack-tags',
    'silences/dev-only/ferry-drafts',
    'in-process-lock/kiln',
    'local-persistence/claims-desk',
    'module-cache/orchard',
    'module-state/slate-board',
    'module-state/tram-depot',
    'in-process-schedule/watch-tower',
    'silences/init-only/first-page',
    'silences/live-connections/tide-desk-notes',
    'silences/pure-memo/opening-page',
    'module-state/oyster-beds',
    'module-state/vat-ledgers',
    'silences/lazy-singleton/harbour-books',
    'module-state/library-shelves-named',
    'module-state/weir-loaders',
    'memory-backend/ferry-gates-idle',
    // Which count says that a place is free is read from a variable.
    'module-state/slip-turns',
    'module-state/slip-waiters',
    // A function that gives the folder is found by its name.
    'in-process-schedule/helm-watch',
  ],
  'variables are static fields': [
    // What an object is made of, before anything is linked, is read from the variable that holds it.
    'silences/cli/sluice-notes',
    // What is pushed onto a list is read where a variable holds the list.
    'local-persistence/lock-house',
    // That a mark is the number of this process, or drawn by it, is read from the variable that holds it.
    'silences/process-upkeep/sack-tags',
    // A table of paths is read where a variable of a module holds it.
    'module-cache/mooring-stores',
    'silences/dev-only/ferry-drafts',
    'memory-session/cloakroom',
    'module-cache/tariff-lookup',
    'silences/shipped-file/front-page',
    'in-process-lock/kiln',
    'in-process-schedule/depot',
    'in-process-schedule/watch-tower',
    'silences/live-connections/closing-time',
    'module-state/doubles-court',
    'module-state/laundry-b',
    'module-state/net-loft',
    'module-state/platform-board',
    'module-state/presses',
    'module-state/probe-shelf',
    'module-state/route-plans',
    'silences/pure-memo/opening-page',
    'silences/scratch/label-printer',
    'silences/scratch/projection',
    'silences/scratch/projection-with-height',
    'module-state/oyster-beds',
    'silences/init-only/berth-tariffs-brought',
    'silences/lazy-singleton/harbour-books',
    'silences/process-upkeep/bill-press',
    'silences/init-only/seal-presses-drawn',
    'module-state/weir-loaders',
    'module-state/berth-answers-kept',
    'module-cache/library-cards-listed',
    'module-state/library-codes-driver',
    // Which count says that a place is free is read from a variable.
    'module-state/slip-turns',
    'module-state/slip-waiters',
    // What is put into an index is known of a variable.
    'module-cache/chart-index-shipped',
    // A function that gives the folder is found by its name.
    'in-process-schedule/helm-watch',
  ],
};

/** Rules whose findings are named after a variable; those of the others after an expression, which a transform may write anew. */
const named = new Set(['module-state', 'module-cache', 'memory-session']);
const leaf = (symbol: string): string =>
  symbol
    .split(/[.#]/)
    .pop()!
    .replace(/^exports$/, '');

async function verdicts(project: Project, before: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const report = await analyze(memorySource(Object.fromEntries(project)), { now: '2026-01-01' });
  expect(report.errors).toEqual([]);
  // A transform that broke the code would find nothing there, and so agree with every silence.
  const broken = report.projects.flatMap((one) => one.skipped.filter(({ reason }) => reason === 'syntax'));
  const findings = report.findings.map(({ ruleId, symbol, severity }) => {
    const name = leaf(symbol ?? '');
    return named.has(ruleId) ? `${ruleId} ${before.get(name) ?? name} ${severity}` : `${ruleId} ${severity}`;
  });
  return [...findings, ...broken.map(({ reason }) => reason)].sort();
}

function read(server: string): Project {
  const dir = path.join(root, server);
  return new Map(filesBelow(dir).map((file) => [file, fs.readFileSync(path.join(dir, file), 'utf8')]));
}

describe.each(Object.entries(transforms))('where %s, the verdicts are the same', (name, transform) => {
  const usable = servers.filter((server) => {
    if (otherwise[name]?.includes(server)) return false;
    const project = read(server);
    return project.size <= LARGEST && transform(project) !== undefined;
  });
  const same = async (server: string): Promise<void> => {
    const project = read(server);
    const changed = transform(project)!;
    expect(await verdicts(changed.project, changed.before), server).toEqual(await verdicts(project, new Map()));
  };

  it('is tried on many servers', () => {
    expect(usable.length).toBeGreaterThanOrEqual(60);
  });

  if (process.env.SHARENOTHING_ALL === '1') it.each(usable)('%s', same);
  else
    it(`of ${DRAWN} servers that are drawn`, async () => {
      await fc.assert(fc.asyncProperty(fc.constantFrom(...usable), same), { numRuns: DRAWN });
    });
});
