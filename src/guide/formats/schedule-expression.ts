/**
 * When something is done, by the expressions of a cloud's own scheduler, as cron with five fields; null for what is none.
 *
 *   "cron(30 1 ? * MON-FRI *)" → "30 1 * * MON-FRI";  "rate(15 minutes)" → "*\/15 * * * *";  "rate(1 day)" → "daily"
 *   "0 6 * * 1" stays;  "0 0 2 * * *", with seconds before it, → "0 2 * * *"
 */
export function scheduleOf(text: string): string | null {
  const rate = /^\s*rate\((\d+) (minute|hour|day)s?\)\s*$/.exec(text);
  if (rate) return cadenceOf(Number(rate[1]), rate[2]!);
  const aws = /^\s*cron\(([^()]+)\)\s*$/.exec(text)?.[1];
  const fields = (aws ?? text).trim().split(/\s+/);
  if (!fields.every((field) => /^[\d*?/,A-Za-z#-]+$/.test(field))) return null;
  if (fields.length === 5 && aws === undefined) return fields.join(' ');
  if (fields.length !== 6) return null;
  // AWS ends with the year and counts its weekdays from Sunday, 1; all others begin with the seconds.
  if (aws === undefined) return fields[0] === '0' ? fields.slice(1).join(' ').replaceAll('?', '*') : null;
  const [minute, hour, day, month, weekday, year] = fields as [string, string, string, string, string, string];
  if (year !== '*' || /[#LW]/.test(weekday + day)) return null;
  const counted = weekday.replace(/(?<!\/)\b[1-7]\b/g, (count) => String(Number(count) - 1));
  return [minute, hour, day, month, counted].join(' ').replaceAll('?', '*');
}

function cadenceOf(count: number, unit: string): string | null {
  if (unit === 'day') return count === 1 ? 'daily' : count === 7 ? 'weekly' : null;
  if (unit === 'hour')
    return count === 1
      ? '0 * * * *'
      : count < 24 && 24 % count === 0
        ? `0 */${count} * * *`
        : count === 24
          ? 'daily'
          : null;
  return count < 60 && 60 % count === 0 ? `*/${count} * * * *` : count === 60 ? '0 * * * *' : null;
}
