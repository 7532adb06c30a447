/** A label is short and has no sentence before its colon; a colon inside a URL, a time or a ratio is none. */
const LABEL = /^((?:[^:.!?]|\.(?=\S)|:(?=\d\d\b)){1,60}?)\s*:(?:\s+|$)(.*)$/s;
const ADMONITION = /^\W*(?:note|important|tip|attention|remember|nb|hint|caution|please note)$/i;
const DASH = /^(?:\s+(?:-|->|=)|:)\s+(?=\S)/;

/**
 * "Retention: 30 days" → {label: "Retention", value: "30 days"}
 * "`/etc/redis.conf` - Cache settings" → only where the first part is a mark of its own (bold or code).
 */
export function splitLabel(text: string, marked: string | null): { label: string | null; value: string } {
  const colon = LABEL.exec(text);
  // "Important: all of it …" calls for attention; it names nothing.
  if (colon && ADMONITION.test(colon[1]!)) return { label: null, value: colon[2]!.trim() };
  if (colon) return { label: colon[1]!.trim(), value: colon[2]!.trim() };
  const rest = marked && text.startsWith(marked) ? text.slice(marked.length) : '';
  const dash = DASH.exec(rest);
  if (dash) return { label: marked, value: rest.slice(dash[0].length).trim() };
  return { label: null, value: text };
}
