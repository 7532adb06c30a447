import { describe, expect, it } from 'vitest';
import { blockOfLine, readGuide, withoutFrontMatter } from './read-guide.ts';

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
