import { expect, it } from 'vitest';
import { matching } from './jump-items.ts';

const item = (label: string, hint = '') => ({ id: label, group: '', label, hint, href: '/' });

it('finds every word wherever it stands, and what starts with it first', () => {
  const items = [item('Rollback of the API'), item('API health', 'line 4'), item('Contacts')];
  expect(matching(items, 'api', 9).map(({ label }) => label)).toEqual(['API health', 'Rollback of the API']);
  expect(matching(items, 'line api', 9).map(({ label }) => label)).toEqual(['API health']);
});

it('shows the first of everything before anyone types', () => {
  expect(matching([item('a'), item('b'), item('c')], ' ', 2).map(({ label }) => label)).toEqual(['a', 'b']);
});
