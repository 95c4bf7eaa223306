// node bench/generate.mjs FOLDER FILES: writes a server of so many files, for the growth curve. Layers as servers have them (routes →
// services → repositories → helpers), each file importing a few of the layer below and of its neighbours; the same number gives the
// same files. It type-checks without any package installed.
import fs from 'node:fs';
import path from 'node:path';

const layers = [
  { name: 'routes', share: 0.3 },
  { name: 'services', share: 0.35 },
  { name: 'repositories', share: 0.2 },
  { name: 'helpers', share: 0.15 },
];

/** Numbers that look random and are the same each time. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

export function generate(folder, files) {
  const next = numbers(files);
  const write = (file, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  const named = layers.map(({ name, share }) =>
    Array.from({ length: Math.max(4, Math.floor((files - 1) * share)) }, (_, at) => ({
      id: `${name.slice(0, -1)}${at}`,
      file: `src/${name}/group${at % 40}/${name.slice(0, -1)}-${at}`,
    })),
  );
  const importOf = (from, to) => {
    const relative = path.posix.relative(path.posix.dirname(from.file), to.file);
    return `import { ${to.id} } from '${relative.startsWith('.') ? relative : `./${relative}`}.ts';\n`;
  };
  for (const [layer, own] of named.entries()) {
    const below = named[layer + 1] ?? [];
    for (const [at, one] of own.entries()) {
      const uses = new Set();
      for (let i = 0; below.length > 0 && i < 2 + next(4); i++) uses.add(below[next(below.length)]);
      // Neighbours with a higher number alone: no circles.
      for (let i = 0; i < next(3) && at + 1 < own.length; i++)
        uses.add(own[at + 1 + next(Math.min(20, own.length - at - 1))]);
      write(`${one.file}.ts`, moduleText(one, [...uses], importOf, layer, next(10)));
    }
  }
  const routes = named[0];
  write(
    'src/server.ts',
    `import { createServer } from 'node:http';
${routes.map((route) => importOf({ file: 'src/server' }, route)).join('')}
const handlers: Record<string, (id: string) => Promise<string>> = {
${routes.map(({ id }) => `  '/${id}': ${id},`).join('\n')}
};

createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const handler = handlers[url.pathname];
  response.end(handler ? await handler(url.searchParams.get('id') ?? '') : 'not found');
}).listen(3000);
`,
  );
  const manifest = { name: `generated-${files}`, type: 'module', scripts: { start: 'node src/server.ts' } };
  write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: [],
    skipLibCheck: true,
  };
  write('tsconfig.json', `${JSON.stringify({ compilerOptions, include: ['src'] }, null, 2)}\n`);
  write(
    'src/node.d.ts',
    `declare module 'node:http' {
  type Request = { readonly url?: string };
  type Response = { end(text: string): void };
  export function createServer(listener: (request: Request, response: Response) => void): { listen(port: number): void };
}
declare class URL {
  constructor(url: string, base: string);
  readonly pathname: string;
  readonly searchParams: { get(name: string): string | null };
}
`,
  );
}

function moduleText(self, uses, importOf, layer, kind) {
  const { id } = self;
  const calls = uses.map((use) => `  parts.push(await ${use.id}(id));`).join('\n');
  const kept =
    [
      `const seen${id} = new Map<string, number>();\n`,
      `let count${id} = 0;\n`,
      `const limits = Object.freeze({ most: 10, least: 1 });\n`,
    ][kind] ?? '';
  const keep =
    [
      `  seen${id}.set(id, (seen${id}.get(id) ?? 0) + 1);\n`,
      `  count${id} += 1;\n`,
      `  if (id.length > limits.most) return '';\n`,
    ][kind] ?? '';
  return `${uses.map((use) => importOf(self, use)).join('')}
${kept}
export type Row${id} = { readonly id: string; readonly total: number; readonly tags: readonly string[] };

export class Store${id} {
  private readonly rows: Row${id}[] = [];
  constructor(private readonly name: string) {}
  add(row: Row${id}): void {
    this.rows.push(row);
  }
  find(id: string): Row${id} | undefined {
    for (const row of this.rows) {
      if (row.id === id && row.tags.includes(this.name)) return row;
    }
    return undefined;
  }
  total(): number {
    return this.rows.reduce((sum, row) => sum + row.total, 0);
  }
}

function describe${id}(row: Row${id} | undefined, layer: number): string {
  if (!row) return \`nothing in layer \${layer}\`;
  switch (row.tags.length) {
    case 0:
      return row.id;
    case 1:
      return \`\${row.id} (\${row.tags[0]})\`;
    default:
      return \`\${row.id} (\${row.tags.join(', ')}): \${row.total}\`;
  }
}

export async function ${id}(id: string): Promise<string> {
${keep}  const parts: string[] = [];
  const store = new Store${id}('${id}');
  store.add({ id, total: parts.length, tags: ['${id}', 'layer-${layer}'] });
${calls}
  try {
    parts.push(describe${id}(store.find(id), ${layer}));
  } catch (error) {
    parts.push(error instanceof Error ? error.message : String(error));
  }
  return parts.filter((part) => part.length > 0).map((part) => part.trim()).join('\\n');
}
`;
}

const [, script, folder, files] = process.argv;
if (script === import.meta.filename) {
  if (!folder || !/^\d+$/.test(files ?? '')) {
    process.stderr.write('node bench/generate.mjs FOLDER FILES\n');
    process.exitCode = 2;
  } else generate(folder, Number(files));
}
