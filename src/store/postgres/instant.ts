import { type RawBuilder, sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';

/** Epoch milliseconds as PostgreSQL reads them. */
export function timestamp(epochMilliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(epochMilliseconds)).toString();
}

export function timestampOrNull(epochMilliseconds: number | null): string | null {
  return epochMilliseconds === null ? null : timestamp(epochMilliseconds);
}

/** `2026-03-01 12:00:00.123+00`, as PostgreSQL writes it to a session in UTC, as epoch milliseconds. */
export function epochMilliseconds(text: string): number {
  return Temporal.Instant.from(text.replace(' ', 'T')).epochMilliseconds;
}

/** Epoch milliseconds for a comparison with a `timestamptz` column. */
export function instant(epochMilliseconds: number): RawBuilder<number> {
  return sql<number>`${timestamp(epochMilliseconds)}::timestamptz`;
}
