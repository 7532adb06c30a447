import type { Part } from '../document/part.ts';
import { upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove, topicOf } from '../topic.ts';
import { cadenceIn } from '../words/cadence.ts';
import { cronIn, scheduleIn } from '../words/cron.ts';
import { cell, has } from './columns.ts';

/** An item under "Weekly Tasks", with all that stands below it. */
export function readTaskItem(part: Part): Draft[] {
  const cadence = scheduleIn(part.text) ?? cadenceIn(part.text) ?? cadenceAbove(part);
  if (!cadence || !part.title) return [];
  return [draft(part, { kind: 'task', cadence, title: part.label === null ? part.text : part.title })];
}

/** | Rotate the logs | every Monday 06:00 | */
export function readTaskRow(row: Part): Draft[] {
  if (!has(row, 'task') && topicAbove(row) !== 'tasks') return [];
  const told = row.cells.map((words) => scheduleIn(words) ?? cadenceIn(words));
  const at = told.findIndex((cadence) => cadence !== null);
  const title = cell(row, 'task') || cell(row, 'name') || row.cells.find((words, n) => n !== at && words) || '';
  const cadence = told[at] ?? cadenceAbove(row);
  return title && cadence ? [draft(row, { kind: 'task', cadence, title })] : [];
}

const OF_THE_GUIDE =
  /\b(?:this|the) (?:document|guide|runbook|page)\b.{0,60}\b(?:review|updat|revis)|\breview(?:ed)?\b.{0,30}\b(?:this|the) (?:document|guide|runbook)/i;

/** "**Review Frequency**: Quarterly"; "We review this guide every month."; "Penetration test - quarterly" */
export function readRhythm(part: Part): Draft[] {
  const stated = part.label && /^(?:every \w+|\w+ly|each \w+)$/i.test(part.label) ? cadenceIn(part.label) : null;
  if (stated && part.value) return [draft(part, { kind: 'task', cadence: stated, title: part.value })];
  const cadence = cadenceIn(part.value);
  if (!cadence) return [];
  if (
    part.label &&
    /^(?:document |next |guide )?reviews?(?:ed)?(?: frequency| schedule| cycle| cadence| interval)?$/i.test(part.label)
  )
    return [draft(part, { kind: 'task', cadence, title: 'Review this guide' })];
  if (OF_THE_GUIDE.test(part.text)) return [draft(part, { kind: 'task', cadence, title: 'Review this guide' })];
  const remark =
    /^(.{3,60}?)\s*(?:-|:|\()\s*(?:done |run |performed |held )?(daily|weekly|monthly|quarterly|yearly|annually|every [\w ]+?)\)?\.?$/i.exec(
      part.text,
    );
  return remark ? [draft(part, { kind: 'task', cadence, title: remark[1]!.trim() })] : [];
}

/** A report that comes by itself or is made: "**Bill**: weekly report for each team". */
export function readReport(part: Part): Draft[] {
  const cadence = cadenceIn(part.value);
  if (
    !cadence ||
    !/\b(?:breakdown|report|review(?:ed)?|analysis|audit(?:ed)?|check(?:ed)?|export|summary|tested|rehearsed|drills?)\b/i.test(
      part.value,
    )
  )
    return [];
  return [draft(part, { kind: 'task', cadence, title: part.value })];
}

/** "# In the crontab: 30 18 * * 1-5" in a block, named by the remark before it. */
export function readCronRemarks(fence: Part): Draft[] {
  let title: string | null = null;
  return fence.text.split('\n').flatMap((line, n) => {
    const remark = /^\s*(?:#(?!!)|--|\/\/)\s*(.+)$/.exec(line)?.[1] ?? null;
    const cron = cronIn(remark ?? line);
    const place = { line: fence.line + 1 + n, endLine: fence.line + 1 + n, text: (remark ?? line).trim() };
    if (cron && (remark || /^\s*[\d*@]/.test(line)))
      return [
        draft(
          fence,
          { kind: 'task', cadence: cron, title: title ?? (place.text.replace(cron, '').trim() || place.text) },
          place,
        ),
      ];
    title = remark ?? title;
    return [];
  });
}

function cadenceAbove(part: Part): string | null {
  for (const above of upward(part)) {
    if (above !== part && topicOf(above) === 'tasks') return cadenceIn(above.title);
  }
  return null;
}
