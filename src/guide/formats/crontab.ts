import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { cronIn } from '../words/cron.ts';
import { durationsIn } from '../words/duration.ts';
import { languageOf } from '../words/language.ts';
import { yamlIn } from './yaml-block.ts';

/** Programs and names that save data. */
export const BACKS_UP =
  /\b(?:back[\s_-]?ups?|pg_?(?:dump(?:all)?|basebackup|backrest)|mysqldump|mongodump|xtrabackup|restic|borg|velero|snapshots?|dumps?|barman|wal-g|duplicity)\b|backup/i;

/**
 * Lines of a crontab. What saves data is a backup, anything else a task; the remark above a line names it.
 *
 *   # position load
 *   15 22 * * 1-5  /opt/load.sh
 *   0 1 * * 0   postgres  pgbackrest --type=full backup
 */
export function readCrontab(fence: Part): Draft[] {
  // What shows the crontab of a program in another language is read by the line all the same; a query's "*" is none.
  if (/^(?:sql|kql|promql)$/.test(languageOf(fence.language, fence.text) ?? '')) return [];
  let title: string | null = null;
  return fence.text.split('\n').flatMap((line, n) => {
    const remark = /^\s*(?:#(?!!)|--|\/\/)\s*(.+)$/.exec(line)?.[1] ?? null;
    const cron = cronIn(remark ?? line);
    if (!cron || !(remark || /^\s*[\d*@]/.test(line))) {
      title = line.trim() === '' ? null : (remark ?? title);
      return [];
    }
    const said = (remark ?? line).trim();
    const place = { line: fence.line + 1 + n, endLine: fence.line + 1 + n, text: said };
    const deed = said.replace(/\s+/g, ' ').replace(cron, '').trim();
    const isBackup =
      remark === null && BACKS_UP.test(deed) && !/\b(?:restore|verify|check|prune|forget|expire)\b/i.test(deed);
    const named = title ?? (deed || said);
    title = null;
    return [scheduledDraft(fence, { cron, title: named, isBackup, retention: null, tz: null }, place)];
  });
}

/** The schedules of a GitHub Actions workflow (cron in UTC). */
export function readWorkflow(fence: Part): Draft[] {
  if (!/^\s*(?:'on'|"on"|on|true):/m.test(fence.text) || !/^\s*-?\s*cron:/m.test(fence.text)) return [];
  return yamlIn(fence).flatMap((root) =>
    root.maps('on', 'schedule').flatMap((entry) => {
      const cron = entry.text('cron');
      const title = root.text('name') ?? 'scheduled workflow';
      const place = { line: entry.line, endLine: entry.endLine, text: `${title}: ${cron}` };
      const fields = { cron: cron ?? '', title, isBackup: BACKS_UP.test(title), retention: null, tz: 'UTC' };
      return cron ? [scheduledDraft(fence, fields, place)] : [];
    }),
  );
}

interface Scheduled {
  readonly cron: string;
  readonly title: string;
  readonly isBackup: boolean;
  readonly retention: string | null;
  readonly tz: string | null;
  readonly storage?: string | null;
}

/** A task, or a backup where it saves data. */
export function scheduledDraft(
  fence: Part,
  { cron, title, isBackup, retention, tz, storage }: Scheduled,
  place: Pick<Draft, 'line' | 'endLine' | 'text'>,
): Draft {
  if (!isBackup) return draft(fence, { kind: 'task', cadence: cron, title }, place);
  const [kept] = durationsIn(retention ?? '');
  const fields = {
    kind: 'backup',
    target: title,
    schedule: cron,
    tz,
    storage: storage ?? null,
    encryption: null,
    pointInTimeS: null,
  } as const;
  return draft(fence, { ...fields, retentionS: kept ? Math.round(kept.seconds) : null }, place);
}
