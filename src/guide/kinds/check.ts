import type { CheckFields } from '../../plan/commitment.ts';
import { asFenced, type Part, upward, walk } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { cell, has } from './columns.ts';

const PATH = /(?<![\w./:-])\/(?:[\w.-]+\/?)*(?=$|[\s`,;)?])/;
const URL_OF_HEALTH =
  /https?:\/\/[^\s"'`)<>|]+?\/(?:[\w/-]*\/)?(?:health\w*|healthz|ready|readyz|readiness|live|livez|liveness|status|ping|startup|metrics|up)(?:\/[\w-]+)*(?=[\s"'`)<>|,;]|$)/g;
const HEALTH_PATH =
  /\/(?:[\w-]+\/)*(?:health\w*|ready\w*|live\w*|readiness|liveness|status|ping|startup|metrics|up)(?:\/[\w-]+)*/i;
const OF_THE_SERVICE =
  /^(?:\/(?:api|v\d+|health\w*|system|service|server|app|admin|internal|actuator|public|_))*\/(?:status|up)$/i;
const ENGINES = /\b(postgres(?:ql)?|mysql|mariadb|mongodb|redis|memcached|rabbitmq|kafka|elasticsearch|smtp)\b/i;

/** | `/ready/cache` | reaches the cache | <350ms | HTTP 204, cache="warm" | */
export function readCheckRow(row: Part): Draft[] {
  if (!has(row, 'endpoint')) return [];
  const at = cell(row, 'endpoint').replace(/^(?:GET|HEAD|POST)\s+/i, '');
  const url = /^https?:\/\/\S+$/.exec(at)?.[0] ?? null;
  const path = url ? null : (PATH.exec(at)?.[0] ?? null);
  const target = url || path ? null : at;
  if (!at || (target !== null && !ENGINES.test(target) && !/^[\w.-]+:\d+$/.test(target))) return [];
  const expected = [cell(row, 'criteria'), cell(row, 'expected')].join(' ');
  return [
    draft(row, {
      ...NO_CHECK,
      path,
      url,
      target,
      purpose: cell(row, 'purpose') || cell(row, 'description') || null,
      expect: { status: statusIn(expected), json: jsonIn(expected) },
      maxLatencyMs: millisecondsIn(cell(row, 'latency')),
      timeoutMs: millisecondsIn(cell(row, 'timeout')),
    }),
  ];
}

/**
 * "**Liveness**: the `/healthz` endpoint, for the balancer"; "`GET /health/ready` answers 200 within 500 ms (timeout 3 s)"
 */
export function readCheckSentence(part: Part): Draft[] {
  // A definition or an instruction for a failed check is none.
  if (/^(?:(?:RTO|RPO|MTT\w|SL[AIO]) (?:=|is|means)|if )/i.test(part.text)) return [];
  const url = /https?:\/\/[^\s"'`)>,]+/.exec(part.text)?.[0] ?? null;
  if (
    url &&
    (HEALTH_PATH.test(url.replace(/^https?:\/\/[^/]+/, '')) ||
      /\b(?:health|liveness|readiness|up|status|probe)\b/i.test(part.label ?? '') ||
      /\b(?:(?:is|are|gets?) (?:checked|probed|polled|pinged)|(?:must|has to|should|shall) (?:say|return|answer|respond|load))\b/i.test(
        part.text,
      ))
  )
    return [draft(part, asked(part, { url }))];
  const code = part.codes
    .map((each) => each.replace(/^(?:GET|HEAD)\s+/i, ''))
    .find((each) => /^\/[\w/.-]*$/.test(each));
  const bare = /(?:^|\s)(?:GET|HEAD)\s+(\/[\w/.-]+)/.exec(part.text)?.[1];
  const path =
    code ??
    bare ??
    (part.codes.length === 0 && /\b(?:endpoint|probe|health)/i.test(part.text)
      ? HEALTH_PATH.exec(part.text)?.[0]
      : undefined);
  if (
    !path ||
    (!HEALTH_PATH.test(path) &&
      !/\b(?:endpoint|probe)\b/i.test(part.text) &&
      !isListedEndpoint(part) &&
      !isAskedForHealth(part)) ||
    /\.\w{2,4}$/.test(path)
  )
    return [];
  return [draft(part, asked(part, { path }))];
}

/** "`GET /` (returns 200)" under a title about health. */
const isAskedForHealth = (part: Part): boolean =>
  part.codes.some((code) => /^(?:GET|HEAD)\s+\//i.test(code)) && isAboutHealth(part);

/** "- `/ready/tills` - the tills" under "Endpoints:" of a section about health. */
const isListedEndpoint = (part: Part): boolean =>
  part.label !== null &&
  part.codes.includes(part.label) &&
  /\bendpoints?$/i.test(part.parent?.title ?? '') &&
  [...upward(part)].some(({ title, depth }) => depth > 1 && /\bhealth/i.test(title));

/** An endpoint by its label, also under a title about measurements: "**Health check**: `GET /health`". */
export function readCheckLabel(part: Part): Draft[] {
  const isEndpoint = /^(?:checked |probed |monitored )?endpoints?$/i.test(part.label ?? '') && isAboutHealth(part);
  if (!isEndpoint && !isCheckLabel(part.label ?? '')) return [];
  const paths = part.value.split(/,\s*|\s+and\s+/).map((path) => path.replace(/^(?:GET|HEAD)\s+/, ''));
  const areListed = paths.every((path) => /^\/[\w/.-]*$/.test(path));
  if (!areListed || paths.length === 1) {
    if (isEndpoint && !areListed) return [];
    const told = part.parent?.children.filter(({ label }) => OF_A_CHECK.test(label ?? '')) ?? [];
    return readCheckSentence(part).map((read) => ({
      ...read,
      fields: { ...read.fields, ...toldBeside(told) } as CheckFields,
    }));
  }
  return paths.map((path) => draft(part, { ...NO_CHECK, path }));
}

/** "Health check endpoint", "Readiness probe". */
export const isCheckLabel = (label: string): boolean =>
  /^(?:health|liveness|readiness|startup)(?:[ -]?(?:checks?|probes?|endpoints?|urls?))*$/i.test(label);

const isAboutHealth = (part: Part): boolean =>
  [...upward(part)].some(({ title }) => /\bhealth|\bsynthetic|\bprobes?\b/i.test(title));

/** Lines beside an endpoint that say how it is asked: "Timeout: 5 seconds", "Success criteria: HTTP 200". */
const OF_A_CHECK = /^(?:time-?out|success criteria|expected(?: (?:status|response|code))?)$/i;

function toldBeside(told: readonly Part[]): Partial<CheckFields> {
  const timeout = told.find(({ label }) => /^time/i.test(label ?? ''));
  const status = told.map(({ value }) => statusIn(value)).find((code) => code !== null) ?? null;
  return {
    ...(timeout ? { timeoutMs: millisecondsIn(timeout.value) } : {}),
    ...(status === null ? {} : { expect: { status, json: null } }),
  };
}

/** What a sentence asks of an endpoint: status, members of the answer, latency, timeout. */
function asked(part: Part, where: { path: string } | { url: string }): CheckFields {
  const at = 'path' in where ? where.path : where.url;
  const timeout = /\btime-?\s?out\b\D{0,12}([^,;)]+)|(\d[^,;(]*?)\s*time-?\s?out\b/i.exec(part.text);
  const latency = /\b(?:within|in under|in less than|under|faster than|below|<)\s*([^,;()]+)/i.exec(
    withDigits(part.text.replace(timeout?.[0] ?? '', '')),
  );
  return {
    ...NO_CHECK,
    ...where,
    purpose: purposeOf(part, at),
    expect: { status: statusIn(part.text), json: jsonIn(part.value.replace(at, '')) },
    maxLatencyMs: latency ? millisecondsIn(latency[1]!) : null,
    timeoutMs: timeout ? millisecondsIn(timeout[1] ?? timeout[2]!) : null,
  };
}

/**
 * `curl --fail http://127.0.0.1:9000/healthz` in a block is a check where the guide has not stated that path as one; each
 * path once.
 */
export function readCheckCommands(document: Part, drafts: readonly Draft[]): Draft[] {
  const stated = new Set(drafts.flatMap(({ fields }) => (fields.kind === 'check' && fields.path ? [fields.path] : [])));
  return [...walk(document)].flatMap((part) => (part.form === 'fence' ? readCheckCommand(part, stated) : []));
}

/** Adds what it reads to the paths that are stated. */
function readCheckCommand(fence: Part, stated: Set<string>): Draft[] {
  let remark: string | null = null;
  const { line: fenceLine } = asFenced(fence);
  return fence.text.split('\n').flatMap((line, n) => {
    remark = /^\s*#\s*(.+)/.exec(line)?.[1]?.trim() ?? remark;
    if (line.length > 1000 || !/\b(?:curl|wget|http(?:ie)?)\s/.test(line) || /^\s*#/.test(line)) return [];
    const status = /\s(?:-\w*f\w*|--fail)\b/.test(line) ? 200 : null;
    return [...line.matchAll(URL_OF_HEALTH)].flatMap(([url]) => {
      const path = url.replace(/^https?:\/\/[^/]+/, '');
      // The status of a job is not that of the service.
      if (stated.has(path) || (/\/(?:status|up)$/.test(path) && !OF_THE_SERVICE.test(path))) return [];
      stated.add(path);
      const fields: CheckFields = { ...NO_CHECK, url, purpose: remark, expect: { status, json: null } };
      return [draft(fence, fields, { line: fenceLine + 1 + n, endLine: fenceLine + 1 + n, text: line.trim() })];
    });
  });
}

/** A check of which nothing is said yet. */
export const NO_CHECK: CheckFields = {
  kind: 'check',
  path: null,
  url: null,
  target: null,
  purpose: null,
  expect: { status: null, json: null },
  maxLatencyMs: null,
  timeoutMs: null,
};

function purposeOf(part: Part, path: string): string | null {
  const purpose = /\b(?:endpoint )?(?:for|to check|used by)\s+([^.;,()]+)/i.exec(part.value)?.[1]?.trim();
  if (purpose) return purpose;
  if (part.label && !part.label.includes(path)) return part.label;
  return null;
}

/** "HTTP 200", "200 OK", "returns 204" → the code. */
function statusIn(text: string): number | null {
  const code =
    /\b(?:HTTP|status|code|returns?|answers?(?: with)?|responds?(?: with)?|expects?)\D{0,12}([1-5]\d\d)\b|\b([1-5]\d\d)\s+(?:OK|No Content|Accepted)\b|(?:^\s*|\()([1-5]\d\d)\b(?!\s*(?:ms|MB|GB|%))/i.exec(
      text,
    );
  return code ? Number(code[1] ?? code[2] ?? code[3]) : null;
}

/** `status="healthy"`, `ready=true`, `"db": "up"` → the members the answer must have. */
function jsonIn(text: string): Readonly<Record<string, unknown>> | null {
  const members = [
    ...text.matchAll(
      /["'`]?\b([A-Za-z_][\w.]*)(?:["'`]?\s*==?|["']\s*:)\s*(?:"([^"]*)"|'([^']*)'|(true|false|null|\d+(?:\.\d+)?)\b)/g,
    ),
  ];
  if (members.length === 0) return null;
  return Object.fromEntries(members.map((m) => [m[1]!, m[2] ?? m[3] ?? (JSON.parse(m[4]!) as unknown)]));
}

function millisecondsIn(text: string): number | null {
  const [first] = durationsIn(text);
  return first ? Math.round(first.seconds * 1000) : null;
}
