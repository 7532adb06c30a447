import type { Part } from '../../document/part.ts';
import type { Rule } from '../rule.ts';

export const duplicateHeading: Rule = {
  id: 'duplicate-heading',
  severity: 'warning',
  finds: 'Two headings of the same words in one section.',
  why: 'A link leads to the first of them, and what stands under the second is not found, or contradicts the first after its next change.',
  failing: [
    {
      guide: '# Shop\n\n## Restart the worker\n\nFirst.\n\n## Contacts\n\nText.\n\n## Restart the worker\n\nSecond.\n',
      words: 'Restart the worker',
    },
  ],
  passing: [{ guide: '# Shop\n\n## Search\n\n### Symptoms\n\nSlow.\n\n## Mail\n\n### Symptoms\n\nLate.\n' }],
  *find(guide) {
    const seen = new Map<Part | null, Map<string, Part>>();
    for (const part of guide.parts) {
      if (part.form !== 'heading' || part.title === '' || part.ordinal !== null) continue;
      const siblings = seen.get(part.parent) ?? new Map<string, Part>();
      seen.set(part.parent, siblings);
      const key = part.title.toLowerCase();
      const first = siblings.get(key);
      if (!first) siblings.set(key, part);
      else
        yield {
          place: guide.place({ line: part.line }, part.title),
          message: `“${part.title}” is already the heading of line ${first.line}.`,
          understood: 'Both stand under the same section.',
          wayOut: 'Put the two together, or name what is different about this one.',
        };
    }
  },
};
