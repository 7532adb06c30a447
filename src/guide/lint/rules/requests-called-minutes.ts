import type { Rule } from '../rule.ts';

const F = '```';
/** `minutes = count() / 60`: rows counted, divided like seconds. */
const COUNTED =
  /\b(\w*(?:minute|min|hour|second|downtime|duration)\w*)\s*(?:=|\bAS\b)\s*(?:count(?:if)?\s*\([^()]*(?:\([^()]*\)[^()]*)*\)|COUNT\(\*\))\s*\/\s*(?:60|3600)(?:\.0)?\b|(?:count(?:if)?\s*\([^()]*\)|COUNT\(\*\))\s*\/\s*(?:60|3600)(?:\.0)?\s+AS\s+(\w*(?:minute|min|hour|second|downtime)\w*)/i;

export const requestsCalledMinutes: Rule = {
  id: 'requests-called-minutes',
  severity: 'error',
  finds: 'A query that divides a number of rows by 60 and calls the result minutes.',
  why: 'A count of requests is no number of seconds. With ten requests a second the “minutes of downtime” are ten times too many, at night too few, and the error budget is fiction.',
  failing: [
    {
      guide: `## Error budget\n\n${F}kusto\nrequests\n| summarize down_minutes = countif(success == false) / 60\n${F}\n`,
      words: 'down_minutes',
    },
  ],
  passing: [
    {
      guide: `## Error budget\n\n${F}kusto\nrequests\n| summarize failed = countif(success == false) by bin(timestamp, 1m)\n| where failed > 0\n| summarize down_minutes = count()\n| extend per_second = down_minutes / 60\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      if (block.language === 'bash') continue;
      const rows = block.rows.filter(({ text }) => COUNTED.test(text));
      const [first] = rows;
      if (!first) continue;
      const found = COUNTED.exec(first.text)!;
      const name = found[1] ?? found[2]!;
      yield {
        place: guide.place({ line: first.line }, found[0]),
        message: `“${name}” is a number of rows divided by 60, not a time.`,
        understood: `“${found[0]}” counts events; only a count of seconds divided by 60 is minutes. Lines: ${rows.map(({ line }) => line).join(', ')}.`,
        wayOut:
          'Count the minutes that had failures: summarize failed = countif(…) by bin(timestamp, 1m), then count the rows above your limit.',
      };
    }
  },
};
