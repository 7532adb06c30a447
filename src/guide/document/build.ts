import type { List, ListItem, Nodes, Paragraph, Table } from 'mdast';
import { clean, unnumbered } from './clean.ts';
import { splitLabel } from './label.ts';
import type { OpenPart, Part } from './part.ts';
import { type Inline, inlineOf, readMarkdown } from './read-markdown.ts';
import { statementsOf } from './sentences.ts';

/** Reads Markdown into the tree of parts that the readers work on. */
export function buildDocument(text: string): Part {
  const guide = open({ form: 'guide', line: 1, endLine: 1 }, null);
  const headings: OpenPart[] = [guide];
  let leadIn: OpenPart | null = null;
  const nodes = [...flat(readMarkdown(text).children)];
  const lastHeading = nodes.findLastIndex((node) => node.type === 'heading');
  for (const [n, node] of nodes.entries()) {
    if (node.type === 'heading') {
      while (headings.length > 1 && headings.at(-1)!.depth >= node.depth) headings.pop();
      const heading = fromInline('heading', inlineOf(node.children), node, headings.at(-1)!, { depth: node.depth });
      headings.push(heading);
      leadIn = null;
    } else if (node.type === 'paragraph') {
      leadIn = paragraph(node, headings.at(-1)!);
    } else if (node.type === 'thematicBreak') {
      leadIn = null;
      // What stands below a rule after the last section is about the guide itself: its owner, its next review.
      if (n > lastHeading) headings.length = 1;
    } else block(node, leadIn ?? headings.at(-1)!);
  }
  close(guide);
  return guide;
}

/** Blockquotes and their like are transparent: what they hold stands where they stand. */
function* flat(nodes: readonly Nodes[]): Generator<Nodes> {
  for (const node of nodes) {
    if (node.type === 'blockquote' || node.type === 'footnoteDefinition') yield* flat(node.children);
    else yield node;
  }
}

/** Adds the statements of a paragraph; returns the one that introduces the block after it, if it does. */
function paragraph(node: Paragraph, parent: OpenPart): OpenPart | null {
  const inline = inlineOf(node.children);
  const only = node.children.length === 1 && node.children[0]!.type === 'strong' && !/[.!?]$/.test(inline.text);
  const statements = statementsOf(inline, node.position!.start.line);
  const introduces = only || /:\s*$/.test(inline.text);
  let last: OpenPart | null = null;
  for (const [n, statement] of statements.entries()) {
    const form = introduces && n === statements.length - 1 ? 'lead-in' : 'line';
    last = fromInline(form, statement.inline, statement, parent, {});
  }
  return introduces ? last : null;
}

function block(node: Nodes, parent: OpenPart): void {
  if (node.type === 'list') list(node, parent);
  else if (node.type === 'table') table(node, parent);
  else if (node.type === 'code') {
    open(
      {
        form: 'fence',
        text: node.value,
        value: node.value,
        language: node.lang?.toLowerCase() ?? null,
        ...lines(node),
      },
      parent,
    );
  } else if (node.type === 'paragraph') paragraph(node, parent);
}

function list(node: List, parent: OpenPart): void {
  const start = node.start ?? 1;
  for (const [n, child] of node.children.entries()) item(child, node.ordered ? start + n : null, parent);
}

function item(node: ListItem, ordinal: number | null, parent: OpenPart): void {
  const [first, ...rest] = [...flat(node.children)];
  const head = first?.type === 'paragraph' ? first : null;
  const inline = inlineOf(head?.children ?? []);
  const part = fromInline('item', inline, node, parent, { ordinal, checked: node.checked ?? null });
  let under = part;
  for (const child of head ? rest : [first, ...rest]) {
    if (!child) continue;
    if (child.type === 'paragraph') under = paragraph(child, part) ?? part;
    else block(child, under);
  }
}

function table(node: Table, parent: OpenPart): void {
  const [header, ...rows] = node.children;
  const columns = (header?.children ?? []).map((cell) => clean(inlineOf(cell.children).text));
  for (const row of rows) {
    const cells = row.children.map((cell) => inlineOf(cell.children));
    open(
      {
        form: 'row',
        text: cells.map((cell) => clean(cell.text)).join(' | '),
        title: clean(cells[0]?.text ?? ''),
        cells: columns.map((_, n) => clean(cells[n]?.text ?? '')),
        columns,
        codes: cells.flatMap((cell) => cell.codes),
        links: cells.flatMap((cell) => cell.links),
        ...lines(row),
      },
      parent,
    );
  }
}

function fromInline(form: Part['form'], inline: Inline, node: Placed, parent: OpenPart, more: Partial<Part>): OpenPart {
  const text = clean(inline.text);
  const marked = inline.marked === null ? null : clean(inline.marked);
  const { label, value } = form === 'heading' ? { label: null, value: text } : splitLabel(text, marked);
  const named = unnumbered(form === 'heading' || form === 'lead-in' ? text : (label ?? text));
  const { codes, links } = inline;
  return open(
    { ordinal: named.ordinal, form, text, label, value, title: named.title, codes, links, ...lines(node), ...more },
    parent,
  );
}

type Placed = Pick<Nodes, 'position'> | { readonly line: number; readonly endLine: number };

function lines(node: Placed): { line: number; endLine: number } {
  if ('line' in node) return { line: node.line, endLine: node.endLine };
  return { line: node.position?.start.line ?? 1, endLine: node.position?.end.line ?? 1 };
}

const EMPTY = {
  form: 'line',
  text: '',
  label: null,
  value: '',
  title: '',
  ordinal: null,
  checked: null,
  codes: [],
  links: [],
  cells: [],
  columns: [],
  language: null,
  depth: 0,
} as const;

function open(fields: Partial<Omit<Part, 'children' | 'parent'>>, parent: OpenPart | null): OpenPart {
  const part: OpenPart = { ...EMPTY, line: 1, endLine: 1, ...fields, parent, children: [] };
  parent?.children.push(part);
  return part;
}

/** A part ends where the last of its children does. */
function close(part: OpenPart): number {
  for (const child of part.children) part.endLine = Math.max(part.endLine, close(child));
  return part.endLine;
}
