import { execSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderedFormatNames } from '../../src/compliance/formats/names.ts';
import type { Report } from '../../src/report/report.ts';
import { reporterNames } from '../../src/reporters/names.ts';
import { git } from '../source/scratch.ts';
import { type Finished, runProcess } from '../support/process.ts';
import { schemaErrors } from '../support/report-schema.ts';
import { buildHostileProject, type HostileProject } from './hostile-project.ts';

/** A run may take no more memory than this for its objects, in MiB: a tenth of what the files together would take as trees. */
const heap = ['--max-old-space-size=512'];
const argv = ['check', '.', '--format', 'json', '--now', '2026-01-02', '--no-config-code'];

let parent: string;
let project: HostileProject;

function build(): void {
  parent = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-hostile-')));
  project = buildHostileProject(parent);
}

function remove(): void {
  fs.rmSync(parent, { recursive: true, force: true });
}

function wasRun(): boolean {
  return fs.existsSync(project.marker);
}

test('the marker is made by what the project hides, once something does run it', () => {
  build();
  try {
    for (const command of [project.touch, 'node evil-plugin.js', 'node vite.config.mjs', 'node ecosystem.config.cjs']) {
      expect(wasRun()).toBe(false);
      execSync(command, { cwd: project.dir });
      expect(wasRun()).toBe(true);
      fs.rmSync(project.marker);
    }
  } finally {
    remove();
  }
});

describe.each([
  ['a folder', () => {}],
  [
    'a git repository whose configuration names programs',
    () => {
      const { dir, touch } = project;
      git(dir, ['init', '-q']);
      git(dir, ['add', '-A']);
      git(dir, ['commit', '-q', '-m', 'all']);
      const evil = path.join(parent, 'evil.sh');
      fs.writeFileSync(evil, `#!/bin/sh\n${touch}\ncat\n`, { mode: 0o755 });
      for (const name of ['core.fsmonitor', 'filter.evil.clean', 'filter.evil.smudge', 'filter.evil.process'])
        git(dir, ['config', name, evil]);
      for (const name of ['diff.external', 'core.pager', 'core.sshCommand', 'core.editor'])
        git(dir, ['config', name, evil]);
      fs.writeFileSync(path.join(dir, '.gitattributes'), '* filter=evil diff=evil\n');
      for (const name of ['post-checkout', 'post-index-change', 'pre-commit', 'fsmonitor-watchman'])
        fs.copyFileSync(evil, path.join(dir, '.git/hooks', name));
      // Changed after the commit, so that git has to compare contents through the filter.
      fs.appendFileSync(path.join(dir, 'src/empty.js'), '\n');
    },
  ],
])('a project that was written to hurt, as %s', (_, prepare) => {
  let run: Finished;
  let report: Report;
  beforeAll(async () => {
    build();
    prepare();
    run = await runProcess(argv, { cwd: project.dir, node: heap });
    report = JSON.parse(run.stdout);
  });
  afterAll(remove);

  test('gives a report that fits the schema, and the exit code of its findings', () => {
    expect(run.stderr).toBe('');
    expect(run.code).toBe(1);
    expect(run.signal).toBeNull();
    expect(schemaErrors(report)).toEqual([]);
    expect(report.errors).toEqual([]);
  });

  test('runs nothing of it', () => {
    expect(wasRun()).toBe(false);
  });

  test('finds what is there to find', () => {
    expect(report.findings.map(({ file, line, symbol }) => `${file}:${line} ${symbol}`)).toEqual([
      'src/server.js:3 served',
    ]);
    expect(report.projects[0]!.processes.map(({ name, entry }) => `${name} ${entry}`)).toContain('start src/server.js');
  });

  test('lists everything that it leaves out, with the reason', () => {
    const told = new Map(report.projects[0]!.skipped.map(({ file, reason }) => [file, reason] as const));
    const wrong = Object.entries(project.left)
      .filter(([file, reasons]) => !reasons.includes(told.get(file)!))
      .map(([file, reasons]) => `${file}: ${told.get(file) ?? 'not listed'} instead of ${reasons.join(' or ')}`);
    expect(wrong).toEqual([]);
    const more = [...told].filter(([file]) => !(file in project.left)).map(([file, reason]) => `${file} ${reason}`);
    expect(more).toEqual([]);
  });

  test('analyses all the rest', async () => {
    const { stdout, code } = await runProcess(['files', '.', '--format', 'json', '--no-config-code'], {
      cwd: project.dir,
    });
    expect(code).toBe(0);
    const files: { file: string; state: string }[] = JSON.parse(stdout).files;
    const taken = files.filter(({ state }) => state === 'analysed').map(({ file }) => file);
    expect(taken).toEqual(expect.arrayContaining([...project.plain]));
    // `syntax` is the one reason that leaves a file in as far as it was understood.
    const leftLater = report.projects[0]!.skipped.filter(
      ({ file, reason }) => taken.includes(file) && reason !== 'syntax',
    );
    expect(report.summary.filesAnalysed).toBe(taken.length - leftLater.length);
  });

  test('names no place of this machine outside the project', () => {
    expect(run.stdout).not.toContain(parent.concat('/project'));
    expect(run.stdout).not.toContain(os.homedir().concat('/'));
  });

  test.each([['check'], ['files'], ['processes']])('%s: names act on no terminal', async (command) => {
    const { stdout, stderr } = await runProcess([command, '.', '--no-config-code'], { cwd: project.dir });
    for (const text of [stdout, stderr]) {
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }
    expect(stdout).not.toBe('');
    expect(wasRun()).toBe(false);
  });

  test('no name or string of it acts where a report is shown, in any format', async () => {
    const out = path.join(parent, 'out');
    fs.mkdirSync(out, { recursive: true });
    const into = (names: readonly string[]) => names.flatMap((name) => ['--format', `${name}:${path.join(out, name)}`]);
    const common = ['--now', '2026-01-02', '--no-config-code'];
    for (const [argv, names] of [
      [['check', '.'], reporterNames],
      [['report', '--compliance', '.', '--fail-on', 'warning'], renderedFormatNames],
    ] as const) {
      const { code, stderr } = await runProcess([...argv, ...into(names), ...common], { cwd: project.dir, node: heap });
      expect([code, stderr]).toEqual([1, '']);
      for (const name of names) {
        const text = fs.readFileSync(path.join(out, name), 'utf8');
        expect(text).toContain('served');
        expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }
    }
    expect(wasRun()).toBe(false);
  }, 180_000);

  test('a configuration that is code is refused where that is asked for', async () => {
    const { code, stderr } = await runProcess(['check', 'src', '--no-config-code'], { cwd: project.dir });
    expect(code).toBe(2);
    expect(stderr).toContain('sharenothing.config.js');
    expect(wasRun()).toBe(false);
  });
});
