import { repairMojibake } from './mojibake.ts';

/** Emoji with their joiners and variation selectors; arrows, which say something, are kept. */
const DECORATION = /(?![©®™\u2190-\u21ff\u2900-\u297f\u2b00-\u2bff])\p{Extended_Pictographic}|\u200d|\ufe0f|\u20e3/gu;

/** Typography that the grammar reads as one sign. */
const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/[\u2018\u2019\u02bc]/g, "'"],
  [/[\u201c\u201d]/g, '"'],
  [/[\u00a0\u2007\u202f\u2009\u200a]/g, ' '],
];

/** A statement longer than this is no statement; the recognisers see its beginning. */
export const MOST_CHARACTERS_OF_A_STATEMENT = 2000;

/** "ðŸ“Š Service  Objectives" → "Service Objectives"; "2 – 4 AM" → "2 - 4 AM". */
export function clean(text: string): string {
  const plain = IS_PLAIN.test(text) ? text : undecorated(text);
  return plain.replace(/\s+/g, ' ').trim().slice(0, MOST_CHARACTERS_OF_A_STATEMENT);
}

/** Most statements are: they are spared the search for what they cannot hold. */
const IS_PLAIN = /^[\0-\x7f]*$/;

const undecorated = (text: string): string =>
  TYPOGRAPHY.reduce((so, [sign, is]) => so.replace(sign, is), repairMojibake(text).replace(DECORATION, ' '));

const NUMBERING = /^(?:(?:step|phase|part)\s+)?(\d{1,2})(?:[.):]|\s*-)\s+(?=\S)/i;
/** "5.2 Rollback" numbers a section of the document, not a step. */
const SECTION_NUMBER = /^\d{1,2}(?:\.\d{1,2})+[.):]?\s+(?=\S)/;
const SORT_OF_ENTRY =
  /^(?:issue|problem|scenario|runbook|playbook|cookbook|recipe|how[\s-]to|symptom|procedure|incident)\s*(?:#?\d+)?\s*:\s*(?=\S)/i;

/** "1. High Response Times" → {ordinal: 1, title: "High Response Times"}; "Issue: Memory Leak" → "Memory Leak". */
export function unnumbered(text: string): { ordinal: number | null; title: string } {
  const number = NUMBERING.exec(text);
  const rest = number ? text.slice(number[0].length) : text.replace(SECTION_NUMBER, '');
  return {
    ordinal: number ? Number(number[1]) : null,
    title: rest.replace(SORT_OF_ENTRY, '').replace(/:$/, '').trim(),
  };
}
