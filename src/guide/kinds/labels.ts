import { type Part, upward } from '../document/part.ts';
import { isOrder } from '../words/order.ts';

/** The statements right under a part that have a label: "Retention: 30 days" as ["Retention", part]. */
export function labelled(part: Part): Map<string, Part> {
  const found = new Map<string, Part>();
  for (const child of part.children) {
    if ((child.form === 'item' || child.form === 'line') && child.label) found.set(child.label.toLowerCase(), child);
    if (child.form === 'lead-in')
      for (const [label, below] of labelled(child)) if (!found.has(label)) found.set(label, below);
  }
  return found;
}

/** The first labelled statement whose label says one of the words. */
export function pick(labels: ReadonlyMap<string, Part>, words: RegExp): Part | null {
  for (const [label, part] of labels) if (words.test(label)) return part;
  return null;
}

/** "queue stuck, DNS gone" → ["queue stuck", "DNS gone"]; commas in brackets do not part. */
export function listed(text: string): string[] {
  return text
    .split(/\s*[,;]\s+(?![^(]*\))/)
    .map((piece) => piece.replace(/^and\s+/i, '').trim())
    .filter(Boolean);
}

const ABOUT_WORK =
  /^(?:responsible|owners?|assigned to|assignee|performed by|participants?|attendees|recipients?|duration|estimated time|effort|documentation|frequency|schedule|time|when|tools?|purpose|goals?|priority|outputs?|deliverables?|status|notes?|expected(?: results?| outcome)?|success criteria|locations?|channels?)$/i;

/** What is said about a piece of work, not work: "Responsible: the duty team", "Duration: 30 minutes". */
export const isAboutWork = ({ label }: Part): boolean => ABOUT_WORK.test(label ?? '');

/** Under "Find the original scale" stands how that is done; "Back up the following:" introduces what is backed up. */
export const isUnderAnOrder = (part: Part): boolean =>
  [...upward(part)].some(
    ({ form, title }) => (form === 'heading' || form === 'lead-in') && isOrder(title) && !SAVES.test(title),
  );

const SAVES =
  /\b(?:back(?:ing)?[\s-]?ups?|cop(?:y|ies)|keep|retain|store|save|archive|dump|snapshots?|replicate|protect)\b/i;

const ABOUT_SECTION =
  /^(?:scenario|priority|severity|response time|when to use|estimated time|impact|risk|target audience|audience|scope|trigger|prerequisites?|best time|time commitment|difficulty|applies to)$/i;

/** A line that says what the section around it is for, not what holds: "Scenario: an employee leaves", "Priority: HIGH". */
export const isAboutSection = ({ form, label }: Part): boolean => form === 'line' && ABOUT_SECTION.test(label ?? '');
