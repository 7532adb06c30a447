import { clean, unnumbered } from './clean.ts';
import { frontMatterIn } from './front-matter.ts';
import { tableRowsIn, titleOfDetails } from './html.ts';
import { type Inline, plainInline } from './inline.ts';
import { splitLabel } from './label.ts';
import { type Block, type ListItem, readMarkdown } from './markdown.ts';
import { repairMojibake } from './mojibake.ts';
import { entriesOf } from './paragraph-lines.ts';
import type { OpenPart, Part } from './part.ts';
import { runInTitleOf, statementsOf } from './sentences.ts';

/** Reads Markdown into the tree of parts that the readers work on. */
export function buildDocument(text: string): Part {
  const repaired = repairMojibake(text);
  const source = repaired.split(/\r\n|\r|\n/);
  const guide = open({ form: 'guide', line: 1, endLine: 1 }, null);
  const headings: OpenPart[] = [guide];
  let title = null as OpenPart | null;
  let leadIn = null as OpenPart | null;
  const { entries, body } = frontMatterIn(repaired);
  for (const entry of entries) fromInline('line', plainInline(entry.text), entry, guide, {});
  const blocks = [...flat(readMarkdown(body))];
  const deeper = titlesAreSections(blocks) ? 1 : 0;
  const lastHeading = blocks.findLastIndex(({ type }) => type === 'heading');
  for (const [n, node] of blocks.entries()) {
    if (node.type === 'heading') {
      const depth = node.depth === 1 && n === 0 ? 1 : node.depth + deeper;
      while (headings.length > 1 && headings.at(-1)!.depth >= depth) headings.pop();
      const heading = fromInline('heading', node.inline, node, headings.at(-1)!, { depth });
      headings.push(heading);
      title = leadIn = null;
    } else if (node.type === 'paragraph') {
      // A bold line is a title; one that names a part ("Fix") stands under the entry it is of ("Issue: queue stuck").
      const within = title !== null && (!isTitle(node) || (IS_AN_ENTRY.test(title.text) && isPart(node)));
      const next = paragraph(node, within ? title! : headings.at(-1)!, source);
      if (isTitle(node) && !within) title = next?.part ?? null;
      leadIn = next?.part ?? null;
    } else if (node.type === 'html') {
      const summary = titleOfDetails(node.html);
      if (summary !== null) {
        while (headings.length > 1 && headings.at(-1)!.depth > DETAILS - 1) headings.pop();
        headings.push(fromInline('heading', plainInline(summary), node, headings.at(-1)!, { depth: DETAILS }));
        title = leadIn = null;
      }
      if (/<\/details>/i.test(node.html)) while (headings.at(-1)!.depth === DETAILS) headings.pop();
      htmlTable(node.html, node.line, leadIn ?? title ?? headings.at(-1)!);
    } else if (node.type === 'rule') {
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

/** A guide whose sections are all headings of the first level: only the one it begins with is its title. */
function titlesAreSections(blocks: readonly Block[]): boolean {
  return blocks.filter((block, n) => block.type === 'heading' && block.depth === 1 && n > 0).length > 1;
}

/** Quotes are transparent: what they hold stands where they stand. */
function* flat(blocks: readonly Block[]): Generator<Exclude<Block, { type: 'quote' }>> {
  for (const block of blocks) {
    if (block.type === 'quote') yield* flat(block.blocks);
    else yield block;
  }
}

type Paragraph = Extract<Block, { type: 'paragraph' }>;

/** Titles of entries, and titles that name a part of one: "Issue: queue stuck" and "Causes:", "Fix". */
const IS_AN_ENTRY =
  /^(?:(?:issue|problem|scenario|runbook|playbook|incident|case|alert|error|symptom)\s*#?\d*\s*[:-]|\d+[.)])/i;
const OF_A_WHOLE =
  /^(?:(?:common|likely|possible|root|immediate)\s+)*(?:meaning|impact|symptoms?|signs?|causes?|reasons?|diagnos\w+|investigat\w+|checks?|fix(?:es)?|solutions?|resolutions?|mitigations?|remed\w+|actions?|steps|recovery|verification|prevention|scenario)$/i;

const isPart = (node: Paragraph): boolean => OF_A_WHOLE.test(node.inline.text.replace(/:\s*$/, '').trim());

/** "**Impact**" on a line of its own. */
const isTitle = ({ isBold, inline }: Paragraph): boolean => isBold && !/[.!?]$/.test(inline.text);

/** Adds the statements of a paragraph; returns the one that introduces what comes after it, if it does. */
function paragraph(node: Paragraph, parent: OpenPart, source: readonly string[]): LeadIn | null {
  const { inline, line } = node;
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

function block(block: Block, parent: OpenPart, source: readonly string[]): void {
  if (block.type === 'list') list(block, parent, source);
  else if (block.type === 'table') {
    const columns = block.columns.map(({ text }) => clean(text));
    for (const row of block.rows) tableRow(columns, row.cells, row, parent);
  } else if (block.type === 'code') {
    const { value, language } = block;
    open({ form: 'fence', text: value, value, language: language?.toLowerCase() ?? null, ...lines(block) }, parent);
  } else if (block.type === 'paragraph') paragraph(block, parent, source);
  else if (block.type === 'html') htmlTable(block.html, block.line, parent);
}

function list({ items, start }: Extract<Block, { type: 'list' }>, parent: OpenPart, source: readonly string[]): void {
  for (const [n, child] of items.entries()) item(child, start === null ? null : start + n, parent, source);
}

function item(node: ListItem, ordinal: number | null, parent: OpenPart, source: readonly string[]): void {
  const [first, ...rest] = [...flat(node.blocks)];
  const head = first?.type === 'paragraph' ? first : null;
  const part = fromInline('item', head?.inline ?? plainInline(''), node, parent, { ordinal, checked: node.checked });
  let under = part;
  for (const child of head ? rest : [first, ...rest]) {
    if (!child) continue;
    if (child.type === 'paragraph') under = paragraph(child, part, source)?.part ?? part;
    else block(child, under, source);
  }
}

function htmlTable(html: string, line: number, parent: OpenPart): void {
  const [header, ...rows] = tableRowsIn(html, line);
  const columns = (header?.cells ?? []).map(clean);
  for (const row of rows) {
    tableRow(columns, row.cells.map(plainInline), row, parent);
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

interface Placed {
  readonly line: number;
  readonly endLine: number;
}

const lines = ({ line, endLine }: Placed): Placed => ({ line, endLine });

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
