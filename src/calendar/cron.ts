/** The values that each field of a cron expression allows. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 1 Monday … 7 Sunday. */
  readonly daysOfWeek: ReadonlySet<number>;
  /** Where both are restricted a day need only match one of them, as in cron(8). */
  readonly eitherDay: boolean;
}

const NICKNAMES: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Reads the five fields of crontab(5): `*`, numbers, names, ranges, lists and steps, and the @-nicknames. null where it
 * is not one.
 */
export function parseCron(expression: string): CronFields | null {
  const trimmed = expression.trim().slice(0, 200);
  const fields = (NICKNAMES[trimmed.toLowerCase()] ?? trimmed).split(/\s+/);
  if (fields.length !== 5) return null;
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields as [string, string, string, string, string];
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const daysOfMonth = parseField(dayOfMonth, 1, 31);
  const months = parseField(month, 1, 12, MONTHS, 1);
  const daysOfWeek = parseField(dayOfWeek, 0, 7, WEEKDAYS, 0);
  if (minutes === null || hours === null || daysOfMonth === null || months === null || daysOfWeek === null) return null;
  return {
    minutes: [...minutes].toSorted((a, b) => a - b),
    hours: [...hours].toSorted((a, b) => a - b),
    daysOfMonth,
    months,
    daysOfWeek: new Set([...daysOfWeek].map((day) => (day === 0 ? 7 : day))),
    eitherDay: !dayOfMonth.startsWith('*') && !dayOfWeek.startsWith('*'),
  };
}

/** `5`, `1-5`, `MON-FRI`, `0,30`, `*`, `10-50/20`. */
function parseField(
  field: string,
  least: number,
  most: number,
  names: readonly string[] = [],
  firstNameIs = 0,
): Set<number> | null {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(\*|([A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?)(?:\/(\d{1,3}))?$/.exec(part);
    if (match === null) return null;
    const [, all, fromText, toText, stepText] = match;
    const number = (text: string): number => {
      const named = names.indexOf(text.toUpperCase());
      return named >= 0 ? named + firstNameIs : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    };
    const from = all === '*' ? least : number(fromText ?? '');
    const openEnd = stepText === undefined ? from : most;
    const to = all === '*' ? most : toText === undefined ? openEnd : number(toText);
    const step = stepText === undefined ? 1 : Number(stepText);
    if (!(from >= least && from <= to && to <= most && step >= 1)) return null;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}
