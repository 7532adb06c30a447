import type { Examples } from '../examples.ts';

/** What `docs/guide/recovery.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'recovery',
  is: 'A recovery objective.',
  guides: [
    `## Recovery

| Component | RTO | RPO |
|---|---|---|
| Ledger | 2 h | 0 |`,
    `## Ways back

### Ledger gone

**Recovery steps:**

1. Find the newest copy
2. Put it back

**RTO:** < 40 minutes`,
    `## Disasters

- RPO/RTO: ledger RPO 10m, RTO 2h; documents RPO 0, RTO 8h`,
    `## Objectives

| Scenario | Target RTO/RPO |
|---|---|
| Wrong delete | 3h / 10m |`,
    `## Recovery time objectives

| Size of the ledger | Restore time | Network |
|---|---|---|
| 2 GB | 20 seconds | no |
| 900 GB | 3 hours | yes |`,
  ],
};
