import { fileURLToPath } from 'node:url';
import { Node, Project, type TypeNode } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { orderFields } from '../../src/report/fields.ts';
import type { Report } from '../../src/report/report.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { reportSchema, schemaErrors } from '../support/report-schema.ts';

describe('report-v1.schema.json', () => {
  it('takes the golden reports', () => {
    expect(schemaErrors(goldenReport)).toEqual([]);
    expect(schemaErrors(cleanReport)).toEqual([]);
  });

  it('refuses unknown, missing and wrong fields', () => {
    const first = goldenReport.findings[0]!;
    const wrong: readonly unknown[] = [
      { ...goldenReport, extra: 1 },
      { ...goldenReport, version: 2 },
      { ...goldenReport, notes: undefined },
      { ...goldenReport, findings: [{ ...first, line: 0 }] },
      { ...goldenReport, findings: [{ ...first, severity: 'fatal' }] },
      { ...goldenReport, findings: [{ ...first, fingerprint: 'abc' }] },
      { ...goldenReport, findings: [{ ...first, file: '/etc/passwd' }] },
      { ...goldenReport, findings: [{ ...first, data: { a: 1 } }] },
      { ...goldenReport, run: { ...goldenReport.run, now: '2026-02-30' } },
      { ...goldenReport, silences: [{ ...goldenReport.silences[0], proof: { file: 'a' } }] },
    ];
    for (const report of wrong) expect(schemaErrors(JSON.parse(JSON.stringify(report)))).not.toEqual([]);
  });

  it('describes every field and closes every object', () => {
    const faults: string[] = [];
    visit(reportSchema, '#', (schema, path) => {
      if (typeof schema.description !== 'string') faults.push(path);
    });
    expect(faults).toEqual([]);
  });

  it('agrees with the TypeScript type field by field', () => {
    expect(shapeOfSchema(reportSchema)).toEqual(shapeOfType());
  });

  it('agrees with the order of fields that reports are written in', () => {
    const written = orderFields(reversed(goldenReport) as Report);
    expect(JSON.stringify(written)).toBe(JSON.stringify(inSchemaOrder(goldenReport, reportSchema)));
  });
});

type Schema = Record<string, unknown>;

function resolve(schema: Schema): Schema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace('#/$defs/', '') : undefined;
  return name === undefined ? schema : ((reportSchema.$defs as Record<string, Schema>)[name] ?? {});
}

/** Every sub-schema that stands for a value, with its path. */
function visit(schema: Schema, path: string, visitor: (schema: Schema, path: string) => void): void {
  visitor(schema, path);
  if (schema.type === 'object' && schema.properties && schema.additionalProperties !== false) {
    throw new Error(`${path} is open`);
  }
  for (const [name, inner] of Object.entries((schema.properties ?? {}) as Record<string, Schema>)) {
    visit(inner, `${path}/${name}`, visitor);
  }
  for (const [name, inner] of Object.entries((schema.$defs ?? {}) as Record<string, Schema>)) {
    visit(inner, `${path}/$defs/${name}`, visitor);
  }
  if (schema.items) visit(schema.items as Schema, `${path}/items`, visitor);
  if (typeof schema.additionalProperties === 'object')
    visit(schema.additionalProperties as Schema, `${path}/*`, visitor);
}

/** What type and schema can both say of a value. */
type Shape =
  | string
  | { object: Record<string, Shape>; optional: string[] }
  | { list: Shape }
  | { table: Shape }
  | { either: Shape[] };

function either(shapes: Shape[]): Shape {
  const flat = shapes.flatMap((shape) => (typeof shape === 'object' && 'either' in shape ? shape.either : [shape]));
  const sorted = flat.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return sorted.length === 1 ? sorted[0]! : { either: sorted };
}

function shapeOfSchema(given: Schema): Shape {
  const schema = resolve(given);
  if ('const' in schema) return `=${JSON.stringify(schema.const)}`;
  if (Array.isArray(schema.enum)) return either(schema.enum.map((value) => `=${JSON.stringify(value)}`));
  if (Array.isArray(schema.anyOf)) return either(schema.anyOf.map(shapeOfSchema));
  if (Array.isArray(schema.type)) return either(schema.type.map((type) => shapeOfSchema({ ...schema, type })));
  if (schema.type === 'array') return { list: shapeOfSchema(schema.items as Schema) };
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type !== 'object') return String(schema.type);
  if (!schema.properties) return { table: shapeOfSchema(schema.additionalProperties as Schema) };
  const properties = schema.properties as Record<string, Schema>;
  return {
    object: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, shapeOfSchema(inner)])),
    optional: Object.keys(properties)
      .filter((name) => !(schema.required as string[]).includes(name))
      .sort(),
  };
}

/** The shape of `Report` as written in the sources, without a type checker: what is compared is what a reader reads. */
function shapeOfType(): Shape {
  const project = new Project({ skipFileDependencyResolution: true, compilerOptions: { noLib: true } });
  const files = ['src/report/report.ts', 'src/discover/workspace.ts', 'src/source/source.ts'];
  const aliases = new Map<string, TypeNode>();
  for (const file of files.reverse()) {
    const source = project.addSourceFileAtPath(fileURLToPath(new URL(`../../${file}`, import.meta.url)));
    for (const alias of source.getTypeAliases()) aliases.set(alias.getName(), alias.getTypeNodeOrThrow());
  }
  const shapeOf = (node: TypeNode): Shape => {
    if (Node.isParenthesizedTypeNode(node)) return shapeOf(node.getTypeNode());
    if (Node.isArrayTypeNode(node)) return { list: shapeOf(node.getElementTypeNode()) };
    if (Node.isUnionTypeNode(node)) return either(node.getTypeNodes().map(shapeOf));
    if (Node.isLiteralTypeNode(node)) {
      const text = node.getLiteral().getText();
      return text === 'null' ? text : `=${text.replaceAll("'", '"')}`;
    }
    if (Node.isIntersectionTypeNode(node)) {
      const parts = node
        .getTypeNodes()
        .map((part) => shapeOf(part) as { object: Record<string, Shape>; optional: string[] });
      return {
        object: Object.assign({}, ...parts.map((part) => part.object)),
        optional: parts.flatMap((part) => part.optional).sort(),
      };
    }
    if (Node.isTypeLiteral(node)) {
      const properties = node.getProperties();
      return {
        object: Object.fromEntries(properties.map((one) => [one.getName(), shapeOf(one.getTypeNodeOrThrow())])),
        optional: properties
          .filter((one) => one.hasQuestionToken())
          .map((one) => one.getName())
          .sort(),
      };
    }
    if (Node.isTypeReference(node)) {
      const name = node.getTypeName().getText();
      if (name === 'Record') return { table: shapeOf(node.getTypeArguments()[1]!) };
      return shapeOf(aliases.get(name)!);
    }
    return node.getText();
  };
  return shapeOf(aliases.get('Report')!);
}

/** The same value with every object's fields the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, item]) => [name, reversed(item)]),
  );
}

/** The same value with fields in the order of the schema's properties, tables by code unit. */
function inSchemaOrder(value: unknown, given: Schema): unknown {
  const schema = resolve(given);
  if (Array.isArray(schema.anyOf)) return value === null ? null : inSchemaOrder(value, schema.anyOf[0] as Schema);
  if (Array.isArray(value)) return value.map((item) => inSchemaOrder(item, schema.items as Schema));
  if (typeof value !== 'object' || value === null) return value;
  const table = value as Record<string, unknown>;
  const properties = schema.properties as Record<string, Schema> | undefined;
  const names = properties ? Object.keys(properties).filter((name) => name in table) : Object.keys(table).sort();
  return Object.fromEntries(names.map((name) => [name, inSchemaOrder(table[name], properties?.[name] ?? {})]));
}
