import type { Examples } from '../examples.ts';

/** What `docs/guide/setting.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'setting',
  is: 'A configuration fact.',
  guides: [
    `## Configuration

| Variable | Default |
|---|---|
| LOG_LEVEL | INFO |`,
    `## Configuration

- \`CACHE_ON\`, \`SAMPLE_RATE\` (0.2)`,
    `## Before you begin

| Requirement | Minimum version |
|---|---|
| Bash | 4 |`,
    `## Monitoring

The monitoring stack consists of:

- **Loki**: keeps the logs`,
    `## Monitoring

- Traces: Tempo, 10 days`,
    `## Alert rules

**Configuration file**: \`conf/rules.yml\``,
    `## Storage

| Share | Mount path | Purpose |
|---|---|---|
| \`pump-data\` | \`/srv/data\` | readings |`,
    `## Restore

### Run it

1. Stop the writers
2. Start the script

**Environment variables:**
- \`TARGET_TIME\`: moment to go back to`,
    `## Sizing

| Profile | Nodes | CPU/Node | Memory/Node |
|---|---|---|---|
| Small | 1 | 2 cores | 6 GB |`,
  ],
};
