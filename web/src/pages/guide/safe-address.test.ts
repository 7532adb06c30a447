import { describe, expect, it } from 'vitest';
import { safeAddress } from './safe-address.ts';

describe('safeAddress', () => {
  it.each(['https://example.com/a:b', 'runbooks/one.md', '#alerts', '/health?at=12:00', 'mailto:ops@example.com', ''])(
    'lets %s stand',
    (address) => {
      expect(safeAddress(address)).toBe(address);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '\u0001javascript:x',
  ])('takes %j out', (address) => {
    expect(safeAddress(address)).toBe('');
  });
});
