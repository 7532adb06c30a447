import { describe, expect, it } from 'vitest';
import { blockOfLine } from './blocks.ts';
import { beginningOf, readGuide, withoutFrontMatter } from './read-guide.ts';

const guide = `# Fleet

Kept running by
two people.

## Alert rules

| Alert | Threshold |
|---|---|
| High error rate | 1 % |
| Down | 2 min |

## Health checks

- Probes
  - \`/health\` every 10 s

  and a paragraph of the same item
- [ ] Drill

\`\`\`bash
curl /health
\`\`\`

### Alert rules
`;
const { blocks, sections, titleLine, lineOfSlug } = readGuide(guide);

describe('readGuide', () => {
  it('knows every row, item, heading, paragraph and code block by its line', () => {
    expect(blocks.map(({ kind, line }) => `${line} ${kind}`)).toEqual([
      '1 heading',
      '3 paragraph',
      '6 heading',
      '8 row',
      '10 row',
      '11 row',
      '13 heading',
      '15 item',
      '16 item',
      '18 paragraph',
      '19 item',
      '21 code',
      '25 heading',
    ]);
  });

  it('gives an item its own words, without those of the list inside it', () => {
    expect(blocks.find(({ line }) => line === 19)?.text).toBe('Drill');
    expect(blocks.find(({ line }) => line === 16)?.text).toBe('/health every 10 s');
  });

  it('takes the headings of the outermost depth with several for its sections', () => {
    expect(sections).toEqual([
      { title: 'Alert rules', line: 6, endLine: 12 },
      { title: 'Health checks', line: 13, endLine: 26 },
    ]);
  });

  it('knows the title, and the addresses inside the guide', () => {
    expect(titleLine).toBe(1);
    expect(lineOfSlug.get('health-checks')).toBe(13);
    expect(lineOfSlug.get('alert-rules-1')).toBe(25);
  });

  it('has no title where the guide begins otherwise', () => {
    expect(readGuide('Text\n\n# Later\n').titleLine).toBeNull();
  });
});

describe('blockOfLine', () => {
  it.each([
    [10, 10],
    [4, 3],
    [22, 21],
    [18, 18],
    [9, 8],
    [12, 11],
  ])('finds line %d in the block of line %d', (line, begins) => {
    expect(blockOfLine(blocks, line)?.line).toBe(begins);
  });

  it('finds nothing before the first block', () => {
    expect(blockOfLine(readGuide('\n\ntext').blocks, 1)).toBeNull();
  });
});

describe('withoutFrontMatter', () => {
  it('takes the front matter out and leaves every line its number', () => {
    const markdown = '---\nowner: fleet\n---\n# Fleet\n';
    expect(withoutFrontMatter(markdown)).toBe('\n\n\n# Fleet\n');
    expect(readGuide(markdown).blocks).toMatchObject([{ kind: 'heading', line: 4 }]);
  });

  it('leaves a rule between paragraphs alone', () => {
    expect(withoutFrontMatter('text\n\n---\n\ntext')).toBe('text\n\n---\n\ntext');
  });
});

describe('the text in pieces', () => {
  const text = (tree: string) => JSON.stringify(JSON.parse(tree));

  it('is one piece where it is short, with the lines of its blocks', () => {
    const { chunks } = readGuide('---\na: b\n---\n# Fleet\n\ntext\n');
    expect(chunks).toHaveLength(1);
    expect(chunks[0]).toMatchObject({ line: 4 });
    expect(text(chunks[0]!.tree)).toContain('"start":{"line":6,"column":1}');
  });

  it('continues a long table in further pieces, each with the head for those who listen, every row once', () => {
    const rows = Array.from({ length: 300 }, (_, index) => `| Alert ${index} | more than ${index} % of requests |`);
    const { chunks } = readGuide(`# Fleet\n\n| Alert | Threshold |\n|---|---|\n${rows.join('\n')}\n`);
    expect(chunks.length).toBeGreaterThan(3);
    const all = chunks.map(({ tree }) => text(tree)).join('');
    for (const [index] of rows.entries()) expect(all.split(`"Alert ${index}"`)).toHaveLength(2);
    expect(all.split('"unseen"')).toHaveLength(chunks.filter(({ tree }) => tree.includes('"table"')).length);
    // The head's row is a place of the guide only once.
    expect(all.split('"start":{"line":3,')).toHaveLength(2);
    expect(chunks.map(({ line }) => line)).toEqual(chunks.map(({ line }) => line).toSorted((a, b) => a - b));
  });

  it('goes on counting where a numbered list is continued', () => {
    const items = Array.from({ length: 200 }, (_, index) => `${index + 1}. restart server number ${index + 1} of them`);
    const { chunks } = readGuide(items.join('\n'));
    const lists = chunks.map(
      ({ tree }) => (JSON.parse(tree) as { children: { properties: { start: number } }[] }).children,
    );
    const second = lists.flat().filter(({ properties }) => properties !== undefined)[1];
    expect(second?.properties.start).toBeGreaterThan(20);
  });

  it('takes out raw HTML and addresses that would run something', () => {
    const { chunks } = readGuide('<script>alert(1)</script>\n\n[run](javascript:alert(1)) <b>bold</b> a<br>b');
    expect(text(chunks[0]!.tree)).not.toContain('script');
    expect(text(chunks[0]!.tree)).toContain('"br"');
  });

  it('keeps lines apart that each have a label, and joins those of prose', () => {
    const breaks = (markdown: string) => text(readGuide(markdown).chunks[0]!.tree).split('"br"').length - 1;
    expect(breaks('_Last updated_: December 2024\n**Review (guide)**: monthly\nOwner: Engineering\n')).toBe(2);
    expect(breaks('- **Impact**: none\n  **Remedy**: `restart`\n')).toBe(1);
    expect(breaks('Owner: Engineering\nwho are to be asked first.\n')).toBe(0);
    expect(breaks('one line  \nanother\n')).toBe(1);
    expect(breaks('Owner: Engineering  \nTeam: Platform\n')).toBe(1);
  });

  it('is read from its beginning where it is long, up to a heading', () => {
    const section = '## Part\n\nText of it.\n\n```bash\n## not a heading\n```\n\n';
    const beginning = beginningOf(section.repeat(3_000));
    expect(beginning?.length).toBeGreaterThan(10_000);
    expect(readGuide(beginning!).blocks.at(-1)?.kind).toBe('code');
    expect(beginningOf(section)).toBeNull();
  });
});
