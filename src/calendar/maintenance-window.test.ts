import { describe, expect, it } from 'vitest';
import type { WindowFields } from '../plan/commitment.ts';
import { inMaintenanceWindow } from './maintenance-window.ts';

const firstSunday: WindowFields = {
  kind: 'window',
  recurrence: 'FREQ=MONTHLY;BYDAY=1SU',
  start: '02:00',
  end: '04:00',
  tz: 'America/New_York',
  noticeS: null,
  scope: null,
  approval: null,
};
const from = Date.UTC(2026, 1, 1, 7);
const until = Date.UTC(2026, 1, 1, 9);

describe('a maintenance window', () => {
  it('takes in its start and not its end', () => {
    expect(inMaintenanceWindow(firstSunday, 'UTC', from - 1)).toEqual({ state: 'outside', nextFrom: from });
    expect(inMaintenanceWindow(firstSunday, 'UTC', from)).toEqual({ state: 'inside', from, until });
    expect(inMaintenanceWindow(firstSunday, 'UTC', until - 1)).toEqual({ state: 'inside', from, until });
    expect(inMaintenanceWindow(firstSunday, 'UTC', until)).toMatchObject({ state: 'outside' });
  });

  it('may end on the next day', () => {
    const night = { ...firstSunday, recurrence: 'FREQ=WEEKLY;BYDAY=SA', start: '23:00', end: '01:00', tz: null };
    expect(inMaintenanceWindow(night, 'UTC', Date.UTC(2026, 0, 11, 0, 30))).toEqual({
      state: 'inside',
      from: Date.UTC(2026, 0, 10, 23),
      until: Date.UTC(2026, 0, 11, 1),
    });
  });

  it('without a recurrence is announced, not scheduled', () => {
    expect(inMaintenanceWindow({ ...firstSunday, recurrence: null }, 'UTC', from)).toEqual({ state: 'unscheduled' });
  });
});
