import { expect, test } from 'vitest';
import { pick } from './jq.ts';

const report = { status: 'healthy', checks: { database: { status: 'ok' } } };

test('a path picks what stands there, and null where nothing does', () => {
  expect(pick(report, '.')).toEqual(report);
  expect(pick(report, '.checks.database')).toEqual({ status: 'ok' });
  expect(pick(report, '.checks.queue.status')).toBeNull();
  expect(pick(report, '.status.length')).toBeNull();
});
