/** Times as the reader's clock shows them, with the system's beside them where the two differ. */

/** `03:12` today, `Mon 03:12` within a week, `12 Nov 03:12` else. `zone` is an IANA name; without it, the reader's. */
export function formatTime(at: string, nowMs: number, zone?: string, seconds = false): string {
  const time = new Date(at);
  const inZone = zone === undefined ? {} : { timeZone: zone };
  const second = seconds ? ({ second: '2-digit' } as const) : {};
  const clock = part(time, { hour: '2-digit', minute: '2-digit', ...second, hourCycle: 'h23', ...inZone });
  if (dayOf(time, zone) === dayOf(new Date(nowMs), zone)) return clock;
  const days = Math.abs(nowMs - time.getTime()) / 86_400_000;
  if (days < 6) return `${part(time, { weekday: 'short', ...inZone })} ${clock}`;
  const year =
    dayOf(time, zone).slice(0, 4) === dayOf(new Date(nowMs), zone).slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return `${part(time, { day: 'numeric', month: 'short', ...year, ...inZone })} ${clock}`;
}

/** `12 Nov 2026 03:12 UTC`: for what is read later, elsewhere. `zone` is an IANA name; an unknown one counts as UTC. */
export function formatDate(at: string, zone: string): string {
  const timeZone = isZone(zone) ? zone : 'UTC';
  const day = part(new Date(at), { day: 'numeric', month: 'short', year: 'numeric', timeZone });
  const clock = part(new Date(at), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  return `${day} ${clock} ${placeOf(timeZone)}`;
}

/** `03:12 New York`, or null where the reader's clock shows the same time. */
export function formatSystemTime(at: string, nowMs: number, systemZone: string): string | null {
  if (!isZone(systemZone)) return null;
  const there = formatTime(at, nowMs, systemZone);
  return there === formatTime(at, nowMs) ? null : `${there} ${placeOf(systemZone)}`;
}

/** `America/New_York` → `New York`. */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function isZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function dayOf(time: Date, zone: string | undefined): string {
  return new Intl.DateTimeFormat('en-CA', zone === undefined ? {} : { timeZone: zone }).format(time);
}

function part(time: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', options).format(time);
}
