import { cadenceIn } from './cadence.ts';
import { clockTimesIn } from './clock-time.ts';
import { cronDaysIn } from './weekday.ts';

const FIELD = '(?:\\*|\\d+(?:-\\d+)?(?:,\\d+(?:-\\d+)?)*)(?:\\/\\d+)?';
const CRON = new RegExp(
  `(?<![\\w*/.-])((?:${FIELD}\\s+){3}(?:${FIELD}|[A-Z]{3})\\s+(?:${FIELD}|[A-Za-z]{3}(?:-[A-Za-z]{3})?))(?![\\w*/.-])`,
);
const NICK = /(?<!\w)@(hourly|daily|midnight|weekly|monthly|yearly|annually)\b/;

/** A cron expression standing in the text: "crontab: 30 18 * * 1-5" → "30 18 * * 1-5". */
export function cronIn(text: string): string | null {
  const found = CRON.exec(text)?.[1]?.replace(/\s+/g, ' ');
  if (found && /\*|^0? ?\d+ \d+ /.test(found) && found.includes('*')) return found;
  return NICK.exec(text)?.[0] ?? null;
}

/**
 * The schedule that words state completely, as cron; null where a part is left open ("daily", without a time).
 *
 *   "Daily at 5 AM UTC" → "0 5 * * *";  "every Sunday 03:30" → "30 3 * * 0";  "every 6 hours" → "0 *\/6 * * *"
 */
export function scheduleIn(text: string): string | null {
  const cron = cronIn(text);
  if (cron) return cron;
  const every = /\bevery (\d+) ?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)\b/i.exec(text);
  if (every && /^s/i.test(every[2]!)) {
    const minutes = Number(every[1]) / 60;
    if (!Number.isInteger(minutes)) return null;
    return minutes === 1
      ? '* * * * *'
      : scheduleIn(minutes % 60 === 0 ? `every ${minutes / 60} hours` : `every ${minutes} minutes`);
  }
  if (every) {
    const count = Number(every[1]);
    if (count === 1) return /^m/i.test(every[2]!) ? '* * * * *' : '0 * * * *';
    if (/^m/i.test(every[2]!)) return count > 0 && count < 60 && 60 % count === 0 ? `*/${count} * * * *` : null;
    return count > 0 && count < 24 && 24 % count === 0 ? `0 */${count} * * *` : null;
  }
  const cadence = cadenceIn(text);
  const [firstTime] = clockTimesIn(text);
  if (cadence === 'hourly' && !firstTime) return '0 * * * *';
  const [at] = clockTimesIn(text);
  if (!at) return null;
  const [hour, minute] = at.time.split(':').map(Number);
  const days = cronDaysIn(text);
  const dayOfMonth =
    /\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b/i.exec(text)?.[1] ?? (/\bfirst (?:day )?of\b/i.test(text) ? '1' : null);
  if (days !== null && (cadence === null || cadence === 'weekly' || cadence === 'daily'))
    return `${minute} ${hour} * * ${days}`;
  if (cadence === 'daily') return `${minute} ${hour} * * *`;
  const several = /\b(\d{1,2})(?:st|nd|rd|th) (?:and|&|\+) (?:the )?(\d{1,2})(?:st|nd|rd|th)\b/i.exec(text);
  if (cadence === 'monthly' && several) return `${minute} ${hour} ${several[1]},${several[2]} * *`;
  if (cadence === 'monthly' && dayOfMonth && days === null) return `${minute} ${hour} ${dayOfMonth} * *`;
  return null;
}
