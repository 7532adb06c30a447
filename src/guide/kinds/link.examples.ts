import type { Examples } from '../examples.ts';

/** What `docs/guide/link.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'link',
  is: 'Where something is to be found.',
  guides: [
    'See the [dashboard](https://grafana.example.com/d/shop).',
    `## Where to look

\`\`\`
Gateway: http://localhost:9000/v1
Board: http://localhost:3000
\`\`\``,
    `## Further documentation

- Architecture: docs/architecture.md`,
  ],
};
