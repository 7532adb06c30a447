import { Temporal } from 'temporal-polyfill';

/** Epoch milliseconds as the wire has them. */
export function iso(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'millisecond' });
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
