/** How long something is, in the one unit or two that matter at that size. Thin spaces keep number and unit together. */
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** `4 s`, `12 min`, `2 h 5 min`, `6 h`, `43 days`. Seconds below zero count as none. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < minute) return `${whole} s`;
  if (whole < hour) return `${Math.floor(whole / minute)} min`;
  if (whole < 4 * hour) {
    const minutes = Math.floor((whole % hour) / minute);
    const hours = Math.floor(whole / hour);
    return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  }
  if (whole < 2 * day) return `${Math.floor(whole / hour)} h`;
  return `${Math.floor(whole / day)} days`;
}

/** `4 s ago`; `just now` below two seconds and for what a server a little ahead says. */
export function formatAge(at: string, nowMs: number): string {
  const seconds = (nowMs - Date.parse(at)) / 1_000;
  return seconds < 2 ? 'just now' : `${formatDuration(seconds)} ago`;
}

/** A countdown: `within 41 min`, `within 50 s`, and once it has passed `6 min late`. Minutes are rounded up. */
export function formatDeadline(at: string, nowMs: number): string {
  const seconds = (Date.parse(at) - nowMs) / 1_000;
  if (seconds < 0) return `${formatDuration(-seconds)} late`;
  return `within ${formatDuration(seconds > 2 * minute ? Math.ceil(seconds / minute) * minute : seconds)}`;
}
