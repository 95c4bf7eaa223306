import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { byCodeUnit } from '../../src/text/order.ts';

/** Variables under which git behaves the same on every machine, whatever the user or an enclosing hook has set. */
export function gitEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...extra,
  };
}

/** A temporary folder (real path) that is gone after the test. */
export function scratchFolder(): string {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'sharenothing-source-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder: path → content. */
export function write(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Makes links below a folder: path → text of the link. */
export function link(folder: string, links: Record<string, string>): void {
  for (const [path, text] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(text, join(folder, path));
  }
}

/** Runs git in a folder and returns its output. */
export function git(
  folder: string,
  args: readonly string[],
  options: { input?: string | Buffer; env?: Record<string, string> } = {},
): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'init.defaultBranch=main'];
  const safe = ['-c', 'core.autocrlf=false', '-c', 'commit.gpgsign=false', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...identity, ...safe, ...args], {
    cwd: folder,
    env: gitEnvironment(options.env),
    input: options.input ?? '',
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** A temporary git repository with these files and links committed. */
export function scratchRepository(
  files: Record<string, string | Uint8Array>,
  links: Record<string, string> = {},
): string {
  const folder = scratchFolder();
  git(folder, ['init', '-q']);
  write(folder, files);
  link(folder, links);
  commitAll(folder);
  return folder;
}

/** Commits everything, ignored files aside. */
export function commitAll(folder: string): void {
  git(folder, ['add', '-A']);
  git(folder, ['commit', '-q', '--allow-empty', '-m', 'state']);
}

/** The paths of a listing. */
export function paths(listing: { readonly files: readonly { readonly path: string }[] }): string[] {
  return listing.files.map(({ path }) => path);
}

/** `file reason` of everything that was skipped, sorted. */
export function skips(listing: {
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}): string[] {
  return listing.skipped.map(({ file, reason }) => `${file} ${reason}`).sort(byCodeUnit);
}
