export interface TextPart {
  /** Where in the text it begins. */
  readonly start: number;
  readonly text: string;
  /** Set for what is an address. */
  readonly href: string | null;
}

/** Cuts a mail's text at its web addresses. A full stop or bracket behind an address belongs to the sentence. */
export function linkedParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g)) {
    if (match.index > end) parts.push({ start: end, text: text.slice(end, match.index), href: null });
    parts.push({ start: match.index, text: match[0], href: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ start: end, text: text.slice(end), href: null });
  return parts;
}
