import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { conditionsIn } from '../words/condition.ts';
import { environmentIn, targetIn } from './target.ts';

const AIM = '(?:targets?|goals?|objectives?|slos?)';
const LEVELS: Readonly<Record<string, string | null>> = { warn: 'warning', warning: 'warning', critical: 'critical' };
/** What a remark says before its figure: "target:", "alert if", "critical above". */
const SAYS = new RegExp(
  `^(?:(${AIM})|(alert|alarm|warn(?:ing)?|critical|page)(?:s|ing)?(?: (?:threshold|level))?)\\s*(?:(?:when|if|at|is|of)\\b\\s*)?[:=]?\\s*(?=[<>≥≤~\\d]|above|below|over|under|more|less|at least|at most)(.+)$`,
  'i',
);

/**
 * What a measurement has to be, in brackets behind it: "Free disk (alert: < 15 %)", "Backlog (target: < 20, alert if > 80)".
 * A target alone is read by readTargetRemark.
 */
export function readRemarks(part: Part): Draft[] {
  const [, subject, remark] = /^([^(]{3,80}?)\s*\(([^()]+)\)\s*[.;]?$/.exec(part.text) ?? [];
  if (!subject || !remark) return [];
  const said = remark.split(/\s*[,;|]\s+|\s+\/\s+/).map((piece) => SAYS.exec(piece));
  if (said.some((found) => found === null) || !said.some((found) => found![2])) return [];
  return said.flatMap((found) => {
    const [, aim, level, figure] = found!;
    if (aim) {
      const read = targetIn(figure!, [subject]);
      return read ? [draft(part, { ...read, environment: environmentIn(part.text) })] : [];
    }
    return conditionsIn(`${subject} ${figure}`, [subject])
      .filter(({ value }) => value !== null)
      .map(({ op, ...read }) =>
        draft(part, {
          kind: 'alert',
          name: subject,
          ...read,
          op: op ?? 'fails',
          severity: LEVELS[level!.toLowerCase()] ?? null,
          actions: [],
        }),
      );
  });
}
