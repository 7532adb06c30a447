import { Temporal } from 'temporal-polyfill';

/** 4 000 → "4 s", 303 000 → "5 min 3 s", 7 200 000 → "2 h", 5 days in milliseconds → "5 days". */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return twoUnits(seconds, 60, 'min', 's');
  if (seconds < 48 * 3600) return twoUnits(Math.floor(seconds / 60), 60, 'h', 'min');
  return `${Math.floor(seconds / 86_400)} days`;
}

/** 1412.3, "ms" → "1 412 ms"; 0.214, "%" → "0.21 %". Three figures are enough beside a threshold. */
export function figure(value: number, unit: string | null): string {
  if (unit === 'bytes') return bytesInWords(value);
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  // 99.95 % must not read 100 %: close to the whole, digits are the news.
  const isNearlyWhole = unit === '%' && value > 99 && value < 100;
  const text = isNearlyWhole ? (Math.floor(value * 1000) / 1000).toString() : trimZeros(value.toFixed(digits));
  const grouped = text.replace(/\B(?=(\d{3})+(?!\d))/g, (_match, _group, offset: number) =>
    text.includes('.') && offset > text.indexOf('.') ? '' : '\u202f',
  );
  return unit === null || unit === '' ? grouped : unit === '/s' ? `${grouped} /s` : `${grouped} ${unit}`;
}

/** 8 674 663 bytes → "8.67 MB": decimal, as disks and guides count. */
function bytesInWords(bytes: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(bytes))) / 3)));
  return figure(bytes / 1_000 ** power, BYTE_UNITS[power] ?? 'B');
}

/** 03:17 in the system's zone, with the day where it is not today. */
export function clockTime(at: number, now: number, timeZone: string): string {
  const moment = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const time = `${two(moment.hour)}:${two(moment.minute)}`;
  if (moment.toPlainDate().equals(today.toPlainDate())) return time;
  const isNear = Math.abs(at - now) < 7 * 86_400_000;
  return isNear ? `${WEEKDAYS[moment.dayOfWeek - 1]} ${time}` : `${moment.day} ${MONTHS[moment.month - 1]}`;
}

/** "failed_requests" → "failed requests", "x:Queue lag" → "Queue lag". */
export function metricInWords(metric: string): string {
  return metric.startsWith('x:') ? metric.slice(2) : metric.replaceAll('_', ' ');
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function twoUnits(count: number, perUnit: number, big: string, small: string): string {
  const rest = count % perUnit;
  const whole = `${Math.floor(count / perUnit)} ${big}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

function two(number: number): string {
  return number.toString().padStart(2, '0');
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
