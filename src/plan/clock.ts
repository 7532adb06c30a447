/**
 * The one clock. Everything that needs the time takes a Clock or a `now` (milliseconds since the Unix epoch), so a
 * decision can be replayed and a month can pass in seconds.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `milliseconds` of this clock's time, or at once when `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
