import { type Part, sectionOf } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { type Topic, topicAbove } from '../topic.ts';
import { addressIn } from '../words/channel.ts';
import { durationsIn } from '../words/duration.ts';
import { moneyIn } from '../words/money.ts';
import { namesTool } from '../words/tool.ts';
import { cell, has } from './columns.ts';
import { isAboutSection } from './labels.ts';

/** "Security note: …", "Remember: …" say something to the reader. */
const IS_A_NOTE = /^(?:\w+ )?(?:notes?|warning|important|caution|tips?|remember|attention|disclaimer|nb)$/i;
const SECRET = /(?:secret|password|passwd|token|api_?key|_key$|private|credential|client_id|access_key)/i;
const FOR_A_COMMAND = /^\s*[A-Z][A-Z0-9_]*=[^\s"'(]*[ \t]+[^\s#]/;
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)=(.*)$/;

/** "**Version**: 1.2", "**Status**: Draft" are of the document. */
const isOfTheDocument = (part: Pick<Part, 'label' | 'value'>): boolean =>
  /^(?:(?:document|guide|template) )?(?:version|revision|status|classification|id)$/i.test(part.label!) &&
  /^(?:v?\d[\w.-]*|draft|final|approved|active|internal|public|confidential|production(?: ready)?)$/i.test(part.value);

/** The beginning of a sentence, not the name of anything. */
const IS_SAID = /^(?:this|these|it|we|you|they|there|please|note)\b.*\s\w+/i;

/** "**Resource Group**: `rg-prod`"; "- `/etc/redis.conf` - Cache configuration" */
export function readSettingLine(part: Part): Draft[] {
  if (
    !part.label ||
    !part.value ||
    part.label.length > 60 ||
    isOfTheDocument(part) ||
    isAboutSection(part) ||
    IS_SAID.test(part.label) ||
    IS_A_NOTE.test(part.label)
  )
    return [];
  return [draft(part, { kind: 'setting', name: part.label, value: part.value, secret: SECRET.test(part.label) })];
}

const PILLAR =
  /^(?:\w+ )?(?:metrics?|logs?|logging|trac(?:es?|ing)|dashboards?|apm|errors?|uptime|monitoring|alerting|alerts?|notifications?|visuali[sz]ation|profiling|telemetry|observability|graphs?|boards?|analytics)(?: (?:collection|aggregation|tracking|management|checks?|storage|stack|tools?|platform|backend))?$/i;

/** What a system is watched with, under a title about watching it: "Logs: Loki, kept 30 days"; "**Grafana**: boards". */
export function readToolLine(part: Part): Draft[] {
  if (!part.label || !part.value || part.codes.length > 0 || /[<>≥≤]|https?:/.test(part.value)) return [];
  const isTool =
    (PILLAR.test(part.label) && namesTool(part.value)) || (namesTool(part.label) && part.label.split(' ').length <= 3);
  return isTool && !addressIn(part.value) ? readSettingLine(part) : [];
}

/** "**Configuration file**: `conf/rules.yml`" says where something is, under any title. */
export function readFileLabel(part: Part): Draft[] {
  const file =
    /^(?:[\w-]+ ){0,2}(?:files?|path|location|directory|folder|endpoint|url|host(?:name)?|bucket|namespace|cluster|server)$/i.test(
      part.label ?? '',
    ) &&
    part.codes.length === 1 &&
    part.codes[0] === part.value &&
    /[/.]/.test(part.value);
  return file ? readSettingLine(part) : [];
}

/** "SMTP server: localhost:587" under a title about people. */
export const readTechnicalLine = (part: Part): Draft[] =>
  /\b(?:server|host|port|smtp|endpoint)\b/i.test(part.label ?? '') ? readSettingLine(part) : [];

/** | `LOG_LEVEL` | INFO | how much is logged | */
export function readSettingRow(row: Part): Draft[] {
  // The history of the document.
  if (/^(?:version|date)$/i.test(row.columns[0] ?? '')) return [];
  const [label = null, said = ''] = row.cells;
  if (label && row.cells.length === 2 && isOfTheDocument({ label, value: said })) return [];
  const kept = has(row, 'storage') && /^[~.\w-]*[/\\]/.test(cell(row, 'storage')) ? cell(row, 'storage') : null;
  const named = has(row, 'name') || has(row, 'value') || has(row, 'service') || kept !== null;
  const name = named && !has(row, 'schedule') ? (row.cells[0] ?? '') : '';
  if (!name) return [];
  const value = kept ?? (cell(row, 'value') || (has(row, 'value') ? '' : row.cells.slice(1).find(Boolean)) || null);
  return [draft(row, { kind: 'setting', name, value: value ?? null, secret: SECRET.test(name) })];
}

const PLACE =
  /^(?:\w+ )?(?:environments?|tenants?|accounts?|subscriptions?|clusters?|namespaces?|regions?|zones?|(?:azure |aws |gcp )?resources?|buckets?|containers?|shares?|mounts?|volumes?|queues?|topics?|secrets?|secret names?|ports?|hosts?|servers?|domains?|records?|files?|folders?|director(?:y|ies)|tables?|images?|repositor(?:y|ies)|apps?|modules?|packages?|layers?)$/i;

/** A table of what a system is made of, by the thing its first column names or by the code in its cells. */
export function readInventoryRow(row: Part): Draft[] {
  const [name, ...rest] = row.cells;
  const [header] = row.columns;
  const isInventory = PLACE.test(header ?? '') || (has(row, 'purpose') && row.codes.includes(name ?? ''));
  if (!name || !isInventory || !rest.some(Boolean) || name.length > 80) return [];
  const table = row.parent?.children.filter(({ columns }) => columns === row.columns) ?? [];
  if (!table.some(({ codes }) => codes.length > 0)) return [];
  const value = rest.find(Boolean) ?? null;
  return [draft(row, { kind: 'setting', name, value, secret: SECRET.test(`${header} ${name}`) })];
}

/** "- `TARGET_TIME`: moment to go back to" under "Environment variables:", also among the steps of a procedure. */
export const readVariableLine = (part: Part): Draft[] =>
  /^[A-Z][A-Z0-9_]{2,}(?:=\S*)?$/.test(part.label ?? '') &&
  /\b(?:variables?|parameters?|options?|settings?|flags?|env)\b/i.test(part.parent?.title ?? '')
    ? readSettingLine(part)
    : [];

const RESOURCE =
  /\b(?:v?cpus?|cores?|memory|ram|storage|disks?|ssd|replicas?|nodes?|brokers?|instances?|pods?|shards?|partitions?|bandwidth|throughput|iops|gpus?|internal|external|connections?)\b/i;
const SIZED: ReadonlySet<Topic | null> = new Set<Topic | null>([
  'settings',
  'scaling',
  'growth',
  'cost',
  'advice',
  null,
]);

/** | Profile | Replicas | CPU | Memory |: how large something is; money in the cells makes it a cost. */
export function readSizingRow(row: Part): Draft[] {
  const [name, ...rest] = row.cells;
  const sized = row.columns.slice(1).filter((header) => RESOURCE.test(header));
  if (
    !name ||
    sized.length <
      (row.columns.length > 2 && !/^(?:profile|tier|size|plan|class|environment|stage)s?$/i.test(row.columns[0]!)
        ? 2
        : 1) ||
    !SIZED.has(topicAbove(row))
  )
    return [];
  if (has(row, 'threshold') || has(row, 'alert') || !rest.some((words) => /\d/.test(words)) || moneyIn(row.text))
    return [];
  const value = row.columns
    .slice(1)
    .flatMap((header, n) => (rest[n] ? [`${header}: ${rest[n]}`] : []))
    .join(', ');
  const [about] = sectionOf(row).slice(-1);
  return [draft(row, { kind: 'setting', name: about ? `${about} ${name}` : name, value, secret: false })];
}

/** "- `CACHE_ON`, `SAMPLE_RATE` (0.1)": variables by name, some with what they are set to. */
export function readNamedSettings(part: Part): Draft[] {
  if (part.form !== 'item' || part.codes.length === 0 || !part.codes.every((code) => /^[A-Z][A-Z0-9_]{3,}$/.test(code)))
    return [];
  const besides = part.codes.reduce((rest, code) => rest.replace(code, ' '), part.text).replace(/\([^)]*\)/g, ' ');
  if (/\p{L}/u.test(besides)) return [];
  return part.codes.map((name) => {
    const value = part.text.slice(part.text.indexOf(name) + name.length).match(/^\s*\(([^)]*)\)/)?.[1] ?? null;
    return draft(part, { kind: 'setting', name, value, secret: SECRET.test(name) });
  });
}

/** A block of nothing but `NAME=value` lines and comments. */
export function readEnvironmentBlock(fence: Part): Draft[] {
  const lines = fence.text.split('\n');
  const said = lines.filter((line) => line.trim() && !/^\s*#/.test(line));
  // `NAME=value command` sets a variable for one command only.
  if (said.length < 2 || !said.every((line) => ASSIGNMENT.test(line) && !FOR_A_COMMAND.test(line))) return [];
  return lines.flatMap((line, n) => {
    const [, name, raw] = ASSIGNMENT.exec(line) ?? [];
    if (!name) return [];
    const value =
      raw!
        .replace(/(?<=^[^"'#]*)\s+#.*$/, '')
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2') || null;
    return [
      draft(
        fence,
        { kind: 'setting', name, value, secret: SECRET.test(name) },
        { line: fence.line + 1 + n, endLine: fence.line + 1 + n, text: line.trim() },
      ),
    ];
  });
}

/** Advice that fixes a value: "Use Valkey for the carts", "Sessions are kept in Redis", "Cache results (5-minute TTL)". */
export function readAdvice(part: Part): Draft[] {
  const use = /^use (.+?) for (?:the |all )?([^.;]+)$/i.exec(part.text);
  if (use) return [draft(part, { kind: 'setting', name: use[2]!, value: use[1]!, secret: false })];
  const kept =
    /^([\p{L} -]{3,40}?) (?:is|are|live|lives) (?:stored|kept|cached|held)?\s*(?:in|on|by) ([^.;,]+)$/iu.exec(
      part.text,
    );
  if (kept) return [draft(part, { kind: 'setting', name: kept[1]!, value: kept[2]!, secret: false })];
  const [first] = durationsIn(part.text);
  const noun = first ? /\b(TTL|time-?out|expiry|retention|interval)\b/i.exec(part.text)?.[1] : undefined;
  if (!first || !noun) return [];
  const subject =
    part.label ??
    /\b(cache|session|token|cookie|dns|log|lock|query|request|connection)/i.exec(part.text)?.[1] ??
    part.parent?.title ??
    '';
  return [
    draft(part, {
      kind: 'setting',
      name: `${subject} ${noun}`.trim(),
      value: part.text.slice(first.start, first.end),
      secret: false,
    }),
  ];
}
