import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileGuide } from './compile.ts';
import { type Examples, pageOf } from './examples.ts';

const kinds = new URL('kinds/', import.meta.url);
const pages = new URL('../../docs/guide/', import.meta.url);
const all = await Promise.all(
  readdirSync(kinds)
    .filter((name) => name.endsWith('.examples.ts'))
    .map(async (name) => ((await import(new URL(name, kinds).href)) as { examples: Examples }).examples),
);

describe.each(all)('the examples of $kind', (examples) => {
  it.each(examples.guides)('are read as it: %s', (guide) => {
    const { commitments } = compileGuide(guide, 'g.md');
    expect(commitments.map(({ kind }) => kind)).toContain(examples.kind);
  });

  it('are what its page shows (UPDATE_DOCS=1 writes docs/guide)', () => {
    const page = new URL(`${examples.kind}.md`, pages);
    if (process.env.UPDATE_DOCS) {
      mkdirSync(pages, { recursive: true });
      writeFileSync(page, pageOf(examples));
    }
    expect(readFileSync(page, 'utf8')).toBe(pageOf(examples));
  });
});

it('every kind that has a reader has its examples', () => {
  const without = new Set([
    'alert-row',
    'burn-rate',
    'columns',
    'labels',
    'ladder',
    'steps',
    'bands',
    'remark',
    'rhythm',
    'severity-class',
    'severity-row',
    'target',
  ]);
  const readers = readdirSync(kinds)
    .filter((name) => /^[a-z-]+\.ts$/.test(name))
    .map((name) => name.replace('.ts', ''));
  const shown: ReadonlySet<string> = new Set(all.map(({ kind }) => kind));
  expect(readers.filter((name) => !without.has(name) && !shown.has(name))).toEqual([]);
});
