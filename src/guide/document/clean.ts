/**
 * What UTF-8 emoji become when a file was read as Windows-1252 and saved again ("ðŸ“Š", "âœ…", "âš ï¸"), and emoji
 * themselves with their joiners and variation selectors.
 */
const DECORATION =
  /ð[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}|[âï][\u0080-\u00bf\u0152-\u02dc\u2013-\u203a\u20ac\u2122][\u0080-\u00bf\u0152-\u02dc\u2013-\u203a\u20ac\u2122]?|[\p{Extended_Pictographic}\u200d\ufe0f\u20e3]/gu;

/** Typography that the grammar reads as one sign: "–", "—" and "−" as "-", curly quotes as straight, no-break spaces as spaces. */
const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/[\u2018\u2019\u02bc]/g, "'"],
  [/[\u201c\u201d]/g, '"'],
  [/[\u00a0\u2007\u202f\u2009\u200a]/g, ' '],
];

/** "ðŸ“Š Service  Objectives" → "Service Objectives". Arrows and comparison signs stay. */
export function clean(text: string): string {
  const plain = TYPOGRAPHY.reduce((so, [sign, is]) => so.replace(sign, is), text);
  return plain
    .replace(DECORATION, (sign) => (/[©®™↔↕-↙↩↪]/u.test(sign) ? sign : ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

const NUMBERING = /^(?:(?:step|phase|part)\s+)?(\d{1,2})(?:\.\d{1,2})*(?:[.):]|\s*-)\s+(?=\S)/i;
const SORT_OF_ENTRY =
  /^(?:issue|problem|scenario|runbook|playbook|symptom|procedure|incident)\s*(?:#?\d+)?\s*:\s*(?=\S)/i;

/** "1. High Response Times" → {ordinal: 1, title: "High Response Times"}; "Issue: Memory Leak" → "Memory Leak". */
export function unnumbered(text: string): { ordinal: number | null; title: string } {
  const number = NUMBERING.exec(text);
  const rest = number ? text.slice(number[0].length) : text;
  return {
    ordinal: number ? Number(number[1]) : null,
    title: rest.replace(SORT_OF_ENTRY, '').replace(/:$/, '').trim(),
  };
}
