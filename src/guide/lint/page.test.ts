import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contentsOf, pageOf } from './page.ts';
import { RULES } from './rules.ts';

const folder = new URL('../../../docs/lint/', import.meta.url);
const pages = new Map([
  ['README.md', contentsOf(RULES)],
  ...RULES.map((rule) => [`${rule.id}.md`, pageOf(rule)] as const),
]);

it('docs/lint has a page a rule, as the rule says (UPDATE_GOLDEN=1 writes them)', () => {
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(new URL(name, folder));
    for (const [name, page] of pages) writeFileSync(new URL(name, folder), page);
  }
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
  for (const [name, page] of pages) expect(readFileSync(new URL(name, folder), 'utf8'), name).toBe(page);
});
