import { describe, expect, it } from 'vitest';
import { buildDocument } from './build.ts';
import { clean, unnumbered } from './clean.ts';
import { splitLabel } from './label.ts';
import { type Part, sectionOf, walk } from './part.ts';

const find = (guide: string, text: string): Part =>
  [...walk(buildDocument(guide))].find((part) => part.text.startsWith(text))!;

describe('cleaning', () => {
  it.each([
    ['ðŸ“Š Objectives', 'Objectives'],
    ['ðŸš¨ Incident â€“ response', 'Incident - response'],
    ['✅ Done', 'Done'],
    ['L1 â†’ L2', 'L1 → L2'],
    ['naïve café', 'naïve café'],
  ])('%s', (text, expected) => expect(clean(text)).toBe(expected));

  it.each([
    ['1. High Response Times', { ordinal: 1, title: 'High Response Times' }],
    ['Step 2: Investigate', { ordinal: 2, title: 'Investigate' }],
    ['Issue: Memory Leak', { ordinal: null, title: 'Memory Leak' }],
    ['5.2 Rollback', { ordinal: null, title: 'Rollback' }],
    ['3 replicas', { ordinal: null, title: '3 replicas' }],
  ])('%s', (text, expected) => expect(unnumbered(text)).toEqual(expected));
});

describe('labels', () => {
  it.each([
    ['Retention: 30 days', null, { label: 'Retention', value: '30 days' }],
    ['/etc/redis.conf - cache', '/etc/redis.conf', { label: '/etc/redis.conf', value: 'cache' }],
    ['db.r6g.large: €420', null, { label: 'db.r6g.large', value: '€420' }],
    ['at 10:30 we stop', null, { label: null, value: 'at 10:30 we stop' }],
    ['see https://example.com', null, { label: null, value: 'see https://example.com' }],
  ])('%s', (text, marked, expected) => expect(splitLabel(text, marked)).toEqual(expected));
});

describe('the tree of parts', () => {
  it('puts a list under the line that introduces it', () => {
    expect(find('## Alerts\n\nCritical alerts:\n- CPU > 80%\n', 'CPU').parent?.title).toBe('Critical alerts');
  });

  it('ends the last section at a rule, for what is said about the guide itself', () => {
    expect(sectionOf(find('# G\n\n## Contacts\n\n- a\n\n---\n\n*Owner*: us\n', 'Owner'))).toEqual([]);
  });

  it('gives each sentence of a wrapped paragraph its own lines', () => {
    const { line, endLine } = find('A first one. The second sentence\ngoes on here.\n', 'The second');
    expect([line, endLine]).toEqual([1, 2]);
  });

  it('keeps the columns of a table with each row', () => {
    const row = find('| A | B |\n|---|---|\n| x | `y` |\n', 'x');
    expect([row.columns, row.cells, row.codes, row.line]).toEqual([['A', 'B'], ['x', 'y'], ['y'], 3]);
  });
});
