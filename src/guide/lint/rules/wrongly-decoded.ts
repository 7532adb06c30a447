import { repairMojibake } from '../../document/mojibake.ts';
import type { Edit } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const wronglyDecoded: Rule = {
  id: 'wrongly-decoded',
  severity: 'warning',
  finds: 'Characters of a file that was saved in the wrong encoding.',
  why: 'Headings cannot be searched or linked to, and an arrow or a minus that is lost changes what a line says.',
  fixes: 'writes the characters that were meant, where they can still be told.',
  failing: [
    {
      guide: '# Shop\n\n## ðŸ“Š Objectives\n\n- Availability: 99.9% â€“ monthly\n',
      words: 'ðŸ“Š Objectives',
      fixed: '# Shop\n\n## 📊 Objectives\n\n- Availability: 99.9% – monthly\n',
    },
  ],
  passing: [{ guide: '# Café\n\n## 📊 Objectives\n\n- Availability: 99.9% – monthly, naïve 5 °C ± 1\n' }],
  *find(guide) {
    const damaged = guide.lines.flatMap((text, n) =>
      text !== repairMojibake(text) || BROKEN.test(text) ? [{ text, line: n + 1 }] : [],
    );
    const [first] = damaged;
    if (!first) return;
    const fix: Edit[] = damaged.flatMap(({ text, line }) => {
      const repaired = repairMojibake(text);
      return repaired === text
        ? []
        : [{ line, column: 1, endLine: line, endColumn: text.length + 1, replacement: repaired }];
    });
    yield {
      place: guide.place({ line: first.line }, first.text.replace(/^[#\s>*-]+/, '').trim()),
      message: `${damaged.length} ${damaged.length === 1 ? 'line was' : 'lines were'} saved in the wrong encoding.`,
      understood: `UTF-8 read as Windows-1252 on ${damaged.length === 1 ? 'line' : 'lines'} ${damaged.map(({ line }) => line).join(', ')}; ${fix.length} can be put right.`,
      wayOut: 'Open the file as Windows-1252, save it as UTF-8; or runproof lint --fix.',
      fix,
    };
  },
};

/** The beginning of an emoji whose last bytes were lost. */
const BROKEN = /ðŸ|â€[\u0080-\u00bf™œ“”]?/;
