import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGuide } from '../compile.ts';
import { applyFixes } from './apply-fixes.ts';
import type { Finding } from './finding.ts';
import { type LintSettings, lintGuide } from './lint.ts';

const fixtures = new URL('../fixtures/', import.meta.url);
const guides = readdirSync(fixtures)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(new URL(name, fixtures), 'utf8'));
const everything: LintSettings = { today: '2026-06-01', fileExists: () => false, commandExists: () => false };
const lint = (text: string, settings: LintSettings = everything): Finding[] =>
  lintGuide(text, compileGuide(text, 'guide.md'), settings);

const SECRETLESS = '## Alerts (PagerDuty)\n\n- Error rate > 5%\n';

describe('switching rules off', () => {
  const rules = (text: string, settings?: LintSettings): string[] => lint(text, settings).map(({ rule }) => rule);

  it('a comment switches a rule off for the next line', () => {
    expect(rules(SECRETLESS)).toContain('alert-without-window');
    const text =
      '## Alerts (PagerDuty)\n\n<!-- runproof-disable-next-line alert-without-window -->\n- Error rate > 5%\n';
    expect(rules(text)).not.toContain('alert-without-window');
  });

  it('a comment before a block switches a rule off for the whole block', () => {
    const block = '```bash\ndf -h\nkubectl describe pod <pod>\n```\n';
    expect(rules(`## A\n\n${block}`)).toContain('unquoted-placeholder');
    expect(rules(`## A\n\n<!-- runproof-disable-next-line -->\n${block}`)).not.toContain('unquoted-placeholder');
  });

  it('a comment switches rules off from there to the comment that switches them on', () => {
    const [a, b, c] = ['## A\n\n- Owner: TBD\n', '\n## B\n\n- Owner: TODO\n', '\n## C\n\n- Owner: FIXME\n'];
    const text = `${a}\n<!-- runproof-disable template-left-over, dead-link -->\n${b}\n<!-- runproof-enable -->\n${c}`;
    const lines = lint(text).filter(({ rule }) => rule === 'template-left-over');
    expect(lines).toHaveLength(2);
    expect(rules(`<!-- runproof-disable -->\n${a}${b}`)).toEqual([]);
  });

  it('a comment within a block of code is shown, not obeyed', () => {
    const text = '```markdown\n<!-- runproof-disable -->\n```\n\n- Owner: TBD\n';
    expect(rules(text)).toContain('template-left-over');
  });

  it('the settings switch a rule off or give it another severity', () => {
    expect(rules(SECRETLESS, { rules: { 'alert-without-window': 'off' } })).not.toContain('alert-without-window');
    const [finding] = lint(SECRETLESS, { rules: { 'alert-without-window': 'error' } });
    expect(finding).toMatchObject({ rule: 'alert-without-window', severity: 'error' });
  });
});

describe('fixes', () => {
  it('leave line ends and everything else as they are', () => {
    const text = '## A\r\n\r\n```bash\r\nkubectl describe pod <pod>\r\n```\r\nEnd';
    const { text: fixed, applied } = applyFixes(text, lint(text));
    expect(applied).toBe(1);
    expect(fixed).toBe(text.replace('<pod>', '"<pod>"'));
  });

  it('of two that touch the same words the first is made, the other in the next run', () => {
    const edit = (column: number, endColumn: number): Finding => ({
      rule: 'a-rule',
      severity: 'warning',
      message: '',
      understood: '',
      wayOut: '',
      line: 1,
      column,
      endLine: 1,
      endColumn,
      fix: [{ line: 1, column, endLine: 1, endColumn, replacement: '-' }],
    });
    expect(applyFixes('abcdef', [edit(1, 4), edit(3, 5)])).toEqual({ text: '-def', applied: 1 });
  });

  it('never need more than a few runs, and none of them breaks what is read', () => {
    for (const guide of guides) {
      let text = guide;
      for (let run = 0; run < 5; run += 1) text = applyFixes(text, lint(text)).text;
      expect(lint(text).filter(({ fix }) => fix !== null)).toEqual([]);
      const kinds = (of: string): string[] => compileGuide(of, 'g.md').commitments.map(({ kind }) => kind);
      expect(kinds(text)).toEqual(kinds(guide));
    }
  });
});

describe('whatever is handed in', () => {
  const wellFormed = (text: string): void => {
    const lines = text.split(/\r\n|\r|\n/);
    for (const { line, column, endLine, endColumn, message } of lint(text)) {
      expect(endLine).toBe(line);
      expect(lines[line - 1]).toBeDefined();
      expect(column).toBeGreaterThanOrEqual(1);
      expect(endColumn).toBeGreaterThanOrEqual(column);
      expect(endColumn).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
      expect(message).toMatch(/[.]$/);
    }
  };

  it('the linter answers, and points at words of the guide', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), wellFormed), { numRuns: 200 });
  });

  it('the linter answers to mutations of real guides', () => {
    const pieces = guides.flatMap((guide) => guide.split('\n'));
    const mutation = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 12 })), { maxLength: 60 });
    fc.assert(
      fc.property(mutation, (lines) => wellFormed(lines.join('\n'))),
      { numRuns: 300 },
    );
  });

  it.each([
    ['open brackets', '['.repeat(20_000)],
    ['one long line of digits', '1'.repeat(100_000)],
    ['one long line of a shell', `\`\`\`bash\n${'kubectl exec -it a -- b | '.repeat(4000)}\n\`\`\``],
    ['one long line of placeholders', `\`\`\`bash\n${'<a> '.repeat(10_000)}\n\`\`\``],
    ['continuation lines', `\`\`\`bash\n${'az a delete \\\n'.repeat(5000)}\n\`\`\``],
    ['open quotes', `\`\`\`bash\n${'\'"$A '.repeat(10_000)}\n\`\`\``],
    ['dates', '2024-01-01 '.repeat(10_000)],
    ['words of tests', 'backup restore '.repeat(5000)],
    ['comments that switch off', '<!-- runproof-disable a-b -->\n'.repeat(3000)],
  ])('%s do not hang it', (_, text) => {
    const started = performance.now();
    wellFormed(text);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
