import { recently } from './recently.ts';

const CLASS = /\b(?:P|S|SEV|Severity|Priority|Prio)[\s-]?([0-5])\b/i;
/** "SEV1", "SEV-1", "SEV 1": prefix and number. */
export const CLASS_IN_WORDS = /^(SEV[\s-]?)([0-5])$/;
const WORD =
  /\b(critical|crit|warning|warn|error|info(?:rmational)?|major|minor|high|medium|moderate|low|emergency|urgent|page|ticket)\b/i;

/**
 * The incident class that a text names: P0…P5, S0…S5 ("Severity 0" and "S0" are one), SEV1 with the sign that is
 * written ("SEV-1"), or the word in lower case.
 *
 *   "P1 - High" → "P1";  "App Down (Severity 0)" → "S0";  "Warning" → "warning"
 */
export function severityIn(text: string): string | null {
  return severityClassIn(text) ?? WORD.exec(text)?.[1]?.toLowerCase() ?? null;
}

/** A class that stands in brackets behind a condition: "> 80 % for 5 minutes (warning)", "[critical]"; else null. */
export function bracketedSeverityIn(text: string): string | null {
  for (const [, inside] of text.matchAll(/[([]\s*(?:severity\s*[:=]?\s*)?([\w\s-]{2,24}?)\s*[)\]]/gi))
    if (new RegExp(`^(?:${CLASS.source}|${WORD.source})(?: (?:severity|priority|alert))?$`, 'i').test(inside!))
      return severityIn(inside!);
  return null;
}

/** Only a class with a number: "Critical (S0)" → "S0", "Critical" → null. */
export const severityClassIn = recently(readClass);

function readClass(text: string): string | null {
  const found = CLASS.exec(text);
  if (!found) return null;
  if (/^sev(?!er)/i.test(found[0])) return found[0].toUpperCase().replace(/\s/, ' ');
  return `${/^p/i.test(found[0]) ? 'P' : 'S'}${found[1]}`;
}

/** What a class is called besides its number: "P0 - Critical" → "Critical", "High (S1)" → "High", "P2" → null. */
export function severityTitleIn(text: string): string | null {
  const rest = text
    .replace(CLASS, ' ')
    .replace(/[()[\]:/|]/g, ' ')
    .replace(/\s+-(?=\s)/g, ' -')
    .replace(/\s+/g, ' ')
    .replace(/^[\s-]+|[\s-]+$/g, '')
    .trim();
  return rest || null;
}
