import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** What the front matter says under one key, as a line of the guide would say it. */
interface Entry {
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

const MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?=\r?\n|$)/;

/**
 * The front matter of a guide as lines with labels, and the guide with blank lines in its place.
 *
 *   "---\nslack_channel: '#payments'\nslo:\n  availability: 99.9%\n---" → "slack channel: #payments", "slo availability: 99.9%"
 */
export function frontMatterIn(text: string): { entries: readonly Entry[]; body: string } {
  const [matter, yaml] = MATTER.exec(text) ?? [];
  if (matter === undefined) return { entries: [], body: text };
  const body = matter.replace(/[^\r\n]+/g, '') + text.slice(matter.length);
  const lines = new LineCounter();
  const document = parseDocument(yaml!, { lineCounter: lines, logLevel: 'silent' });
  const entries = document.errors.length > 0 ? labelled(yaml!) : [...entriesOf(document.contents, '', lines)];
  return { entries, body };
}

/** What is no YAML is read line by line: "on-call: @payments" names somebody all the same. */
const labelled = (matter: string): Entry[] =>
  matter.split(/\r?\n/).flatMap((row, n) => {
    const [, key, value] = /^(\w[\w -]{0,40}):\s+(\S.*)$/.exec(row) ?? [];
    return key && value ? [{ text: `${words(key)}: ${value.trim()}`, line: n + 2, endLine: n + 2 }] : [];
  });

/** Deeper than any front matter says something of its own. */
const MOST_DEEP = 4;

function* entriesOf(node: unknown, label: string, lines: LineCounter, depth = 0): Generator<Entry> {
  if (depth > MOST_DEEP) return;
  if (isMap(node)) {
    for (const { key, value } of node.items)
      if (isScalar(key)) yield* entriesOf(value, `${label} ${words(String(key.value))}`.trim(), lines, depth + 1);
  } else if (isSeq(node) && !node.items.every(isScalar)) {
    for (const item of node.items) yield* entriesOf(item, label, lines, depth + 1);
  } else if (isSeq(node) || isScalar(node)) {
    const said = isSeq(node) ? node.items.map(scalar).join(', ') : scalar(node);
    if (label && said) yield { text: `${label}: ${said}`, ...placeOf(node, lines) };
  }
}

const scalar = (node: unknown): string => (isScalar(node) ? (node.source ?? '').trim() : '');

/** "slackChannel" and "slack_channel" as "slack channel". */
const words = (key: string): string =>
  key
    .replace(/[_-]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase();

/** The matter begins below its first rule. */
function placeOf(node: Node, lines: LineCounter): { line: number; endLine: number } {
  const [from, to] = node.range ?? [0, 0];
  return { line: lines.linePos(from).line + 1, endLine: lines.linePos(Math.max(from, to - 1)).line + 1 };
}
