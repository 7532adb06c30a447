/** A span of time, `to` excluded, in equal buckets. Epoch milliseconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
}

/** One bucket's number, and what it was computed from. */
export interface Measured {
  readonly bucket: number;
  readonly value: number | null;
  readonly samples: number;
  /** When its newest sample was taken, epoch milliseconds. */
  readonly newestAt: number;
}

/** As query parameters: `from`, `to`, and the width of a bucket. */
export function windowParameters(window: Window): { from: number; to: number; step: number } {
  const { from, to, buckets } = window;
  return { from: Math.floor(from), to: Math.ceil(to), step: Math.max(1, Math.ceil((to - from) / buckets)) };
}
