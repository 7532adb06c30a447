/**
 * Reads the guide as places that a note can stand beside, and as pieces that are rendered as they come near the screen.
 * Both count lines from 1 in the author's file, and so do the commitments. It takes a second for a very long guide, so
 * that the pages let a worker do it (reading.ts).
 */
import type { Root as TextTree } from 'hast';
import type { Nodes } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Block, BlockKind, GuideReading } from './blocks.ts';
import { chunksOf } from './chunks.ts';
import { keepLineBreaks } from './line-breaks.ts';

const kinds: Partial<Record<Nodes['type'], BlockKind>> = {
  tableRow: 'row',
  listItem: 'item',
  heading: 'heading',
  code: 'code',
  paragraph: 'paragraph',
};

const reader = unified().use(remarkParse).use(remarkGfm).use(keepLineBreaks).use(remarkRehype).freeze();

export function readGuide(markdown: string): GuideReading {
  const tree = reader.parse(withoutFrontMatter(markdown));
  const byLine = new Map<number, Block>();
  collect(tree, byLine);
  const blocks = [...byLine.values()].sort((a, b) => a.line - b.line);
  const headings = blocks.filter((block) => block.depth > 0);
  return {
    blocks,
    sections: sectionsOf(headings, markdown.split('\n').length),
    titleLine: blocks[0]?.depth === 1 ? blocks[0].line : null,
    lineOfSlug: slugsOf(headings),
    chunks: chunksOf(reader.runSync(tree) as TextTree),
    isWhole: true,
  };
}

/** Characters. Shorter texts are read in a moment. */
const longText = 80_000;
const beginningLength = 16_000;

/** The first sections of a long text, to be shown while the rest is read; null where the whole is as quick. */
export function beginningOf(markdown: string): string | null {
  if (markdown.length < longText) return null;
  for (
    let end = markdown.lastIndexOf('\n## ', beginningLength);
    end > 0;
    end = markdown.lastIndexOf('\n## ', end - 1)
  ) {
    const beginning = markdown.slice(0, end + 1);
    // Not in the middle of a code block, where the same letters head no section.
    const fences = beginning.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0;
    if (fences % 2 === 0) return beginning;
  }
  return null;
}

/** Front matter is not part of what is read aloud; its lines stay, empty, so that every other line keeps its number. */
export function withoutFrontMatter(markdown: string): string {
  const matter = /^---\r?\n[\s\S]*?\n---[ \t]*(?=\r?\n|$)/.exec(markdown);
  if (matter === null) return markdown;
  return '\n'.repeat(matter[0].split('\n').length - 1) + markdown.slice(matter[0].length);
}

function collect(node: Nodes, byLine: Map<number, Block>) {
  const kind = kinds[node.type];
  const at = node.position;
  if (kind !== undefined && at !== undefined && !byLine.has(at.start.line)) {
    byLine.set(at.start.line, {
      kind,
      line: at.start.line,
      endLine: at.end.line,
      column: at.start.column,
      text: ownText(node),
      depth: node.type === 'heading' ? node.depth : 0,
    });
  }
  if ('children' in node) for (const child of node.children) collect(child, byLine);
}

/** A list item's text without that of the lists inside it, a row's cells apart. */
function ownText(node: Nodes): string {
  if (node.type === 'code') return node.value.split('\n')[0] ?? '';
  if (node.type === 'tableRow') return node.children.map((cell) => textOf(cell)).join(' · ');
  if (node.type !== 'listItem') return textOf(node);
  return node.children
    .filter((child) => child.type !== 'list')
    .map((child) => textOf(child))
    .join(' ');
}

/** The headings of the outermost depth that has several; a guide's single title is not a section. */
function sectionsOf(headings: readonly Block[], lastLine: number): GuideReading['sections'] {
  const depth = [1, 2, 3, 4, 5, 6].find((each) => headings.filter((heading) => heading.depth === each).length > 1) ?? 2;
  const tops = headings.filter((heading) => heading.depth === depth);
  return tops.map((heading, index) => ({
    title: heading.text,
    line: heading.line,
    endLine: (tops[index + 1]?.line ?? lastLine + 1) - 1,
  }));
}

function slugsOf(headings: readonly Block[]): Map<string, number> {
  const lines = new Map<string, number>();
  const used = new Map<string, number>();
  for (const heading of headings) {
    const slug = heading.text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let unique = slug;
    let count = used.get(slug) ?? 0;
    for (; lines.has(unique); unique = `${slug}-${count}`) count += 1;
    used.set(slug, count);
    lines.set(unique, heading.line);
  }
  return lines;
}
