/**
 * The guide as places that a note can stand beside. The text itself is rendered by react-markdown from the same source;
 * both count lines from 1 in the author's file, and so do the commitments.
 */
import type { Nodes } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

export type BlockKind = 'row' | 'item' | 'heading' | 'code' | 'paragraph';

export interface Block {
  readonly kind: BlockKind;
  readonly line: number;
  readonly endLine: number;
  /** Where on its line it begins, from 1: a row's first cell begins there too. */
  readonly column: number;
  readonly text: string;
  /** Of a heading, 1 to 6; else 0. */
  readonly depth: number;
}

interface Section {
  readonly title: string;
  readonly line: number;
  /** The last line before the next section. */
  readonly endLine: number;
}

export interface GuideBlocks {
  /** In the order of the file. No two begin on the same line: of two that would, the outer one counts. */
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
  /** Line of the guide's title, or null when it has none. */
  readonly titleLine: number | null;
  /** Line of the heading behind `#its-words`, as Markdown hosts make such addresses. */
  readonly lineOfSlug: ReadonlyMap<string, number>;
}

const kinds: Partial<Record<Nodes['type'], BlockKind>> = {
  tableRow: 'row',
  listItem: 'item',
  heading: 'heading',
  code: 'code',
  paragraph: 'paragraph',
};

export function readGuide(markdown: string): GuideBlocks {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(withoutFrontMatter(markdown));
  const byLine = new Map<number, Block>();
  collect(tree, byLine);
  const blocks = [...byLine.values()].sort((a, b) => a.line - b.line);
  const headings = blocks.filter((block) => block.depth > 0);
  return {
    blocks,
    sections: sectionsOf(headings, markdown.split('\n').length),
    titleLine: blocks[0]?.depth === 1 ? blocks[0].line : null,
    lineOfSlug: slugsOf(headings),
  };
}

/** Front matter is not part of what is read aloud; its lines stay, empty, so that every other line keeps its number. */
export function withoutFrontMatter(markdown: string): string {
  const matter = /^---\r?\n[\s\S]*?\n---[ \t]*(?=\r?\n|$)/.exec(markdown);
  if (matter === null) return markdown;
  return '\n'.repeat(matter[0].split('\n').length - 1) + markdown.slice(matter[0].length);
}

/** The block that a commitment of this line stands in: the one that begins there, else the smallest around it. */
export function blockOfLine(blocks: readonly Block[], line: number): Block | null {
  let best: Block | null = null;
  for (const block of blocks) {
    if (block.line > line) break;
    if (block.line === line) return block;
    const holds = block.endLine >= line;
    if (holds || best === null || best.endLine < line) best = block;
  }
  return best;
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
function sectionsOf(headings: readonly Block[], lastLine: number): Section[] {
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
  for (const heading of headings) {
    const slug = heading.text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let unique = slug;
    for (let count = 1; lines.has(unique); count += 1) unique = `${slug}-${count}`;
    lines.set(unique, heading.line);
  }
  return lines;
}
