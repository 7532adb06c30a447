/** A label is short and has no sentence before its colon; a colon inside a URL, a time or a ratio is none. */
const LABEL = /^([^:.!?]{1,60}?)\s*:(?:\s+|$)(.*)$/s;
const DASHED = /^([^:.!?]{1,60}?)\s+(?:-|->|=)\s+(.+)$/s;

/**
 * "Retention: 30 days" → {label: "Retention", value: "30 days"}
 * "`/etc/redis.conf` - Cache settings" → only where the first part is a mark of its own (bold or code).
 */
export function splitLabel(text: string, marked: string | null): { label: string | null; value: string } {
  const colon = LABEL.exec(text);
  if (colon) return { label: colon[1]!.trim(), value: colon[2]!.trim() };
  if (marked) {
    const dashed = DASHED.exec(text);
    if (dashed && dashed[1] === marked) return { label: marked, value: dashed[2]!.trim() };
  }
  return { label: null, value: text };
}
