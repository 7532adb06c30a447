import type { EscalationFields } from '../../plan/commitment.ts';
import { repairMojibake } from '../document/mojibake.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { addressIn } from '../words/channel.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { severityClassIn } from '../words/severity-name.ts';

const DOWN = /[↓⬇▼⇓]|^[|│┃](?!.*[|│┃]\s*$)|^[|│┃]$|^[vV](?=\s*(?:\(|$|\d))|^-+>/;
/** Before an arrow has been met: nobody is next yet. */
const NO_ARROW = { at: -1, words: '' };
/** What parts the rungs of a chain on one line. */
export const ARROW = /\s*(?:→|⟶|➜|⇒|-->|->|=>)\s*/;
/** "primary --5m--> secondary" as "primary → 5m → secondary". */
const TIMED_ARROW = /\s*-+\s*\(?((?:after )?\d+\s*[a-z]+)\)?\s*-+>\s*/gi;

/**
 * A ladder drawn with arrows, down or across:
 *
 *   L1 (On-Call Engineer)
 *     ↓ (20 minutes for P0, 90 minutes for P1)
 *   L2 (Team Lead)
 */
export function readLadder(fence: Part): Draft[] {
  if ((fence.language !== null && !/^te?xt$|^plain/.test(fence.language)) || /[┌┐└┘├┤]/.test(fence.text)) return [];
  if (
    !OF_PEOPLE.has(topicAbove(fence) ?? '') &&
    (fence.text.match(PERSON) ?? []).length < 2 &&
    !STRICT_RUNG.test(fence.text)
  )
    return [];
  const lines = repairMojibake(fence.text).split('\n');
  const drafts: Draft[] = [];
  let from: string | null = null;
  let waits = NO_ARROW;
  for (const [n, raw] of lines.entries()) {
    const line = raw.trim();
    if (!line) continue;
    if (DOWN.test(line)) {
      waits = { at: n, words: `${waits.words} ${line.replace(DOWN, '').trim()}`.trim() };
      continue;
    }
    if (waits.at >= 0 && from !== null && !/^\(?(?:after |wait )?\d/.test(line)) {
      const place = {
        line: fence.line + 1 + waits.at,
        endLine: fence.line + 1 + waits.at,
        text: `${from} ${lines[waits.at]!.trim()} ${line}`,
      };
      // "Primary (15 min)" over an arrow that says only "no answer": the wait stands beside who is left.
      const beside = durationsIn(waits.words).length > 0 ? '' : (/\(([^)]*\d[^)]*)\)\s*$/.exec(from)?.[1] ?? '');
      for (const fields of steps(from, line, `${waits.words} ${beside}`.trim()))
        drafts.push(draft(fence, fields, place));
    } else if (waits.at >= 0 && from !== null) {
      waits = { at: n, words: line };
      continue;
    }
    const across = line.replace(TIMED_ARROW, ' → $1 → ').split(ARROW);
    if (across.length > 1) drafts.push(...chain(fence, across, fence.line + 1 + n, line));
    from = across.at(-1)!;
    waits = NO_ARROW;
  }
  return drafts;
}

/** Who stands on a rung; "Detect → Contain → Resolve" is a way of working. */
const PERSON =
  /\b(?:L\d|levels? \d|tier \d|on-?call|engineers?|leads?|managers?|director|head of|primary|secondary|officer|support|CTO|CIO|CEO|COO|VP)\b/gi;

/** "L1 → L2 (30 min) → L3 (1 h)" on one line of the text. */
export const readChain = (part: Part): Draft[] => readChainIn(part, part.text);

/** The same in a piece of a part: one cell of a row. */
export function readChainIn(part: Part, text: string): Draft[] {
  const rungs = text.replace(TIMED_ARROW, ' → $1 → ').split(ARROW);
  if (rungs.length < 2 || rungs.some((rung) => rung.length > 60 || !rung.trim())) return [];
  return chain(part, rungs, part.line, text);
}

function chain(part: Part, rungs: readonly string[], line: number, text: string): Draft[] {
  const people = rungs.filter((rung) => !/^\W*(?:after\s+)?\d+\s*\w+\W*$/i.test(rung));
  return people.slice(1).flatMap((to, n) => {
    const between = rungs.slice(rungs.indexOf(people[n]!) + 1, rungs.indexOf(to)).join(' ');
    return steps(people[n]!, to, between || to).map((fields) => draft(part, fields, { line, endLine: line, text }));
  });
}

/** A rung of a numbered list: "2. After 20 minutes without response: Tech lead - lead@example.com". */
export function readRung(part: Part): Draft[] {
  const [, waits, who] =
    /^(?:then )?(?:after|if no \w+ (?:for|within|in|after)|no \w+ (?:for|within|in|after))\s+([^:]+?)(?::|,)\s+(.+)$/i.exec(
      withDigits(part.text),
    ) ?? [];
  const [wait] = durationsIn(waits ?? '');
  if (!wait || !who) return [];
  const found = addressIn(who);
  const to = who
    .replace(found?.address ?? '', '')
    .replace(/\s*[(<].*$|[\s,;-]+$/g, '')
    .replace(/^(?:page|call|notify) (?:the )?/i, '')
    .trim();
  const reached: Draft[] = found ? [draft(part, { kind: 'contact', role: to, level: null, ...found })] : [];
  return [
    draft(part, {
      kind: 'escalation',
      from: null,
      to,
      afterS: Math.round(wait.seconds),
      severity: severityClassIn(part.text),
    }),
    ...reached,
  ];
}

/** The waiting time of a rung and who it is: "L2 Support - after 15 min", "(no ack in 5 min) Secondary on-call". */
function waitOf(text: string): { afterS: number; who: string } | null {
  const said = withDigits(text);
  const [wait] = durationsIn(said);
  if (!wait) return null;
  const who = said
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\s*[-,]?\s*\b(?:after|if no|no|within|unresolved)\b.*$/i, ' ')
    .replace(/[\s:,-]+$/g, '')
    .replace(/^[\s:,-]+/g, '')
    .trim();
  return who && who.length <= 60 && !/\d\s*(?:min|hour|h\b)/i.test(who)
    ? { afterS: Math.round(wait.seconds), who }
    : null;
}

const LOOKS_LIKE_A_RUNG = /\b(?:after|no (?:ack\w*|answer|response|reply)|unresolved|unacknowledged)\b/i;

const STRICT_RUNG = /\bno (?:ack\w*|answer|response|reply)\b|\bun(?:resolved|acknowledged)\b/i;
const OF_PEOPLE: ReadonlySet<string> = new Set(['escalation', 'rotation', 'contacts', 'severities']);

/** A rung below the one it is reached from: indented lines, the branches of a tree, lists within lists. */
export function readNestedRung(part: Part): Draft[] {
  if (part.form !== 'item' || part.parent?.form !== 'item' || !LOOKS_LIKE_A_RUNG.test(part.text)) return [];
  if (!STRICT_RUNG.test(part.text) && !OF_PEOPLE.has(topicAbove(part) ?? '')) return [];
  const wait = waitOf(part.text);
  return wait && part.text.length < 90
    ? [
        draft(part, {
          kind: 'escalation',
          from: rung(waitOf(part.parent.text)?.who ?? part.parent.text),
          to: wait.who,
          afterS: wait.afterS,
          severity: severityClassIn(part.text),
        }),
      ]
    : [];
}

/** "2. Regional lead (30 min)" in a numbered list; "Second level (unresolved after 4 hours): service manager". */
export function readListedRung(part: Part): Draft[] {
  const isLevel = /^(?:level|tier|l|step)\s?\d$/i.test(part.label ?? '');
  const inBrackets = /\(([^)]*)\)/.exec(isLevel ? part.value : (part.label ?? part.text))?.[1] ?? '';
  if (part.ordinal === null && !(part.label && inBrackets)) return [];
  const [wait] = durationsIn(withDigits(inBrackets));
  const to = rung(part.label && part.value ? part.value.replace(/\.$/, '') : part.text);
  if (!wait || addressIn(to)) return [];
  // "Duty engineer (0-15 min)" is who answers first.
  if (wait.seconds === 0)
    return [draft(part, { kind: 'contact', role: to, level: null, channel: null, address: null })];
  const beside = part.parent?.children.filter((other) => other.form === part.form) ?? [];
  const before = beside[beside.indexOf(part) - 1];
  const from = before ? rung(before.label && before.value ? before.value.replace(/\.$/, '') : before.text) : null;
  return [
    draft(part, {
      kind: 'escalation',
      from,
      to,
      afterS: Math.round(wait.seconds),
      severity: severityClassIn(part.text),
    }),
  ];
}

/** One step for each class: "20 minutes for P0, 90 minutes for P1". */
export function steps(
  from: string | null,
  to: string,
  waits: string,
  severity: string | null = null,
): EscalationFields[] {
  const said = withDigits(waits);
  const who = { kind: 'escalation', from: from ? rung(from) : null, to: rung(to) } as const;
  const found = said.split(/[,;]|\band\b(?=[^,;]*\d\s*[a-z])/i).flatMap((piece) => {
    const [wait] = durationsIn(piece);
    if (!wait) return [];
    const classes = [...piece.matchAll(/\b(?:P|S|SEV|Severity)[\s-]?\d\b/gi)].map((m) => severityClassIn(m[0]));
    return (classes.length > 0 ? classes : [severity]).map((level) => ({
      ...who,
      afterS: Math.round(wait.seconds),
      severity: level,
    }));
  });
  return found.length > 0 ? found : [{ ...who, afterS: null, severity }];
}

/** "L2 (Team Lead)" → "L2"; "Team Lead (after 15 min)" → "Team Lead". */
export function rung(text: string): string {
  return (
    text
      .replace(/^\s*(?:\d+[.)]|[-*])\s+/, '')
      .replace(/\s*[([].*$/, '')
      .replace(/[:,]\s*$/, '')
      .trim() || text.trim()
  );
}

/** A rung also among the steps of a procedure, where the lead-in above it is about escalation. */
export const readToldRung = (part: Part): Draft[] =>
  part.form === 'item' && part.parent?.form === 'lead-in' && /\bescalat/i.test(part.parent.title)
    ? readListedRung(part)
    : [];
