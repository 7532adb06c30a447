import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { chunksIn, type FencedCode } from './chunks.ts';

const EXTENSIONS = [gfmTable(), gfmTaskListItem()];
const MDAST_EXTENSIONS = [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()];

/** The blocks of a chunk, at the lines where they stood when it was last read. */
interface ReadChunk {
  readonly nodes: readonly Nodes[];
  above: number;
}
/** Chunks that were read before, so that an edit costs the reading of its own chunk. */
export type ReadChunks = Map<string, ReadChunk>;

/**
 * The blocks of Markdown with GitHub's tables and boxes, and front matter. Bare addresses are found by `inlineOf`: the
 * parser's own search for them would cost as much as everything else together.
 *
 * @param known chunks read before; what is read now is added, what is not used is left out
 */
export function readMarkdown(text: string, known?: ReadChunks): Nodes[] {
  const used: ReadChunks = new Map();
  const blocks = chunksIn(shallow(text)).flatMap(({ text: chunk, line, code }) => {
    if (code) return [codeAt(code, line)];
    if (!known) return shifted({ nodes: readChunk(chunk, line === 1), above: 0 }, line - 1);
    // The same words twice are two chunks: each has lines of its own.
    let key = line === 1 ? `first\n${chunk}` : chunk;
    while (used.has(key)) key += '\n';
    const read = known.get(key) ?? { nodes: readChunk(chunk, line === 1), above: 0 };
    used.set(key, read);
    return shifted(read, line - 1);
  });
  if (known) {
    known.clear();
    for (const [key, read] of used) known.set(key, read);
  }
  return blocks;
}

function codeAt({ language, value, lines }: FencedCode, line: number): Nodes {
  const position = { start: { line, column: 1 }, end: { line: line + lines - 1, column: 1 } };
  return { type: 'code', lang: language, value, position };
}

/** Moves the blocks to where their chunk stands now; inline content has no lines of its own that anybody asks for. */
function shifted(chunk: ReadChunk, above: number): readonly Nodes[] {
  const by = above - chunk.above;
  chunk.above = above;
  if (by !== 0) for (const node of chunk.nodes) shift(node, by);
  return chunk.nodes;
}

const HOLDS_BLOCKS: ReadonlySet<string> = new Set(['list', 'listItem', 'blockquote', 'table']);

function shift(node: Nodes, by: number): void {
  if (node.position) {
    node.position.start.line += by;
    node.position.end.line += by;
  }
  if (HOLDS_BLOCKS.has(node.type) && 'children' in node) for (const child of node.children) shift(child, by);
}

function readChunk(text: string, first: boolean): readonly Nodes[] {
  return fromMarkdown(text, {
    extensions: first ? [frontmatter(), ...EXTENSIONS] : EXTENSIONS,
    mdastExtensions: first ? [frontmatterFromMarkdown(), ...MDAST_EXTENSIONS] : MDAST_EXTENSIONS,
  }).children;
}

/** Nesting that no reader follows and that would cost the parser quadratic time is cut; lines stay where they are. */
function shallow(text: string): string {
  return text.replace(/^([ \t]{120})[ \t]+/gm, '$1').replace(/^((?:[ \t]{0,3}>){40})[ \t>]+/gm, '$1');
}

/** What the inline content of one block says. */
export interface Inline {
  text: string;
  readonly codes: string[];
  readonly links: { title: string; url: string }[];
  /** The bold or code span that the text starts with. */
  marked: string | null;
  /** The bold words that the text starts with, apart from a number before them. */
  strong: string | null;
}

/** Collects the words, code spans and links of a block's inline content. A line break becomes `\n`. */
export function inlineOf(nodes: readonly Nodes[]): Inline {
  const inline: Inline = { text: '', codes: [], links: [], marked: null, strong: null };
  for (const node of nodes) collect(node, inline);
  return inline;
}

const FOOTNOTE = /\[\^[\w-]+\](?!:)/g;
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\]]+/g;

/** Addresses that stand bare in the text; a stop or an unopened bracket after one is not part of it. */
function addresses(text: string, into: Inline): void {
  for (const [found] of text.matchAll(ADDRESS)) {
    const url = found.includes('(') ? found.replace(/[.,;:!?*_~]+$/, '') : found.replace(/[.,;:!?*_~)]+$/, '');
    into.links.push({ title: url, url });
  }
}

function collect(node: Nodes, into: Inline): void {
  const before = into.text.length;
  switch (node.type) {
    case 'text':
      if (node.value.includes('://')) addresses(node.value, into);
      into.text += node.value.replace(FOOTNOTE, '');
      return;
    case 'inlineCode':
      into.codes.push(node.value);
      into.text += node.value;
      break;
    case 'break':
      into.text += '\n';
      return;
    case 'image':
      into.text += node.alt ?? '';
      return;
    case 'html':
      if (
        /^<[a-z][\w.-]*>$/i.test(node.value) &&
        !/^<(?:br|p|b|i|a|hr|details|summary|sub|sup|kbd|em|strong|div|span)>$/i.test(node.value)
      )
        into.text += node.value;
      else into.text += ' ';
      return;
    default:
      if ('children' in node) for (const child of node.children) collect(child, into);
  }
  if (node.type === 'link') {
    const title = into.text.slice(before);
    // A link whose text is an address has given that address already.
    if (into.links.at(-1)?.url === title) into.links.pop();
    into.links.push({ title, url: node.url });
  }
  const start = into.text.slice(0, before);
  if (node.type === 'strong' && into.strong === null && /^[^\p{L}]*[A-Z]?[^\p{L}]*$/u.test(start))
    into.strong = into.text.slice(before);
  if (
    into.marked === null &&
    /^[^\p{L}\p{N}]*$/u.test(start) &&
    (node.type === 'strong' || node.type === 'inlineCode' || node.type === 'emphasis' || node.type === 'link')
  )
    into.marked = into.text.slice(before).replace(/:\s*$/, '').trim();
}
