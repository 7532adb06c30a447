import type { List, ListItem, Nodes, Paragraph, Table } from 'mdast';
import { clean, unnumbered } from './clean.ts';
import { tableRowsIn, titleOfDetails } from './html.ts';
import { splitLabel } from './label.ts';
import { repairMojibake } from './mojibake.ts';
import { entriesOf } from './paragraph-lines.ts';
import type { OpenPart, Part } from './part.ts';
import { type Inline, inlineOf, type ReadChunks, readMarkdown } from './read-markdown.ts';
import { runInTitleOf, statementsOf } from './sentences.ts';

/** Reads Markdown into the tree of parts that the readers work on. */
export function buildDocument(text: string, known?: ReadChunks): Part {
  const repaired = repairMojibake(text);
  const source = repaired.split(/\r\n|\r|\n/);
  const guide = open({ form: 'guide', line: 1, endLine: 1 }, null);
  const headings: OpenPart[] = [guide];
  let title = null as OpenPart | null;
  let leadIn = null as OpenPart | null;
  const nodes = [...flat(readMarkdown(repaired, known))];
  const deeper = titlesAreSections(nodes) ? 1 : 0;
  const lastHeading = nodes.findLastIndex((node) => node.type === 'heading');
  for (const [n, node] of nodes.entries()) {
    if (node.type === 'heading') {
      const depth = node.depth === 1 && n === firstBlock(nodes) ? 1 : node.depth + deeper;
      while (headings.length > 1 && headings.at(-1)!.depth >= depth) headings.pop();
      const heading = fromInline('heading', inlineOf(node.children), node, headings.at(-1)!, { depth });
      headings.push(heading);
      title = leadIn = null;
    } else if (node.type === 'paragraph') {
      // A bold line is a title; one that names a part ("Fix") stands under the entry it is of ("Issue: queue stuck").
      const within = title !== null && (!isTitle(node) || (IS_AN_ENTRY.test(title.text) && isPart(node)));
      const next = paragraph(node, within ? title! : headings.at(-1)!, source);
      if (isTitle(node) && !within) title = next?.part ?? null;
      leadIn = next?.part ?? null;
    } else if (node.type === 'html') {
      const summary = titleOfDetails(node.value);
      if (summary !== null) {
        while (headings.length > 1 && headings.at(-1)!.depth > DETAILS - 1) headings.pop();
        const inline: Inline = { text: summary, codes: [], links: [], marked: null, strong: null };
        headings.push(fromInline('heading', inline, node, headings.at(-1)!, { depth: DETAILS }));
        title = leadIn = null;
      }
      if (/<\/details>/i.test(node.value)) while (headings.at(-1)!.depth === DETAILS) headings.pop();
      htmlTable(node.value, lines(node).line, leadIn ?? title ?? headings.at(-1)!);
    } else if (node.type === 'thematicBreak') {
      title = leadIn = null;
      // What stands below a rule after the last section is about the guide itself: its owner, its next review.
      if (n > lastHeading) headings.length = 1;
    } else block(node, leadIn ?? title ?? headings.at(-1)!, source);
  }
  close(guide);
  return guide;
}

/** Deeper than any heading of Markdown: what is folded away stands under the heading above it. */
const DETAILS = 9;

/** A lead-in that waits for what it introduces. */
interface LeadIn {
  readonly part: OpenPart;
  /** "**Impact**" on a line of its own is a title: paragraphs stand under it too. "Then check:" holds only blocks. */
  readonly holdsText: boolean;
}

const firstBlock = (nodes: readonly Nodes[]): number => nodes.findIndex(({ type }) => type !== 'yaml');

/** A guide whose sections are all headings of the first level: only the one it begins with is its title. */
function titlesAreSections(nodes: readonly Nodes[]): boolean {
  const first = firstBlock(nodes);
  return nodes.filter((node, n) => node.type === 'heading' && node.depth === 1 && n > first).length > 1;
}

/** Blockquotes and their like are transparent: what they hold stands where they stand. */
function* flat(nodes: readonly Nodes[]): Generator<Nodes> {
  for (const node of nodes) {
    if (node.type === 'blockquote' || node.type === 'footnoteDefinition') yield* flat(node.children);
    else yield node;
  }
}

/** Titles of entries, and titles that name a part of one: "Issue: queue stuck" and "Causes:", "Fix". */
const IS_AN_ENTRY =
  /^(?:(?:issue|problem|scenario|runbook|playbook|incident|case|alert|error|symptom)\s*#?\d*\s*[:-]|\d+[.)])/i;
const OF_A_WHOLE =
  /^(?:(?:common|likely|possible|root|immediate)\s+)*(?:meaning|impact|symptoms?|signs?|causes?|reasons?|diagnos\w+|investigat\w+|checks?|fix(?:es)?|solutions?|resolutions?|mitigations?|remed\w+|actions?|steps|recovery|verification|prevention|scenario)$/i;

const isPart = (node: Paragraph): boolean => OF_A_WHOLE.test(inlineOf(node.children).text.replace(/:\s*$/, '').trim());

/** "**Impact**" on a line of its own. */
const isTitle = (node: Paragraph): boolean =>
  node.children.length === 1 && node.children[0]!.type === 'strong' && !/[.!?]$/.test(inlineOf(node.children).text);

/** Adds the statements of a paragraph; returns the one that introduces what comes after it, if it does. */
function paragraph(node: Paragraph, parent: OpenPart, source: readonly string[]): LeadIn | null {
  const inline = inlineOf(node.children);
  const line = node.position!.start.line;
  const only = isTitle(node);
  const entries = only ? null : entriesOf(inline, line, source);
  if (entries) {
    const open: { indent: number; part: OpenPart }[] = [];
    for (const { form, statement, indent, checked } of entries) {
      while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
      const part = fromInline(form, statement.inline, statement, open.at(-1)?.part ?? parent, { checked });
      if (form === 'item') open.push({ indent, part });
    }
    return null;
  }
  const runIn = only ? null : runInTitleOf(inline);
  const under = runIn ? fromInline('lead-in', runIn.title, node, parent, {}) : parent;
  if (runIn && runIn.rest.text.trim() === '') return { part: under, holdsText: true };
  const statements = statementsOf(runIn?.rest ?? inline, line);
  const introduces = only || /:\s*$/.test(inline.text);
  let last: OpenPart | null = null;
  for (const [n, statement] of statements.entries()) {
    const form = introduces && n === statements.length - 1 ? 'lead-in' : 'line';
    last = fromInline(form, statement.inline, statement, under, {});
  }
  if (introduces && last) return { part: last, holdsText: only };
  return runIn ? { part: under, holdsText: false } : null;
}

function block(node: Nodes, parent: OpenPart, source: readonly string[]): void {
  if (node.type === 'list') list(node, parent, source);
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
  } else if (node.type === 'paragraph') paragraph(node, parent, source);
  else if (node.type === 'html') htmlTable(node.value, lines(node).line, parent);
}

function list(node: List, parent: OpenPart, source: readonly string[]): void {
  const start = node.start ?? 1;
  for (const [n, child] of node.children.entries()) item(child, node.ordered ? start + n : null, parent, source);
}

function item(node: ListItem, ordinal: number | null, parent: OpenPart, source: readonly string[]): void {
  const [first, ...rest] = [...flat(node.children)];
  const head = first?.type === 'paragraph' ? first : null;
  const inline = inlineOf(head?.children ?? []);
  const part = fromInline('item', inline, node, parent, { ordinal, checked: node.checked ?? null });
  let under = part;
  for (const child of head ? rest : [first, ...rest]) {
    if (!child) continue;
    if (child.type === 'paragraph') under = paragraph(child, part, source)?.part ?? part;
    else block(child, under, source);
  }
}

function table(node: Table, parent: OpenPart): void {
  const [header, ...rows] = node.children;
  const columns = (header?.children ?? []).map((cell) => clean(inlineOf(cell.children).text));
  for (const row of rows) {
    tableRow(
      columns,
      row.children.map((cell) => inlineOf(cell.children)),
      row,
      parent,
    );
  }
}

function htmlTable(html: string, line: number, parent: OpenPart): void {
  const [header, ...rows] = tableRowsIn(html, line);
  const columns = (header?.cells ?? []).map(clean);
  for (const row of rows) {
    const cells = row.cells.map((text): Inline => ({ text, codes: [], links: [], marked: null, strong: null }));
    tableRow(columns, cells, row, parent);
  }
}

function tableRow(columns: readonly string[], cells: readonly Inline[], place: Placed, parent: OpenPart): void {
  open(
    {
      form: 'row',
      text: cells.map((cell) => clean(cell.text)).join(' | '),
      title: clean(cells[0]?.text ?? ''),
      cells: columns.map((_, n) => clean(cells[n]?.text ?? '')),
      columns,
      codes: cells.flatMap((cell) => cell.codes),
      links: cells.flatMap((cell) => cell.links),
      ...lines(place),
    },
    parent,
  );
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
