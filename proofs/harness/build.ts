import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { temporaryFolder } from './children.ts';

const packageFolder = path.join(import.meta.dirname, '..');

/** What is copied into the image of a server as it is, beside what was built. */
const shipped = (name: string) => !/^(?:src|node_modules|dist|tsconfig\.json|schema\.sql|Dockerfile)$/.test(name);

/**
 * Builds a server as its release would: `src` is compiled to `dist`, the rest copied. Returns the folder, the "image" that every process
 * is started from. Throws with the place of what does not compile.
 */
export function build(folder: string): string {
  const image = temporaryFolder('image');
  for (const file of fs.readdirSync(path.join(folder, 'src'), { recursive: true, encoding: 'utf8' })) {
    const from = path.join(folder, 'src', file);
    if (fs.statSync(from).isDirectory()) continue;
    const to = path.join(image, 'dist', file.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    if (file.endsWith('.ts')) fs.writeFileSync(to, compile(from));
    else fs.copyFileSync(from, to);
  }
  for (const name of fs.readdirSync(folder).filter(shipped))
    fs.cpSync(path.join(folder, name), path.join(image, name), { recursive: true });
  const { scripts } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  // What the build does beside compiling. The compiler is not run again: it would check types, which is done for all servers at once.
  const rest = scripts.build.split(' && ').filter((command: string) => command !== 'tsc');
  for (const command of rest) {
    const modules = path.join(packageFolder, 'node_modules/.bin');
    const env = { PATH: [modules, path.dirname(process.execPath), process.env.PATH].join(path.delimiter), HOME: image };
    execFileSync('sh', ['-c', command], { cwd: image, env, stdio: 'pipe' });
  }
  return image;
}

function compile(file: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(fs.readFileSync(file, 'utf8'), {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  });
  const [first] = diagnostics;
  if (first) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(first.messageText, '\n')}`);
  return outputText;
}

/** A container of the image: a disk of its own, which nobody else sees and which is gone with it. The packages are those of `proofs`. */
export function container(image: string): string {
  const folder = temporaryFolder('container');
  fs.cpSync(image, folder, { recursive: true });
  fs.symlinkSync(path.join(packageFolder, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  return folder;
}
