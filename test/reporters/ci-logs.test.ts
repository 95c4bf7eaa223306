import { error, notice, warning } from '@actions/core';
import { commandFromString } from 'azure-pipelines-task-lib/taskcommand.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import azure from '../../src/reporters/azure.ts';
import github from '../../src/reporters/github.ts';
import teamcity from '../../src/reporters/teamcity.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { hostilePath, hostileText, reportSaying } from '../support/hostile.ts';

const linesOf = (text: string) => text.trimEnd().split('\n');

/** What the runner reads of a line (actions/runner, ActionCommand.cs): the newer form at its start, the older one anywhere. */
function githubCommand(
  line: string,
): { name: string; properties: Record<string, string>; message: string } | undefined {
  if (line.includes('##[')) throw new Error(`an old command: ${line}`);
  const match = /^\s*::(\w[\w-]*)(?: ([^:]*))?::(.*)$/s.exec(line);
  if (!match) {
    if (line.trimStart().startsWith('::')) throw new Error(`half a command: ${line}`);
    return undefined;
  }
  const plain = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const properties = (match[2] ?? '')
    .split(',')
    .filter(Boolean)
    .map((one) => [one.slice(0, one.indexOf('=')), plain(one.slice(one.indexOf('=') + 1))]);
  return { name: match[1]!, properties: Object.fromEntries(properties), message: plain(match[3]!) };
}

describe('github', () => {
  const commandsOf = (report: Report) =>
    linesOf(github.render(report, {})).flatMap((line) => githubCommand(line) ?? []);

  it("writes each command as GitHub's own library does", () => {
    const annotate = new Map(Object.entries({ error, warning, notice }));
    const written: string[] = [];
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    const lines = linesOf(github.render(goldenReport, {})).filter((line) => line.startsWith('::'));
    try {
      for (const { name, properties, message } of lines.map((line) => githubCommand(line)!)) {
        const number = (key: string) => (properties[key] === undefined ? undefined : Number(properties[key]));
        annotate.get(name)!(message, {
          title: properties.title,
          file: properties.file,
          startLine: number('line'),
          endLine: number('endLine'),
          startColumn: number('col'),
          endColumn: number('endColumn'),
        });
      }
    } finally {
      spy.mockRestore();
    }
    expect(lines.length).toBeGreaterThan(5);
    expect(lines).toEqual(linesOf(written.join('')));
  });

  it('annotates the place from the root of the repository; columns only of a span on one line', () => {
    const [, , first, , , second] = commandsOf(goldenReport);
    expect(first!.properties).toMatchObject({ file: 'apps/api/src/server.ts', line: '4', col: '5', endColumn: '9' });
    expect(second!.properties).toMatchObject({ file: 'apps/api/src/my file #1.ts', line: '10', endLine: '19' });
    expect(second!.properties).not.toHaveProperty('col');
    expect(first!.message).toContain('Way out: ');
  });

  it('puts the gravest first, annotates ten of a level and tells the others in the log', () => {
    const [finding] = goldenReport.findings;
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...finding!,
      line: index + 1,
      severity: index < 15 ? ('warning' as const) : ('error' as const),
    }));
    const report = { ...cleanReport, findings: many };
    expect(commandsOf(report).map(({ name }) => name)).toEqual([
      ...Array<string>(10).fill('error'),
      ...Array<string>(10).fill('warning'),
    ]);
    const text = github.render(report, {});
    for (const { line } of many) expect(text).toMatch(new RegExp(`line=${line},|:${line}:5:`));
    expect(text).toContain('10 more of these are lines of this log only');
  });

  it('lets nothing of the target be a command', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, fc.integer({ min: 0, max: 12 }), (text, file, more) => {
        const report = reportSaying(text, file);
        const findings = Array.from({ length: more + 1 }, () => report.findings[0]!);
        const commands = commandsOf({ ...report, findings });
        // Two errors and then what still fits of ten.
        expect(commands.map(({ name }) => name)).toEqual(Array(2 + Math.min(8, more + 1)).fill('error'));
        expect(new Set(commands.flatMap(({ properties }) => Object.keys(properties)))).toEqual(
          new Set(['file', 'title', 'line', 'endLine', 'col', 'endColumn']),
        );
      }),
    );
  });
});

describe('azure', () => {
  const isCommand = (line: string) => line.includes('##vso[') || line.includes('##[');

  it("is read by Azure's own library", () => {
    const lines = linesOf(azure.render(goldenReport, {}));
    const commands = lines.filter(isCommand).map((line) => commandFromString(line));
    expect(commands.map(({ command, properties }) => [command, properties.type])).toEqual([
      ...Array(4).fill(['task.logissue', 'error']),
      ...Array(2).fill(['task.logissue', 'warning']),
    ]);
    expect(commands[2]!.properties).toEqual({
      type: 'error',
      sourcepath: 'apps/api/src/server.ts',
      linenumber: '4',
      columnnumber: '5',
      code: 'module-state',
    });
    expect(commands[4]!.properties.sourcepath).toBe("apps/api/src/=cmd|' ##[group]a,b:c;d].ts");
    expect(commands[4]!.message).toContain('%0A {0}');
    // What is only worth knowing is no issue.
    expect(lines.filter((line) => line.includes(': info '))).toHaveLength(1);
  });

  it('lets nothing of the target be a command', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, fc.constantFrom('error', 'info'), (text, file, severity) => {
        const report = reportSaying(text, file);
        const findings = report.findings.map((finding) => ({ ...finding, severity: severity as 'error' | 'info' }));
        const lines = linesOf(azure.render({ ...report, findings }, {}));
        for (const line of lines.filter(isCommand)) {
          // The agent obeys what stands first.
          expect(line.startsWith('##vso[task.logissue type=error;')).toBe(true);
          const { properties } = commandFromString(line);
          for (const key of Object.keys(properties))
            expect(['type', 'sourcepath', 'linenumber', 'columnnumber', 'code']).toContain(key);
        }
        expect(lines.filter(isCommand)).toHaveLength(severity === 'error' ? 3 : 2);
      }),
    );
  });
});

/** A service message as TeamCity reads it (jetbrains.com/help/teamcity, "Escaped values"). */
function teamcityMessage(line: string): { name: string; values: Record<string, string> } {
  const whole = /^##teamcity\[(\w+)((?: \w+='(?:[^|'[\]\n\r]|\|(?:[n rxlp|'[\]]|0x[0-9A-F]{4}))*')+)\]$/.exec(line);
  if (!whole) throw new Error(`no service message: ${line}`);
  const values = Array.from(whole[2]!.matchAll(/ (\w+)='((?:[^|']|\|.)*)'/g), ([, key, value]) => [
    key,
    value!.replace(/\|(?:0x([0-9A-F]{4})|(.))/g, (_, unit: string | undefined, sign: string) =>
      unit === undefined ? sign : String.fromCharCode(Number.parseInt(unit, 16)),
    ),
  ]);
  return { name: whole[1]!, values: Object.fromEntries(values) };
}

describe('teamcity', () => {
  const messagesOf = (report: Report) => linesOf(teamcity.render(report, {})).map(teamcityMessage);

  it('declares each rule that found something before its findings', () => {
    const messages = messagesOf(goldenReport);
    expect(messages.map(({ name }) => name)).toEqual([
      'inspectionType',
      'inspectionType',
      ...Array(5).fill('inspection'),
      'buildProblem',
      'buildProblem',
      'message',
    ]);
    expect(messages[3]!.values).toMatchObject({ file: 'apps/api/src/my file #1.ts', line: '10', SEVERITY: 'WARNING' });
    expect(messages[6]!.values).toMatchObject({ file: 'apps/api/src/日本語/ファイル.ts', SEVERITY: 'WEAK WARNING' });
    expect(messagesOf(cleanReport).map(({ name }) => name)).toEqual(['message']);
    const unknown = { ...goldenReport, rules: [] };
    expect(messagesOf(unknown).filter(({ name }) => name === 'inspectionType')).toHaveLength(2);
  });

  it('writes nothing but whole service messages, in ASCII, whatever the target is called', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const report = reportSaying(text, file);
        expect(teamcity.render(report, {})).toMatch(/^[\x20-\x7e\n]*$/);
        expect(messagesOf(report).map(({ name }) => name)).toEqual([
          'inspectionType',
          'inspection',
          'buildProblem',
          'buildProblem',
          'message',
        ]);
      }),
    );
  });

  it('says what it cuts off', () => {
    const long = reportSaying('x'.repeat(9000), 'a.ts');
    const [, inspection] = messagesOf(long);
    expect(inspection!.values.message!.length).toBeLessThanOrEqual(4000);
    expect(inspection!.values.message).toMatch(/… \(\+\d+ characters\)$/);
  });
});
