/** Where the kit reads time; everything else takes it as a parameter, so tests can hold it still. */
export interface KitClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Monotonic milliseconds, for durations. */
  elapsed(): number;
}

export const systemClock: KitClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};
