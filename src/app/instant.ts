import { Temporal } from 'temporal-polyfill';

/** What was asked last: thousands of commitments were looked at in the same moment. */
let last = { at: 0, text: '1970-01-01T00:00:00.000Z' };

/** Epoch milliseconds as the wire has them. */
export function iso(at: number): string {
  if (last.at !== at)
    last = { at, text: Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'millisecond' }) };
  return last.text;
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
