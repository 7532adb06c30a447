import { expect, it } from 'vitest';
import { iso, isoOrNull } from './instant.ts';

it('writes a moment in UTC to the millisecond, however often it is asked', () => {
  const noon = Date.UTC(2026, 2, 1, 12);
  expect(iso(0)).toBe('1970-01-01T00:00:00.000Z');
  for (const at of [noon, noon, noon + 7, noon]) expect(iso(at)).toBe(new Date(at).toISOString());
  expect(isoOrNull(null)).toBeNull();
});
