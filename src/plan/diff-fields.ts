/** A field that differs, ready to read. */
export interface FieldChange {
  /** In words: `window`, `max latency`. */
  readonly name: string;
  /** null where there was none. */
  readonly before: string | null;
  readonly after: string | null;
}

const LONGEST_SHOWN = 500;

/** The fields of two plain objects that differ. Units of names (`windowS`, `timeoutMs`) go to the values. */
export function fieldChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): FieldChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    if (same(was, is)) return [];
    const { name, unit } = nameAndUnit(field);
    return [
      {
        name,
        before: readable(was, statedUnit(field, before) ?? unit),
        after: readable(is, statedUnit(field, after) ?? unit),
      },
    ];
  });
}

/** Fields whose unit is a field of its own. */
const MEASURED = new Set(['value', 'target', 'threshold']);

function statedUnit(field: string, { unit }: Readonly<Record<string, unknown>>): string | null {
  return MEASURED.has(field) && typeof unit === 'string' ? ` ${unit}` : null;
}

/** Nothing that is stated is `undefined`: a field that is not there says as much as one that is null. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

function nameAndUnit(field: string): { name: string; unit: string } {
  const [, stem = field, unit = ''] = /^(.*[a-z])(S|Ms|Seconds)$/.exec(field) ?? [];
  const name = stem.replace(/([a-z])([A-Z])/g, (_, low: string, high: string) => `${low} ${high.toLowerCase()}`);
  return { name, unit: unit === '' ? '' : unit === 'Ms' ? ' ms' : ' s' };
}

function readable(value: unknown, unit: string): string | null {
  if (value === null || value === undefined) return null;
  const text = shown(value);
  const whole = typeof value === 'number' ? text + unit : text;
  return whole.length > LONGEST_SHOWN ? `${whole.slice(0, LONGEST_SHOWN - 1)}…` : whole;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return withoutCredentials(value);
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([key, inner]) => `${key} ${shown(inner)}`)
      .join(', ');
  return String(value);
}

/** A name and a password in a URL are not shown. */
function withoutCredentials(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1…@');
}
