import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileGuide } from '../guide/compile.ts';
import { lintGuide } from '../guide/lint/lint.ts';
import { FINDING_FORMATS, type FindingFormat } from './finding-format.ts';
import { formatFindings, type LintedFile } from './format-findings.ts';

const fixtures = new URL('fixtures/', import.meta.url);
const text = readFileSync(new URL('findings.md', fixtures), 'utf8');
const findings = lintGuide(text, compileGuide(text, 'findings.md'), { fileExists: () => false });
const files: readonly LintedFile[] = [{ path: 'guides of ours/findings.md', text, findings }];
const format = (as: FindingFormat, of = files): string => formatFindings(as, of, { color: false, version: '1.2.3' });

describe('findings are printed as the golden files say (UPDATE_GOLDEN=1 writes them)', () => {
  it.each(FINDING_FORMATS)('%s', (as) => {
    const golden = new URL(`findings.${as}.txt`, fixtures);
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, format(as));
    expect(format(as)).toBe(readFileSync(golden, 'utf8'));
  });

  it('the example has findings of both severities, with and without a fix', () => {
    expect(findings.some(({ fix }) => fix !== null)).toBe(true);
    expect(findings.some(({ fix }) => fix === null)).toBe(true);
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['error', 'warning']));
  });
});

describe('pretty', () => {
  it('has carets under the words, also far into a long line and behind tabs', () => {
    const long = `- ${'word '.repeat(60)}\tOwner: TBD ${'word '.repeat(60)}`;
    const linted = { path: 'a.md', text: long, findings: lintGuide(long, compileGuide(long, 'a.md')) };
    const [, shown, carets] = format('pretty', [linted]).split('\n');
    expect(shown!.slice(carets!.indexOf('^'), carets!.lastIndexOf('^') + 1)).toBe('TBD');
    expect(shown!.length).toBeLessThan(110);
  });

  it('says that nothing was found', () => {
    expect(format('pretty', [{ path: 'a.md', text: '', findings: [] }])).toBe('1 guide: nothing found.\n');
  });

  it('paints only where colour is wanted', () => {
    expect(format('pretty')).not.toContain('\u001b');
    expect(formatFindings('pretty', files, { color: true, version: '1' })).toContain('\u001b[33mwarning\u001b[0m');
  });
});

describe('github', () => {
  it('one line a finding, with line ends, colons and commas of values escaped', () => {
    const finding = { ...findings[0]!, message: '100 %\nof it' };
    const [line, end] = format('github', [{ path: 'a,b:c.md', text, findings: [finding] }]).split('\n');
    expect(line).toMatch(
      /^::warning file=a%2Cb%3Ac\.md,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[\w-]+::100 %25%0Aof it/,
    );
    expect(end).toBe('');
  });
});

describe('sarif', () => {
  interface Log {
    version: string;
    $schema: string;
    runs: {
      tool: { driver: { name: string; rules: { id: string; shortDescription: { text: string } }[] } };
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: { physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> } }[];
        fixes?: { artifactChanges: { replacements: { deletedRegion: object; insertedContent: object }[] }[] }[];
      }[];
    }[];
  }
  const log = JSON.parse(format('sarif')) as Log;

  it('has what SARIF 2.1.0 requires: version, runs, a tool with a name, results with a message', () => {
    expect(log.version).toBe('2.1.0');
    expect(log.$schema).toMatch(/sarif.*2\.1\.0/);
    expect(log.runs).toHaveLength(1);
    expect(log.runs[0]!.tool.driver.name).toBe('runproof');
    expect(log.runs[0]!.results).toHaveLength(findings.length);
  });

  it('has for each result a rule that the tool lists, a level, and a region from 1 on', () => {
    const { tool, results } = log.runs[0]!;
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
      expect(['error', 'warning']).toContain(level);
      expect(message.text).not.toBe('');
      const { artifactLocation, region } = locations[0]!.physicalLocation;
      expect(artifactLocation.uri).toBe('guides%20of%20ours/findings.md');
      for (const at of ['startLine', 'startColumn', 'endLine', 'endColumn']) expect(region[at]).toBeGreaterThan(0);
    }
    expect(new Set(tool.driver.rules.map(({ id }) => id)).size).toBe(tool.driver.rules.length);
  });

  it('offers a fix with what it takes out and what it puts in', () => {
    const fixes = log.runs[0]!.results.flatMap((result) => result.fixes ?? []);
    expect(fixes).toHaveLength(findings.filter(({ fix }) => fix !== null).length);
    for (const { artifactChanges } of fixes) {
      const [replacement] = artifactChanges[0]!.replacements;
      expect(replacement).toMatchObject({
        deletedRegion: { startLine: expect.any(Number) },
        insertedContent: { text: expect.any(String) },
      });
    }
  });

  it('has an empty list of results where nothing was found, so that old ones are closed', () => {
    expect((JSON.parse(format('sarif', [])) as Log).runs[0]!.results).toEqual([]);
  });
});
