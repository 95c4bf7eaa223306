// A patch release adds no finding: the last version and this one check the fixtures of the last version, and what this one finds more
// there is told, exit 1. Nothing is held where the version is no patch, or the first one.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const run = (cwd, program, argv) => execFileSync(program, argv, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
const version = (dir) => JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')).version;

/** Whether a version only repairs the one before: same major and minor number, no pre-release. */
export function isPatch(before, now) {
  const [a, b] = [before, now].map((text) => /^(\d+)\.(\d+)\.(\d+)$/.exec(text));
  return a !== null && b !== null && a[1] === b[1] && a[2] === b[2] && Number(b[3]) > Number(a[3]);
}

/** The findings of a report that another one does not have, a line each. Places may move; what is found may not grow. */
export function added(before, now) {
  const line = ({ ruleId, severity, file, symbol }) => `${file} ${ruleId} ${severity} ${symbol}`;
  const known = before.findings.map(line);
  return now.findings.map(line).filter((one) => {
    const at = known.indexOf(one);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

/** The fixtures, each a project of its own, as a version of the tool sees them. */
function reports(tool, fixtures) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-patch-'));
  try {
    const out = path.join(scratch, 'report.json');
    const dirs = fs
      .readdirSync(fixtures, { recursive: true, withFileTypes: true })
      .filter(({ name }) => name === 'package.json')
      .map(({ parentPath }) => parentPath)
      .sort();
    return dirs.map((dir) => {
      const argv = [path.join(tool, 'bin/sharenothing.js'), 'check', dir, '--exit-zero', '--format', `json:${out}`];
      run(root, process.execPath, [...argv, '--now', '2026-01-02']);
      return { dir, report: JSON.parse(fs.readFileSync(out, 'utf8')) };
    });
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

function main() {
  const tags = run(root, 'git', ['tag', '--list', 'v*', '--sort=-v:refname', '--merged', 'HEAD^'])
    .split('\n')
    .filter(Boolean);
  const [last] = tags;
  if (last === undefined || !isPatch(last.slice(1), version(root))) {
    process.stdout.write(`${version(root)} is no patch release: it may find more\n`);
    return;
  }
  const old = fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-last-'));
  try {
    run(root, 'git', ['worktree', 'add', '--detach', old, last]);
    run(old, 'npm', ['ci']);
    const fixtures = path.join(old, 'fixtures');
    const before = reports(old, fixtures);
    const more = reports(root, fixtures).flatMap(({ dir, report }, i) =>
      added(before[i].report, report).map((line) => `${path.relative(old, dir)}: ${line}`),
    );
    process.stdout.write(more.length === 0 ? `finds nothing that ${last} does not find\n` : `${more.join('\n')}\n`);
    if (more.length > 0) process.exitCode = 1;
  } finally {
    run(root, 'git', ['worktree', 'remove', '--force', old]);
  }
}

if (process.argv[1] === import.meta.filename) main();
