import type { Examples } from '../examples.ts';

/** What `docs/guide/objective.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'objective',
  is: 'An SLO, an SLA or a performance target.',
  guides: [
    `## Targets

- 99.95 % availability over 28 days
- 95 % of searches within 300 ms`,
    `## Objectives

| Service | Type | Target |
|---|---|---|
| Shop | availability | 99.7% |
| Mail | delivery | 98.5% |`,
    `## Service levels

| Environment | Uptime SLO |
|---|---|
| Production | 99.8 % (at most 86 min of downtime/month) |`,
    `## Latency SLO

| Target | Value |
|---|---|
| p95 | < 1.5s (now about 900 ms) |`,
    `## SLOs

| SLI | Objective | Window |
|---|---|---|
| Payment success | three nines | quarter |`,
    `\`\`\`yaml
apiVersion: openslo/v1
kind: SLO
metadata: {name: api-availability}
spec:
  timeWindow: [{duration: 28d}]
  objectives: [{target: 0.995}]
\`\`\``,
    `## Service levels

| Service | Availability SLO | p95 latency | Error rate |
|---|---|---|---|
| Berth API | 99.8% | < 350ms | < 2% |
| Tide import | 99% | N/A | < 5% |`,
    `## What we promise

- Latency (p50/p95): reads < 120ms/400ms; writes < 250ms/900ms`,
    `## Tiers

### Tier A (99.8% uptime target)

Whatever customers touch.`,
  ],
};
