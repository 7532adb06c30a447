import type { Rule } from '../rule.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const UPDATED =
  /\b(?:last (?:updated?|reviewed?|revis\w+|modified|changed)|updated|reviewed|revised)\b(?: on)?[*_\s]*[:\-–|][*_\s]*(.+)$/i;
const RHYTHM =
  /\breview(?:ed)?\b.*?\b(weekly|monthly|quarterly|half-?yearly|semi-?annual\w*|biannual\w*|yearly|annual\w*|every (?:month|quarter|year|week)|once a (?:month|quarter|year))\b/i;
const NEXT = /\bnext review\b(?: (?:on|date|due))?[*_\s]*[:\-–|][*_\s]*(.+)$/i;

export const reviewOverdue: Rule = {
  id: 'review-overdue',
  severity: 'warning',
  needs: 'today',
  finds: 'A guide past the review that it promises, or one that cannot tell when its last was.',
  why: 'The guide says by itself that it may no longer be true, and people follow it all the same.',
  failing: [
    {
      guide: '# Shop\n\n**Last updated:** 2024-01-01\n**Review:** quarterly\n',
      words: '2024-01-01',
      today: '2026-03-01',
    },
    { guide: '# Shop\n\n*This guide is reviewed monthly.*\n', words: 'reviewed monthly', today: '2026-03-01' },
  ],
  passing: [
    { guide: '# Shop\n\n**Last updated:** 2026-02-01\n**Review:** quarterly\n', today: '2026-03-01' },
    { guide: '# Shop\n\nOwner: platform team\n', today: '2026-03-01' },
  ],
  *find(guide) {
    if (guide.today === undefined) return;
    const isText = (line: number): boolean =>
      !guide.blocks.some((block) => block.line <= line && line <= block.endLine);
    const rows = guide.lines
      .map((text, n) => ({ text: text.trim(), line: n + 1 }))
      .filter(({ text, line }) => /updat|review|revis|modified|changed/i.test(text) && isText(line));
    const next = rows
      .map(({ text, line }) => ({ line, date: dateIn(NEXT.exec(text)?.[1] ?? '') }))
      .find(({ date }) => date !== null);
    const updated = rows
      .map(({ text, line }) => ({ line, date: dateIn(UPDATED.exec(text)?.[1] ?? '') }))
      .find(({ date }) => date !== null);
    const rhythm = rows.map(({ text, line }) => ({ line, found: rhythmOf(text) })).find(({ found }) => found !== null);
    if (next?.date) {
      if (next.date.iso >= guide.today) return;
      yield {
        place: guide.place(next, next.date.words),
        message: `The next review was due on ${next.date.iso}.`,
        understood: `Next review ${next.date.iso}; today is ${guide.today}.`,
        wayOut: 'Review the guide and write the date of the next review.',
      };
    } else if (rhythm?.found && updated?.date) {
      const due = plusDays(updated.date.iso, rhythm.found.days);
      if (due >= guide.today) return;
      yield {
        place: guide.place(updated, updated.date.words),
        message: `Last updated on ${updated.date.iso} and to be reviewed ${rhythm.found.words}: the review has been due since ${due}.`,
        understood: `The rhythm stands on line ${rhythm.line}; today is ${guide.today}.`,
        wayOut: 'Review the guide and write the new date, or a rhythm that is kept.',
      };
    } else if (
      rhythm?.found &&
      /\b(?:guide|document|runbook|handbook|manual|page)\b/i.test(guide.lines[rhythm.line - 1]!)
    ) {
      yield {
        place: guide.place(
          rhythm,
          rhythm.found.words.length > 12
            ? rhythm.found.words
            : (/review.*/i
                .exec(guide.lines[rhythm.line - 1]!)?.[0]
                .match(/^review\w*(?: and \w+)? (?:weekly|monthly|quarterly|yearly|annually)/i)?.[0] ??
                rhythm.found.words),
        ),
        message: `The guide is to be reviewed ${rhythm.found.words}, and says nowhere when that was done last.`,
        understood: 'No “Last updated” or “Last reviewed” with a date was found.',
        wayOut: 'Add “Last reviewed: YYYY-MM-DD”.',
      };
    }
  },
};

function rhythmOf(text: string): { readonly words: string; readonly days: number } | null {
  const label =
    /^[*_>\-\s]*(?:\w+ )?review(?:s| (?:schedule|frequency|cycle|cadence|interval))?[*_\s]*[:|][*_\s]*(weekly|monthly|quarterly|half-?yearly|semi-?annual\w*|yearly|annual\w*|every \w+)/i.exec(
      text,
    );
  const words = (label ??
    (/\b(?:guide|document|runbook|handbook|manual|page)\b/i.test(text) ? RHYTHM.exec(text) : null))?.[1]?.toLowerCase();
  if (words === undefined) return null;
  const days = /week/.test(words)
    ? 7
    : /month/.test(words)
      ? 31
      : /quarter/.test(words)
        ? 92
        : /half|semi|bi/.test(words)
          ? 184
          : 366;
  return { words, days };
}

/** "2024-01-01", "January 5, 2024", "December 2024" (its last day). */
function dateIn(text: string): { readonly iso: string; readonly words: string } | null {
  const iso = /\b(20\d\d)-(\d\d)-(\d\d)\b/.exec(text);
  if (iso) return { iso: iso[0], words: iso[0] };
  const named =
    /\b(?:(\d{1,2})\.? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?(20\d\d)\b/i.exec(
      text,
    );
  if (!named) return null;
  const month = String(MONTHS.indexOf(named[2]!.toLowerCase()) + 1).padStart(2, '0');
  const day = named[1] ?? named[3] ?? String(new Date(Date.UTC(Number(named[4]), Number(month), 0)).getUTCDate());
  return { iso: `${named[4]}-${month}-${day.padStart(2, '0')}`, words: named[0] };
}

function plusDays(iso: string, days: number): string {
  const at = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(at) ? '9999-12-31' : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}
