import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { cadenceIn } from '../words/cadence.ts';
import { durationsIn } from '../words/duration.ts';
import { BACKS_UP, scheduledDraft } from './crontab.ts';

/** When a timer of systemd starts its unit: a task, or a backup where it saves data. */
export function readSystemdTimer(fence: Part): Draft[] {
  if (!/^\s*\[Timer\]/m.test(fence.text)) return [];
  const lines = fence.text.split('\n');
  const value = (key: string): string | null =>
    lines
      .map((line) => new RegExp(`^\\s*${key}\\s*=\\s*(.+?)\\s*$`).exec(line)?.[1])
      .find((said) => said !== undefined) ?? null;
  const unit = value('Unit')?.replace(/\.\w+$/, '');
  const title = value('Description') ?? unit ?? /#\s*\S*?([\w-]+)\.timer/.exec(fence.text)?.[1] ?? 'systemd timer';
  return lines.flatMap((line, n) => {
    const [, key, said] = /^\s*(OnCalendar|OnUnitActiveSec)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    const found = key === 'OnCalendar' ? calendarOf(said!) : key ? everyOf(said!) : null;
    if (!found) return [];
    const place = { line: fence.line + 1 + n, endLine: fence.line + 1 + n, text: `${title}: ${line.trim()}` };
    // A backup's schedule is cron; "weekly" alone leaves it open.
    if (/\s/.test(found.cadence))
      return [
        scheduledDraft(
          fence,
          { cron: found.cadence, title, isBackup: BACKS_UP.test(title), retention: null, tz: found.tz },
          place,
        ),
      ];
    return [draft(fence, { kind: 'task', cadence: found.cadence, title }, place)];
  });
}

interface Found {
  readonly cadence: string;
  readonly tz: string | null;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** systemd.time(7): "Mon..Fri 22:30" → "30 22 * * 1-5", "*-*-01 03:00:00 UTC" → "0 3 1 * *", "daily". */
function calendarOf(text: string): Found | null {
  if (/^[a-z-]+$/.test(text)) {
    const cadence = cadenceIn(text) ?? (text === 'semiannually' ? 'half-yearly' : null);
    return cadence ? { cadence, tz: null } : null;
  }
  const [, weekdays, month, day, hour, minute, zone] =
    /^(?:([A-Z][a-z]{2}\w*(?:(?:\.\.|,)[A-Z][a-z]{2}\w*)*)\s+)?(?:(?:\*-)?(\*|\d{1,2})-(\*|\d{1,2}(?:,\d{1,2})*)\s+)?(\*|\d{1,2}(?:[/,]\d+)*):(\d{1,2}(?:[/,]\d+)*|\*)(?::\d{2})?(?:\s+([A-Z][\w/+-]*))?$/.exec(
      text,
    ) ?? [];
  if (hour === undefined || minute === undefined) return null;
  const days =
    weekdays === undefined
      ? '*'
      : weekdays
          .split(',')
          .map((range) =>
            range
              .split('..')
              .map((name) => DAYS.indexOf(name.slice(0, 3).toLowerCase()))
              .join('-'),
          )
          .join(',');
  return {
    cadence: [field(minute), field(hour), field(day ?? '*'), field(month ?? '*'), days].join(' '),
    tz: zone ?? null,
  };
}

/** "03" → "3", "00/15" → "*" + "/15" */
const field = (text: string): string =>
  text
    .split(',')
    .map((each) => each.replace(/^0+(?=\d)/, '').replace(/^0\//, '*/'))
    .join(',');

/** "1w" → weekly, "12h" → every twelve hours. */
function everyOf(text: string): Found | null {
  const [every] = durationsIn(text);
  const seconds = every ? Math.round(every.seconds) : 0;
  const named = { 3600: 'hourly', 86400: 'daily', 604800: 'weekly' }[seconds];
  if (named) return { cadence: named, tz: null };
  const [minutes, hours] = [seconds / 60, seconds / 3600];
  if (minutes < 60 && 60 % minutes === 0) return { cadence: `*/${minutes} * * * *`, tz: null };
  return hours < 24 && 24 % hours === 0 ? { cadence: `0 */${hours} * * *`, tz: null } : null;
}
