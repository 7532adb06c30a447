import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { cronIn } from '../words/cron.ts';
import { durationsIn } from '../words/duration.ts';
import { languageOf } from '../words/language.ts';

/** Programs and names that save data. */
export const BACKS_UP =
  /\b(?:back[\s_-]?ups?|pg_?(?:dump(?:all)?|basebackup|backrest)|mysqldump|mongodump|xtrabackup|restic|borg|velero|snapshots?|dumps?|barman|wal-g|duplicity)\b|backup/i;

/** A line that a command adds: `(crontab -l; echo "0 3 * * * …") | crontab -`. */
const ECHOED = /^\s*\(?(?:crontab -l[^;]{0,40};\s*)?echo\s+["'](?=[\d*@])/;
/** Remarks about the table itself name no line of it. */
const SHOWS_A_CRONTAB = /^(?:sudo )?crontab\b|^m(?:in\w*)?\s+h|^edit (?:the )?crontab/i;
/** The column that a system's own crontab has before the command. */
const USER =
  /^(?:root|postgres|mysql|redis|mongodb|www-data|nginx|apache|nobody|backup|deploy|app|ubuntu|git|jenkins|oracle|<user>)\s+(?=\S)/;

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
    const typed = line.replace(ECHOED, '').replace(/["'].*$/, (rest) => (ECHOED.test(line) ? '' : rest));
    const cron = cronIn(remark ?? typed);
    if (!cron || !(remark || /^\s*(?:[\d*]|@[a-z]+\s)/.test(typed))) {
      title = line.trim() === '' || SHOWS_A_CRONTAB.test(remark ?? '') ? null : (remark ?? title);
      return [];
    }
    const said = (remark ?? typed).trim();
    const place = { line: fence.line + 1 + n, endLine: fence.line + 1 + n, text: said };
    const deed = said.replace(/\s+/g, ' ').replace(cron, '').trim().replace(USER, '');
    const isBackup =
      remark === null && BACKS_UP.test(deed) && !/\b(?:restore|verify|check|prune|forget|expire)\b/i.test(deed);
    const named = title ?? (deed || said);
    title = null;
    return [scheduledDraft(fence, { cron, title: named, isBackup, retention: null, tz: null }, place)];
  });
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
