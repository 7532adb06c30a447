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

  it('keeps the number of a title with it', () => {
    const { ordinal, title } = find('**2. Queue stuck**\n\n```bash\nls\n```\n', '2. Queue');
    expect([ordinal, title]).toEqual([2, 'Queue stuck']);
  });

  it('gives each sentence of a wrapped paragraph its own lines', () => {
    const { line, endLine } = find('A first one. The second sentence\ngoes on here.\n', 'The second');
    expect([line, endLine]).toEqual([1, 2]);
  });

  it('keeps the columns of a table with each row', () => {
    const row = find('| A | B |\n|---|---|\n| x | `y` |\n', 'x');
    expect([row.columns, row.cells, row.codes, row.line]).toEqual([['A', 'B'], ['x', 'y'], ['y'], 3]);
  });

  it('leaves out what is struck out', () => {
    expect(find('- p95 < ~~200~~ 300 ms\n', 'p95').text).toBe('p95 < 300 ms');
  });

  it('takes the box off an item, and leaves one that is no box', () => {
    const boxes = ['- [x] tested', '- [ ] open', '- [y] words', '1. [X] numbered'].map((item) => find(`${item}\n`, ''));
    expect(boxes.map(({ children: [part] }) => [part?.checked, part?.text])).toEqual([
      [true, 'tested'],
      [false, 'open'],
      [null, '[y] words'],
      [true, 'numbered'],
    ]);
  });

  it('ends an item, a list and a quote where their words end', () => {
    const guide = buildDocument('- one\n  goes on\n\n  more\n\n- two\n\n> quoted\n>\n> twice\n\nend\n');
    expect([...walk(guide)].slice(1).map(({ text, line, endLine }) => [text, line, endLine])).toEqual([
      ['one goes on', 1, 4],
      ['more', 4, 4],
      ['two', 6, 6],
      ['quoted', 8, 8],
      ['twice', 10, 10],
      ['end', 12, 12],
    ]);
  });
});

describe('front matter', () => {
  const said = (matter: string): unknown[] =>
    buildDocument(`---\n${matter}\n---\n# G\n`).children.map(({ text, label, line }) => [text, label, line]);

  it('says what its keys say, on their lines', () => {
    expect(said('slackChannel: "#pay"\nslo:\n  availability: 99.9%\nteams: [a, b]\nempty:')).toEqual([
      ['slack channel: #pay', 'slack channel', 2],
      ['slo availability: 99.9%', 'slo availability', 4],
      ['teams: a, b', 'teams', 5],
      ['G', null, 8],
    ]);
  });

  it('is read line by line where it is no YAML', () => {
    expect(said('on-call: @payments\nteams: [a')).toEqual([
      ['on call: @payments', 'on call', 2],
      ['teams: [a', 'teams', 3],
      ['G', null, 5],
    ]);
  });
});

describe('a block that only stands apart', () => {
  const said = (fence: string, words: string, above = '## Metrics'): unknown[] =>
    [...walk(buildDocument(`${above}\n\n\`\`\`${fence}\n${words}\n\`\`\`\n`))]
      .filter(({ form }) => form !== 'guide' && form !== 'heading' && form !== 'fence')
      .map(({ form, text, parent, line, checked }) => [form, text, parent!.title, line, checked]);

  it('says what it says to the title above it, in its own lines', () => {
    expect(said('yaml', 'Scale up:\n  - CPU > 70%\n\nOwner: Platform\n1. look\n2. act')).toEqual([
      ['lead-in', 'Scale up:', 'Metrics', 4, null],
      ['item', 'CPU > 70%', 'Scale up', 5, null],
      ['line', 'Owner: Platform', 'Metrics', 7, null],
      ['item', 'look', 'Metrics', 8, null],
      ['item', 'act', 'Metrics', 9, null],
    ]);
    expect(said('markdown', '# Before\n- [ ] tested\n- [x] told')).toEqual([
      ['lead-in', 'Before', 'Metrics', 4, null],
      ['item', 'tested', 'Before', 5, false],
      ['item', 'told', 'Before', 6, true],
    ]);
  });

  it.each([
    ['configuration', 'yaml', 'replicas: 3\nimage: shop:1.2'],
    ['a resource', 'yaml', 'AlarmName: a b\nMetricName: c d'],
    ['a stack', 'yaml', 'Resources:\n  Alarm:\n    Type: AWS::CloudWatch::Alarm'],
    ['what is to be filled in', 'text', 'Status: [what we know]\nImpact: who is hit'],
    ['a program', 'python', 'Limits:\n  - CPU > 70% of all'],
    ['running text', 'text', 'It was a dark night.\nNobody was on call.'],
  ])('is %s, and says nothing', (_, fence, words) => expect(said(fence, words)).toEqual([]));

  it('is a template, and says nothing', () =>
    expect(said('markdown', '- Root cause: what broke first', '## Post-mortem template')).toEqual([]));
});
