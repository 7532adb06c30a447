/** A statement in one line: the cells of a row apart by dots, as everything is on these pages. */
export function inOneLine(text: string): string {
  return text.replaceAll(' | ', ' · ');
}

/** A compiled field ready to read: lists by commas, small records by their names, everything else as JSON. */
export function fieldText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every(isPlain)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const known = Object.entries(value).filter(([, each]) => each !== null);
    if (known.every(([, each]) => isPlain(each)))
      return known.map(([name, each]) => `${name} ${String(each)}`).join(', ');
  }
  return JSON.stringify(value, null, 1);
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
