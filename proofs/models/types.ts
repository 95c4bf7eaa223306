/** Type-checks the loud fixtures of the checked entries against the installed packages. */

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Check } from './pair.ts';

const here = import.meta.dirname;
const fixtures = path.join(here, '../../fixtures/libraries');
const scratch = path.join(here, '.scratch');

export type Typed = {
  /** `own`, the package of DefinitelyTyped that has them, or `none`. */
  readonly types: string;
  /** What the compiler says of the loud fixture. */
  readonly errors: readonly string[];
};

/** Where the types of an installed package come from. */
function sourceOfTypes({ package: name, installedAs }: Check): string {
  if (name.startsWith('node:')) return '@types/node';
  const folder = path.join(here, 'node_modules', installedAs ?? name);
  if (!fs.existsSync(folder)) return 'none';
  const declared = (dir: string, depth: number): boolean =>
    fs
      .readdirSync(dir, { withFileTypes: true })
      .some((one) =>
        one.isDirectory()
          ? depth > 0 && one.name !== 'node_modules' && declared(path.join(dir, one.name), depth - 1)
          : /\.d\.[cm]?ts$/.test(one.name),
      );
  if (declared(folder, 3)) return 'own';
  const typed = `@types/${name.replace('@', '').replace('/', '__')}`;
  // Types of an alias would be those of another major.
  return !installedAs && fs.existsSync(path.join(here, 'node_modules', typed)) ? typed : 'none';
}

/** The types of each check's package, and what the compiler said of its fixture. */
export async function typeCheck(checks: readonly Check[]): Promise<Map<string, Typed>> {
  fs.rmSync(scratch, { recursive: true, force: true });
  const folders = new Map(
    fs
      .readdirSync(fixtures)
      .flatMap((family) =>
        fs.readdirSync(path.join(fixtures, family)).map((id) => [id, path.join(fixtures, family, id)] as const),
      ),
  );
  const types = new Map(checks.map((check) => [check.id, sourceOfTypes(check)]));
  // Without types of its own, a second major would be compiled against those of the first.
  const compiled = checks.filter((check) => !(check.installedAs && types.get(check.id) === 'none'));
  const programs = [
    compiled.filter((check) => !check.typesApart),
    ...compiled.filter((check) => check.typesApart).map((one) => [one]),
  ];
  const errors = new Map<string, string[]>();
  try {
    for (const [at, program] of programs.entries()) {
      if (program.length > 0) await compile(path.join(scratch, `${at}`), program, folders, errors);
    }
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
  return new Map(checks.map(({ id }) => [id, { types: types.get(id)!, errors: errors.get(id) ?? [] }]));
}

/** Compiles copies of the fixtures in one program; they stand where they find the packages as any program does. */
async function compile(
  folder: string,
  checks: readonly Check[],
  folders: ReadonlyMap<string, string>,
  errors: Map<string, string[]>,
): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  for (const check of checks) {
    const copy = path.join(folder, check.id);
    fs.cpSync(folders.get(check.id)!, copy, {
      recursive: true,
      filter: (name) => !/(?:silent|decoy)\.\w+$/.test(name),
    });
    if (check.installedAs) {
      const link = path.join(copy, 'node_modules', check.package);
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(path.join(here, 'node_modules', check.installedAs), link);
    }
  }
  const compilerOptions = {
    ...{ target: 'ES2023', lib: ['ES2023', 'DOM', 'DOM.Iterable'], module: 'ESNext', moduleResolution: 'Bundler' },
    ...{ types: ['node'], strict: true, allowJs: true, checkJs: true, noEmit: true, skipLibCheck: true },
    ...{ experimentalDecorators: true, emitDecoratorMetadata: true, esModuleInterop: true, jsx: 'preserve' },
    ...{ allowImportingTsExtensions: true, noImplicitAny: false },
  };
  const config = { compilerOptions, include: ['*/loud.*'], exclude: ['**/node_modules'] };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc', { paths: [path.join(here, '../..')] });
  const child = spawn(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const text of child.stdout) said += text;
  for (const line of said.split('\n')) {
    const [, id, message] = /^([a-z0-9-]+)\/(loud.+)$/.exec(line) ?? [];
    // What a fixture takes besides the package of its check is not installed for it.
    const absent = /TS2307: Cannot find module '([^']+)'/.exec(message ?? '')?.[1];
    const name = checks.find((check) => check.id === id)?.package;
    if (absent !== undefined && absent !== name && !absent.startsWith(`${name}/`)) continue;
    if (id && message) errors.set(id, [...(errors.get(id) ?? []), message]);
    else if (line.startsWith('error')) throw new Error(line);
  }
}
