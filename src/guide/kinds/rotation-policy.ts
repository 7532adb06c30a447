import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { cadenceIn } from '../words/cadence.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';

const SECRET =
  /\b(?:secrets?|(?:api |ssh |encryption |signing |access )?keys?|credentials?|passwords?|tokens?|cert(?:ificate)?s?|tls|ssl)\b/i;
const RENEW =
  /\b(?:rotat\w+|(?:auto-?)?renew\w*|re-?issued?|re-?generat\w+|(?:is|are|be|get) changed|change(?:s|d)? (?:every|each|quarterly|monthly|yearly|annually))\b/i;

/** "**Tokens**: rotated every quarter by a job"; "Rotation of signing keys"; "TLS certificates renew themselves 30 days early." */
export function readRotationPolicy(part: Part): Draft[] {
  const byHand = topicAbove(part) === 'secrets' && part.label !== null && cadenceIn(part.value) !== null;
  if (!SECRET.test(part.text) || !(RENEW.test(part.text) || byHand) || part.form === 'heading') return [];
  const read = policy(part.text, part.label);
  // "Rotation is dual-key for a day" tells of it without saying when.
  if (part.form === 'line' && part.label === null && read.cadence === null && read.automated === null) return [];
  return [draft(part, read)];
}

/** "# Rotate secrets quarterly" over its command in a block; without a rhythm a remark commits to nothing. */
export function readRotationRemarks(fence: Part): Draft[] {
  return fence.text.split('\n').flatMap((line, n) => {
    const remark = /^\s*(?:#(?!!)|--|\/\/)\s*(.+)$/.exec(line)?.[1];
    if (!remark || !SECRET.test(remark) || !RENEW.test(remark) || cadenceIn(remark) === null) return [];
    return [
      draft(fence, policy(remark, null), { line: fence.line + 1 + n, endLine: fence.line + 1 + n, text: remark }),
    ];
  });
}

function policy(
  text: string,
  label: string | null,
): { kind: 'rotation-policy'; what: string; cadence: string | null; automated: boolean | null } {
  const [every] = /\bevery\b/i.test(text) ? durationsIn(withDigits(text)) : [];
  const automated = /\bauto\w*|\bthemselves\b|\bby itself\b/i.test(text)
    ? true
    : /\bmanual\w*|\bby hand\b/i.test(text)
      ? false
      : null;
  return {
    kind: 'rotation-policy',
    what: label && SECRET.test(label) ? label : (SECRET.exec(text)?.[0] ?? text),
    cadence: cadenceIn(text) ?? (every ? `P${Math.round(every.seconds / 86_400)}D` : null),
    automated,
  };
}
