import { formatAge, formatDeadline, formatDuration } from './age.ts';
import { useTime } from './clock.ts';
import { formatSystemTime, formatTime } from './zone.ts';

/** `4 s ago`, ticking. The whole date shows on hover. */
export function Age({ at }: { at: string }) {
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {useTime((now) => formatAge(at, now))}
    </time>
  );
}

/** `6 min`, ticking. */
export function Lasting({ since }: { since: string }) {
  return <time dateTime={since}>{useTime((now) => formatDuration((now - Date.parse(since)) / 1_000))}</time>;
}

/** `within 41 min`, ticking; then `2 min late`. */
export function Deadline({ at }: { at: string }) {
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {useTime((now) => formatDeadline(at, now))}
    </time>
  );
}

/** `03:12`, or `03:12:09` with `seconds`, with the system's own time beside it where that differs from the reader's. */
export function Moment(moment: { at: string; systemZone?: string | undefined; seconds?: boolean }) {
  const { at, systemZone, seconds = false } = moment;
  const here = useTime((now) => formatTime(at, now, undefined, seconds));
  const there = useTime((now) => (systemZone === undefined ? '' : (formatSystemTime(at, now, systemZone) ?? '')));
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {here}
      {there === '' ? null : <span className="there"> · {there}</span>}
    </time>
  );
}
