import { clean, unnumbered } from './clean.ts';
import { frontMatterIn } from './front-matter.ts';
import { tableRowsIn, titleOfDetails } from './html.ts';
import { type Inline, plainInline } from './inline.ts';
import { splitLabel } from './label.ts';
import { type Block, type ListItem, readMarkdown } from './markdown.ts';
import { repairMojibake } from './mojibake.ts';
import { entriesOf } from './paragraph-lines.ts';
import { asFenced, type OpenPart, type Part } from './part.ts';
import { runInTitleOf, statementsOf } from './sentences.ts';
import { spokenBlocks } from './spoken-block.ts';

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
    const bare = isBareTitle(node, blocks[n + 1]);
    if (node.type === 'heading' || (bare && lastHeading < 1)) {
      const depth = node.type === 'heading' ? (node.depth === 1 && n === 0 ? 1 : node.depth + deeper) : 2;
      while (headings.length > 1 && headings.at(-1)!.depth >= depth) headings.pop();
      headings.push(fromInline('heading', node.inline, node, headings.at(-1)!, { depth }));
      title = leadIn = null;
    } else if (node.type === 'paragraph') {
      // A bold line is a title; one that names a part ("Fix") stands under the entry it is of ("Issue: queue stuck").
      const within = title !== null && (!isTitle(node) || (IS_AN_ENTRY.test(title.text) && isPart(node)));
      const next = paragraph(node, within ? title! : headings.at(-1)!, source, bare);
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

/** "Backups" on a line of its own right above a list or a table: its title, in all but the marks. */
function isBareTitle(node: Block, next: Block | undefined): node is Paragraph {
  return (
    node.type === 'paragraph' &&
    (next?.type === 'list' || next?.type === 'table') &&
    next.line === node.endLine + 1 &&
    /^[\p{Lu}\d][^\n:.!?;|]{2,59}$/u.test(node.inline.text) &&
    node.inline.text.split(' ').length <= 8
  );
}

/** Adds the statements of a paragraph; returns the one that introduces what comes after it, if it does. */
function paragraph(node: Paragraph, parent: OpenPart, source: readonly string[], isBare = false): LeadIn | null {
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
  const introduces = only || isBare || /:\s*$/.test(inline.text);
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
    const fence = open(
      { form: 'fence', text: value, value, language: language?.toLowerCase() ?? null, ...lines(block) },
      parent,
    );
    if (!isSample(parent)) within(spokenBlocks(value, fence.language, asFenced(fence).line + 1), parent, source);
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
  within(head || !first ? rest : [first, ...rest], part, source);
}

/** Blocks that stand within another; what a paragraph introduces stands under it. */
function within(blocks: readonly Block[], parent: OpenPart, source: readonly string[]): void {
  let under = parent;
  for (const child of flat(blocks)) {
    if (child.type === 'paragraph') under = paragraph(child, parent, source)?.part ?? parent;
    else block(child, under, source);
  }
}

/** A template is to be filled in, and what a command prints is no promise. */
const isSample = (above: OpenPart): boolean =>
  [above, above.parent].some((part) => part !== null && part.form !== 'guide' && SAMPLE.test(part.title));
const SAMPLE =
  /\b(?:templates?|examples?|samples?|drafts?)\b|\bexpected (?:output|response|result)s?\b|^(?:output|returns?|results?)\b|\blooks? like\b/i;

function htmlTable(html: string, line: number, parent: OpenPart): void {
  const [header, ...rows] = tableRowsIn(html, line);
  const columns = (header?.cells ?? []).map(clean);
  for (const row of rows) {
    tableRow(columns, row.cells.map(plainInline), row, parent);
  }
}

function tableRow(columns: readonly string[], cells: readonly Inline[], place: Placed, parent: OpenPart): void {
  const texts = cells.map((cell) => clean(cell.text));
  open(
    {
      form: 'row',
      text: texts.join(' | '),
      title: texts[0] ?? '',
      cells: columns.map((_, n) => texts[n] ?? ''),
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
  const { line, endLine } = node;
  const { ordinal, title } = named;
  return open({ ordinal, form, text, label, value, title, codes, links, line, endLine, ...more }, parent);
}

interface Placed {
  readonly line: number;
  readonly endLine: number;
}

const lines = ({ line, endLine }: Placed): Placed => ({ line, endLine });

const NONE: readonly never[] = [];

/** Field by field: spreading them over the empty ones takes a hundred times as long, and a guide has thousands of parts. */
function open(fields: Partial<Omit<Part, 'children' | 'parent'>> & Placed, parent: OpenPart | null): OpenPart {
  const part: OpenPart = {
    form: fields.form ?? 'line',
    text: fields.text ?? '',
    label: fields.label ?? null,
    value: fields.value ?? '',
    title: fields.title ?? '',
    ordinal: fields.ordinal ?? null,
    checked: fields.checked ?? null,
    codes: fields.codes ?? NONE,
    links: fields.links ?? NONE,
    cells: fields.cells ?? NONE,
    columns: fields.columns ?? NONE,
    language: fields.language ?? null,
    line: fields.line,
    endLine: fields.endLine,
    depth: fields.depth ?? 0,
    parent,
    children: [],
  };
  parent?.children.push(part);
  return part;
}

/** A part ends where the last of its children does. */
function close(part: OpenPart): number {
  for (const child of part.children) part.endLine = Math.max(part.endLine, close(child));
  return part.endLine;
}
