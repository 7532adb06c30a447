import { type Part, upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { deadlineOf } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { cell, has, headerOf } from './columns.ts';
import { labelled, pick } from './labels.ts';

const RTO = /\bRTO\b|\brecovery time/i;
const RPO = /\bRPO\b|\brecovery point/i;

/** | Database | 1 hour | 15 minutes | restore from backup | */
export function readRecoveryRow(row: Part): Draft[] {
  if (!has(row, 'rto') && !has(row, 'rpo')) return topicAbove(row) === 'recovery' ? bareRow(row) : [];
  // "Target RTO/RPO" over "2h / 5m" holds both.
  const both = RPO.test(headerOf(row, 'rto')) ? cell(row, 'rto').split(/\s*[/,;]\s*/) : null;
  const [rto, rpo] = both ?? [cell(row, 'rto'), cell(row, 'rpo')];
  const [rtoS, rpoS] = [deadlineOf(withDigits(rto ?? '')), deadlineOf(withDigits(rpo ?? ''))];
  const scope = cell(row, 'service') || cell(row, 'name') || row.cells[0] || null;
  return [
    draft(row, { kind: 'recovery', scope, rtoS, rpoS, means: cell(row, 'means') || cell(row, 'description') || null }),
  ];
}

/** A table under "Recovery time objectives" whose header does not repeat it: | Database | 1 hour | */
function bareRow(row: Part): Draft[] {
  const seconds = row.cells
    .slice(1)
    .map((words) => deadlineOf(withDigits(words)))
    .find((stated) => stated !== null);
  if (seconds === undefined) return [];
  const ofPoint = [...upward(row)].some(({ title }) => RPO.test(title) && !RTO.test(title));
  return [
    draft(row, {
      kind: 'recovery',
      scope: row.cells[0] ?? null,
      rtoS: ofPoint ? null : seconds,
      rpoS: ofPoint ? seconds : null,
      means: null,
    }),
  ];
}

/** "**RTO:** < 30 minutes", "**Data loss:** < 6 hours" also among the steps of a procedure. */
export const readRecoveryLabel = (part: Part): Draft[] =>
  /^(?:(?:expected|target|estimated) )?(?:RTO|RPO|recovery (?:time|point)(?: objective)?(?: \(R[TP]O\))?|(?:max(?:imum)? )?data loss)$/i.test(
    part.label ?? '',
  )
    ? readRecoveryLine(part)
    : [];

/** "- **Search**: 2 hours (rebuild the index)" under "Recovery Time Objectives (RTO)"; "RTO 4 h, RPO 15 min". */
export function readRecoveryLine(part: Part): Draft[] {
  const several = clauses(part);
  if (several.length > 0) return several;
  const text = withDigits(part.text);
  const title = part.parent?.title ?? '';
  const rto = /\b(?:RTO|recovery time(?: objective)?)\b\W*(?:\(RTO\))?\W*(?:of|is|:|=|<)?\s*([^,;()]+)/i.exec(
    text,
  )?.[1];
  const rpo =
    /\b(?:RPO|recovery point(?: objective)?|data loss(?=:))\b\W*(?:\(RPO\))?\W*(?:of|is|:|=|<)?\s*([^,;()]+)/i.exec(
      text,
    )?.[1];
  const [rtoBefore, rpoBefore] = [/([^,;(]+)\(RTO\)/.exec(text)?.[1], /([^,;(]+)\(RPO\)/.exec(text)?.[1]];
  if (rtoBefore || rpoBefore) {
    const fields = { rtoS: deadlineOf(rtoBefore ?? ''), rpoS: deadlineOf(rpoBefore ?? '') };
    if (fields.rtoS !== null || fields.rpoS !== null)
      return [
        draft(part, {
          kind: 'recovery',
          scope: /\bif (?:the |a )?([\w -]+?) (?:is|are|goes|fails?)\b/i.exec(text)?.[1] ?? null,
          ...fields,
          means: null,
        }),
      ];
  }
  if (rto || rpo) {
    const fields = { rtoS: rto ? deadlineOf(rto) : null, rpoS: rpo ? deadlineOf(rpo) : null };
    if (fields.rtoS === null && fields.rpoS === null) return [];
    const scope = part.label && !RTO.test(part.label) && !RPO.test(part.label) ? part.label : null;
    return [draft(part, { kind: 'recovery', scope, ...fields, means: null })];
  }
  const [ofTime, ofPoint] = [
    RTO.test(title) || /\brecovery (?:targets?|goals?)/i.test(title),
    RPO.test(title) && !RTO.test(title),
  ];
  const seconds = deadlineOf(withDigits(part.value));
  if (seconds === null || !(ofTime || ofPoint) || !part.label) return [];
  const means = /\(([^)]+)\)/.exec(part.value)?.[1] ?? null;
  return [
    draft(part, {
      kind: 'recovery',
      scope: part.label,
      rtoS: ofPoint ? null : seconds,
      rpoS: ofPoint ? seconds : null,
      means,
    }),
  ];
}

/** "RPO/RTO: orders RPO 10m, RTO 2h; documents RPO 0, RTO 8h"; "RTO / RPO: 4 hours / 15 minutes", in the label's order. */
function clauses(part: Part): Draft[] {
  const label = part.label ?? '';
  if (!(RTO.test(label) && RPO.test(label))) return [];
  const text = withDigits(part.value);
  const values = text.split(/\s*\/\s*|\s*,\s*|\s+and\s+/).map(deadlineOf);
  if (!RTO.test(text) && !RPO.test(text)) {
    const [first, second] = values;
    if (values.length !== 2 || first === null || second === null) return [];
    const isTimeFirst = label.search(RTO) < label.search(RPO);
    const [rtoS, rpoS] = isTimeFirst ? [first!, second!] : [second!, first!];
    return [draft(part, { kind: 'recovery', scope: null, rtoS, rpoS, means: null })];
  }
  return text.split(/;\s+/).flatMap((clause) => {
    const [rtoS, rpoS] = [/\bRTO\b([^,;]+)/i, /\bRPO\b([^,;]+)/i].map((words) =>
      deadlineOf(words.exec(clause)?.[1]?.replace(/^[\s:=<of]+/, '') ?? ''),
    );
    const scope = /^(.*?)\s*[:-]?\s*\b(?:RTO|RPO)\b/i.exec(clause)?.[1]?.trim() || null;
    return rtoS === null && rpoS === null
      ? []
      : [draft(part, { kind: 'recovery', scope, rtoS: rtoS ?? null, rpoS: rpoS ?? null, means: null })];
  });
}

/** A heading "Database" with "- RTO: 1 hour" and "- RPO: 15 minutes" below it. */
export function readRecoveryGroup(part: Part): Draft[] {
  const labels = labelled(part);
  const [rto, rpo] = [pick(labels, RTO), pick(labels, RPO)];
  if (!rto || !rpo || rto === rpo || part.form === 'guide') return [];
  const scope = part.title.replace(/\s*\(.*|\brecovery (?:objectives?|targets?)\b/gi, '').trim() || null;
  const fields = { rtoS: deadlineOf(withDigits(rto.value)), rpoS: deadlineOf(withDigits(rpo.value)) };
  const means = pick(labels, /\bmeans|\bmethod|\bhow/);
  const covers = [rto, rpo, means].filter((child) => child !== null);
  const [line, endLine] = [
    Math.min(...covers.map((child) => child.line)),
    Math.max(...covers.map((child) => child.endLine)),
  ];
  const text = `${part.title}: ${covers.map((child) => child.text).join('; ')}`;
  return [
    draft(part, { kind: 'recovery', scope, ...fields, means: means?.value ?? null }, { covers, line, endLine, text }),
  ];
}
