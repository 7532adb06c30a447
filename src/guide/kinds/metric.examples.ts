import type { Examples } from '../examples.ts';

/** What `docs/guide/metric.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'metric',
  is: 'A measurement to watch, with no reaction stated.',
  guides: [
    `## Metrics

- CPU usage (< 70 %)
- p95 latency`,
  ],
};
