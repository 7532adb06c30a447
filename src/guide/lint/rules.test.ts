import { describe, expect, it } from 'vitest';
import { compileGuide } from '../compile.ts';
import { applyFixes } from './apply-fixes.ts';
import type { Finding } from './finding.ts';
import { lintGuide } from './lint.ts';
import type { Example } from './rule.ts';
import { RULES } from './rules.ts';

/** Lints an example by one rule alone. */
function findingsIn({ guide, today, files, path }: Example, id: string, needs: string | undefined): Finding[] {
  return lintGuide(guide, compileGuide(guide, 'example.md'), {
    rules: Object.fromEntries(RULES.filter((rule) => rule.id !== id).map((rule) => [rule.id, 'off' as const])),
    ...(today === undefined ? {} : { today }),
    ...(needs === 'files' ? { fileExists: (file: string) => files?.includes(file) ?? false } : {}),
    ...(needs === 'path' ? { commandExists: (command: string) => path?.includes(command) ?? false } : {}),
  });
}

const wordsAt = (guide: string, { line, column, endColumn }: Finding): string =>
  (guide.split('\n')[line - 1] ?? '').slice(column - 1, endColumn - 1);

describe.each(RULES)('$id', ({ id, severity, needs, fixes, failing, passing, finds, why }) => {
  it('says in full sentences what it finds and why that hurts', () => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    expect(finds).toMatch(/^\p{Lu}.*\.$/u);
    expect(why).toMatch(/^\p{Lu}.*\.$/u);
    expect(failing.length).toBeGreaterThan(0);
    expect(passing.length).toBeGreaterThan(0);
  });

  it.each(failing)('finds “$words”', (example) => {
    const findings = findingsIn(example, id, needs);
    expect(findings.map((finding) => wordsAt(example.guide, finding))).toContainEqual(
      expect.stringContaining(example.words),
    );
    for (const finding of findings) {
      expect(finding).toMatchObject({ rule: id, severity });
      expect(finding.message).toMatch(/[.]$/);
      expect(finding.understood).toMatch(/\S/);
      expect(finding.wayOut).toMatch(/[.]$/);
    }
  });

  it.each(passing.map((example, n) => ({ example, n: n + 1 })))('passes over what is right ($n)', ({ example }) => {
    expect(findingsIn(example, id, needs)).toEqual([]);
  });

  if (fixes === undefined) return;
  it('mends what it can, and finds nothing in what it mended', () => {
    const mended = failing.filter(({ fixed }) => fixed !== undefined);
    expect(mended.length).toBeGreaterThan(0);
    for (const example of mended) {
      const { text } = applyFixes(example.guide, findingsIn(example, id, needs));
      expect(text).toBe(example.fixed);
      expect(findingsIn({ ...example, guide: text }, id, needs)).toEqual([]);
    }
  });
});
