import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGuide } from './compile.ts';
import { newMemory } from './memory.ts';

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

/** Documents a run: 2,000 with the other tests, 100,000 where the night is long (NIGHTLY=1). */
const DOCUMENTS = process.env.NIGHTLY ? 100_000 : 2000;
const HOURS_MS = process.env.NIGHTLY ? 6 * 3_600_000 : 120_000;
const pieces = cases.flatMap((name) => text(name).split(/\r?\n/));
const mutation = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 12 })), { maxLength: 60 });

describe('an edit', () => {
  it(
    'of one section gives with a memory exactly what it gives without',
    () => {
      const edits = fc.array(fc.record({ at: fc.nat(), piece: fc.constantFrom(...pieces), cut: fc.nat(3) }), {
        minLength: 1,
        maxLength: 6,
      });
      fc.assert(
        fc.property(fc.constantFrom(...cases), edits, (name, changes) => {
          const memory = newMemory();
          const lines = text(name).split(/\r?\n/);
          compileGuide(lines.join('\n'), name, memory);
          for (const { at, piece, cut } of changes) {
            lines.splice(at % (lines.length + 1), cut, piece);
            const edited = lines.join('\n');
            expect(compileGuide(edited, name, memory)).toEqual(compileGuide(edited, name));
          }
        }),
        { numRuns: DOCUMENTS / 20 },
      );
    },
    HOURS_MS,
  );

  it('reads its own section again, and the others not', () => {
    const guide = (limit: number): string =>
      Array.from(
        { length: 40 },
        (_, n) => `## Alerts ${n}\n\n- CPU > ${n === 7 ? limit : 80}% for ${n + 1} minutes\n`,
      ).join('\n');
    const memory = newMemory();
    compileGuide(guide(80), 'g.md', memory);
    const before = new Map(memory.sections);
    compileGuide(guide(90), 'g.md', memory);
    expect([...memory.sections].filter(([key, kept]) => before.get(key) !== kept)).toHaveLength(1);
  });
});

describe('a statement', () => {
  /** What was read of a text more than once, at the same place and with the same meaning. */
  const twice = (guide: string): string[] => {
    const seen = new Set<string>();
    return compileGuide(guide, 'g.md').commitments.flatMap(({ id: _, section: _section, text: words, ...read }) => {
      const key = JSON.stringify(read);
      const again = seen.has(key);
      seen.add(key);
      return again ? [words] : [];
    });
  };

  it.each(cases)('is read once: %s', (name) => expect(twice(text(name))).toEqual([]));

  it.each([
    [
      'what raises a class',
      '## Alerts\n\n### P2 - High\n\n- Response: 30 minutes\n- Error rate > 4%\n- **Disk**: < 10% free\n',
    ],
    ['addresses in a block', '## Health\n\n```\n✅ Shop: http://localhost/up\n✅ Desk: http://localhost:81/up\n```\n'],
  ])('is read once: %s', (_, guide) => expect(twice(guide)).toEqual([]));
});

describe('what is operational', () => {
  const amount = fc.integer({ min: 2, max: 900 });
  const said = fc.oneof(
    amount.map((n) => `The flux stays under ${n} ms`),
    amount.map((n) => `Slack capacity > ${n} %`),
    amount.map((n) => `It takes ${n} minutes`),
    amount.map((n) => `About $${n} in all`),
    fc.constantFrom('Tuesdays 03:00 UTC', 'It is done every quarter', '15 3 * * 1 somewhere', 'Due on 30 June'),
    fc.constantFrom('Inform the duty manager', 'More than twice the usual load', 'Then `kubectl get pods -A`'),
  );
  const title = fc.constantFrom(
    'Alerts',
    'Metrics',
    'Targets',
    'Backups',
    'Contacts',
    'Notes',
    'Capacity',
    'Cost',
    'Windows',
  );
  const form = fc.constantFrom('- ', '', '1. ', '> ', '**Remark**: ', '- [ ] ');

  it('becomes a commitment, or a diagnostic says why not', () => {
    fc.assert(
      fc.property(title, form, said, (heading, mark, words) => {
        const { commitments, diagnostics } = compileGuide(`# G\n\n## ${heading}\n\n${mark}${words}.\n`, 'g.md');
        const read = commitments.some(({ line, endLine }) => line <= 5 && 5 <= endLine);
        expect(read || diagnostics.some(({ line }) => line === 5)).toBe(true);
      }),
      { numRuns: DOCUMENTS / 4 },
    );
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

  it(
    'the compiler answers, and its lines are lines of the guide',
    () => {
      fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), wellFormed), { numRuns: DOCUMENTS / 2 });
    },
    HOURS_MS,
  );

  it(
    'the compiler answers to mutations of real guides',
    () => {
      fc.assert(
        fc.property(mutation, (lines) => wellFormed(lines.join('\n'))),
        { numRuns: DOCUMENTS / 2 },
      );
    },
    HOURS_MS,
  );

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
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
