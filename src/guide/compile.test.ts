import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGuide } from './compile.ts';

const fixtures = new URL('fixtures/', import.meta.url);
const cases = readdirSync(fixtures).filter((name) => name.endsWith('.md'));
const text = (name: string): string => readFileSync(new URL(name, fixtures), 'utf8');

describe('the compiler reads every fixture as its golden file says (UPDATE_GOLDEN=1 writes them)', () => {
  it.each(cases)('%s', (name) => {
    const golden = new URL(name.replace('.md', '.json'), fixtures);
    const compiled = `${JSON.stringify(compileGuide(text(name), name), null, 2)}\n`;
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, compiled);
    expect(compiled).toBe(readFileSync(golden, 'utf8'));
  });
});

describe('ids', () => {
  it('stay the same when the sections of a guide change places', () => {
    for (const name of cases) {
      const [title, ...sections] = text(name).split(/^(?=## )/m);
      const moved = [title, ...sections.map((section) => `${section.trimEnd()}\n\n`).reverse()].join('');
      const ids = (guide: string): string[] =>
        compileGuide(guide, name)
          .commitments.map(({ id }) => id)
          .sort();
      expect(ids(moved)).toEqual(ids(text(name)));
    }
  });

  it('are unique within a guide, also where the same statement stands twice', () => {
    const twice = '## Alerts\n\n- CPU > 80%\n- CPU > 80%\n';
    const ids = compileGuide(twice, 'g.md').commitments.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(ids[1]).toBe(`${ids[0]}-2`);
  });
});

describe('whatever is handed in', () => {
  const wellFormed = (guide: string): void => {
    const { commitments, diagnostics } = compileGuide(guide, 'g.md');
    const lines = guide.split(/\r\n|\r|\n/).length;
    expect(new Set(commitments.map(({ id }) => id)).size).toBe(commitments.length);
    for (const { line, endLine } of commitments) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(endLine).toBeGreaterThanOrEqual(line);
      expect(endLine).toBeLessThanOrEqual(lines);
    }
    for (const { line, message } of diagnostics) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(message).toMatch(/[.]$/);
    }
  };

  it('the compiler answers, and its lines are lines of the guide', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), wellFormed), { numRuns: 300 });
  });

  it('the compiler answers to mutations of real guides', () => {
    const pieces = cases.flatMap((name) => text(name).split('\n'));
    const mutation = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 12 })), { maxLength: 60 });
    fc.assert(
      fc.property(mutation, (lines) => wellFormed(lines.join('\n'))),
      { numRuns: 300 },
    );
  });

  it.each([
    ['deep quotes', '>'.repeat(20_000)],
    ['deep lists', Array.from({ length: 400 }, (_, n) => `${' '.repeat(n * 2)}- a`).join('\n')],
    ['open brackets', '['.repeat(20_000)],
    ['one long line of digits', '1'.repeat(100_000)],
    ['one long line of words', 'over '.repeat(20_000)],
    ['stars', '*a '.repeat(10_000)],
    ['a wide table', `|${'a|'.repeat(2000)}\n|${'-|'.repeat(2000)}\n|${'> 5% |'.repeat(2000)}`],
    ['a block of quotes', `\`\`\`bash\n${'\'"$A '.repeat(10_000)}\n\`\`\``],
  ])('%s do not hang it', (_, guide) => {
    const started = performance.now();
    wellFormed(guide);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
