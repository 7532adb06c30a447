import { type Part, upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { severityClassIn, severityIn } from '../words/severity-name.ts';
import { cell, has } from './columns.ts';
import { rung, steps } from './ladder.ts';

/** | From | To | After | Severity | */
export function readEscalationRow(row: Part): Draft[] {
  if (!(has(row, 'to', 'after') || has(row, 'from', 'to'))) return [];
  const to = cell(row, 'to');
  return to
    ? steps(cell(row, 'from') || null, to, cell(row, 'after'), severityClassIn(cell(row, 'severity'))).map((fields) =>
        draft(row, fields),
      )
    : [];
}

const WHO =
  /^(?:contacts?|who|roles?|escalates? to|escalation|to|notif(?:y|ied)|owners?|responsible|persons?|people|teams?|level)\b/i;
const WHEN = /\b(?:since|elapsed|after|waits?|unresolved|unacknowledged|delay|time(?:frame|line)?|trigger|when|if)\b/i;

/** | Step | Time since alert | Contact |, under a title about escalation: each row is next after the one above it. */
export function readEscalationTime(row: Part): Draft[] {
  if (topicAbove(row) !== 'escalation' || has(row, 'email') || has(row, 'phone')) return [];
  const at = row.columns.findIndex((header) => WHEN.test(header) && !/\brespon/i.test(header));
  const who = row.columns.findLastIndex((header, n) => n !== at && WHO.test(header));
  const to = row.cells[who] ?? '';
  if (has(row, 'severity', 'response')) return [];
  const waits = withDigits(row.cells[at] ?? '');
  const [first] = durationsIn(waits);
  if (at < 0 || !to || !first || first.seconds === 0) return [];
  const beside = row.parent?.children.filter(({ columns }) => columns === row.columns) ?? [];
  const from = beside[beside.indexOf(row) - 1]?.cells[who] ?? null;
  const pieces = waits.split(/\s+\/\s+|[,;]\s+/).filter((piece) => durationsIn(piece).length > 0);
  return pieces.flatMap((piece) => steps(from, to, piece)).map((fields) => draft(row, fields));
}

/** "**Escalation**: to level 2 after 1 hour" beneath "#### Level 1": from the one whose title it stands under. */
export function readEscalationLabel(part: Part): Draft[] {
  if (!/^escalat(?:ion|es?|e to)(?: path| rule)?$/i.test(part.label ?? '')) return [];
  const said = withDigits(part.value);
  const to =
    /^(?:automatic(?:ally)? |immediate(?:ly)? )?to (?:the )?(.+?)(?=\s+(?:after|if|when|within|unless|for|in)\b|[.,;]|$)/i.exec(
      said,
    )?.[1] ?? /^(?:after|within|if|when)\b[^→]*?(?:→|⇒|->|=>|,? to (?:the )?)\s*([^.,;→]+)$/i.exec(said)?.[1]?.trim();
  const [wait] = durationsIn(said);
  if (!to || to.length > 40) return [];
  const above = part.parent;
  const from = above && above.form !== 'lead-in' && severityIn(above.title) === null ? rung(above.title) : null;
  return [
    draft(part, {
      kind: 'escalation',
      from,
      to,
      afterS: wait ? Math.round(wait.seconds) : null,
      severity: severityClassIn(said) ?? classAbove(part),
    }),
  ];
}

/** "- P2 not resolved in 1 hour" below "To the manager:" under a title about escalation. */
export function readEscalationCase(part: Part): Draft[] {
  const to = /^to (?:the )?(.{3,40})$/i.exec(part.parent?.title ?? '')?.[1];
  if (!to || part.parent?.form !== 'lead-in' || topicAbove(part.parent) !== 'escalation') return [];
  const said = withDigits(part.text);
  const severity = severityClassIn(said);
  if (!severity) return [];
  const [wait] = durationsIn(said);
  const afterS = wait ? Math.round(wait.seconds) : null;
  return [draft(part, { kind: 'escalation', from: null, to, afterS, severity })];
}

const SENTENCE =
  /\b(?:[Ee]scalat(?:e[sd]?|ion|ing)|hand(?:s|ed)? over|goes|page|call|notify)\s+(?:it\s+|the (?:incident|page|alert)\s+)?(?:on\s+)?(?:to\s+)?(?:the\s+)?([A-Z][\w-]*(?:\s+(?!if\b|after\b|when\b|within\b|unless\b|for\b)[\w-]+){0,3})/;
/** What makes a waiting time one of escalation. */
const UNANSWERED =
  /\bescalat|\b(?:no (?:answer|response|acknowledg\w+)|unacknowledged|not (?:been )?(?:acknowledged?|answer(?:ed)?|picked up|respond\w*)|(?:doesn't|hasn't) (?:acknowledge|answer|respond)\w*|(?:nobody|no one|somebody|unless \w+) .{0,20}(?:acknowledge[sd]?|acks?|answers?|there|responds?|picks? up)|without (?:an? )?(?:answer|acknowledg\w+|response))\b/i;
const REACHES =
  /\b(?:escalates?|goes|page[sd]?|call(?:s|ed)?|notify)\s+(?:on )?(?:to )?the ([\w -]+?)(?=\s+(?:if|after|when|within|unless|for|is)\b|[.,;]|$)/i;
/** "Escalate to a senior engineer if unresolved in 30 minutes": also where no capital says who. */
const GOES_TO =
  /\bescalate\s+(?:it |this )?to\s+(?:the |an? |our )?([\w -]{3,40}?)(?=\s+(?:if|after|when|within|unless|for|is)\b|[.,;]|$)/i;
const IS_REACHED = /\bthe ([\w -]+?) is (?:paged|called|notified|informed|told|alerted)/i;
const CONDITION = /\b(?:if|unless|when|after|within|not|without|no)\b/i;

/** "Escalate to L3 after 40 minutes without a fix"; "After 15 minutes without an answer, page the team lead." */
export function readEscalationSentence(part: Part): Draft[] {
  const text = withDigits(part.text);
  const informed = IS_REACHED.test(text) && /\b(?:P|S|SEV|Severity)[\s-]?\d\b/i.test(text) && /\bafter\b/i.test(text);
  if (!(UNANSWERED.test(text) || informed) || !CONDITION.test(text)) return [];
  return text.split(/;\s+/).flatMap((clause) => {
    const [wait] = durationsIn(clause);
    const to =
      SENTENCE.exec(clause)?.[1] ??
      REACHES.exec(clause)?.[1] ??
      GOES_TO.exec(clause)?.[1] ??
      IS_REACHED.exec(clause)?.[1];
    if (!wait || !to) return [];
    const from =
      below(to) ??
      /\b(?:if|when|unless) the ([\w -]+?) (?:does not|doesn't|has not|hasn't)\b/i.exec(clause)?.[1] ??
      null;
    return [
      draft(part, {
        kind: 'escalation',
        from,
        to: to.trim(),
        afterS: Math.round(wait.seconds),
        severity: severityClassIn(clause) ?? classAbove(part),
      }),
    ];
  });
}

/** Whoever stands one level lower: "L2" is reached from "L1". */
function below(to: string): string | null {
  const level = /^(L|Level |Tier )(\d)$/i.exec(to.trim());
  return level && Number(level[2]) > 1 ? `${level[1]}${Number(level[2]) - 1}` : null;
}

function classAbove(part: Part): string | null {
  for (const above of upward(part)) {
    const level = above === part ? null : severityClassIn(above.title);
    if (level) return level;
    if (above.form === 'heading') break;
  }
  return null;
}
