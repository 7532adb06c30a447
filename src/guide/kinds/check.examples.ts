import type { Examples } from '../examples.ts';

/** What `docs/guide/check.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'check',
  is: 'An endpoint or dependency to probe.',
  guides: [
    `## Health

- \`GET /livez\` (200 within 1 s, timeout 3 s)`,
    `## Health

Available endpoints:

- \`/ready/tills\` - the tills`,
    `The portal https://shop.example.com/home is probed every minute and has to answer in under two seconds.`,
    `\`\`\`yaml
services:
  api:
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:8080/health"]
      timeout: 5s
\`\`\`

\`\`\`yaml
readinessProbe:
  httpGet: {path: /ready, port: 8080}
  timeoutSeconds: 2
\`\`\``,
  ],
};
