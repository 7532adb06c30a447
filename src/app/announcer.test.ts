import { expect, it } from 'vitest';
import type { Clock } from '../plan/clock.ts';
import { Announcer } from './announcer.ts';

/** A clock that only moves when it is told to, and wakes whoever sleeps until then. */
class SteppedClock implements Clock {
  #now = 0;
  #sleepers: { until: number; wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ until: this.#now + milliseconds, wake });
      signal?.addEventListener('abort', () => wake(), { once: true });
    });
  }

  async to(now: number): Promise<void> {
    this.#now = now;
    for (const { until, wake } of this.#sleepers) if (until <= now) wake();
    this.#sleepers = this.#sleepers.filter(({ until }) => until > now);
    await new Promise((done) => setImmediate(done));
  }
}

function announced() {
  const clock = new SteppedClock();
  const told: string[] = [];
  const announcer = new Announcer(clock, (systemId) => told.push(`${clock.now()} ${systemId}`));
  return { clock, told, announcer };
}

it('tells the first change at once, and the next ones together a second later', async () => {
  const { clock, told, announcer } = announced();
  announcer.stateChanged('orders');
  await clock.to(0);
  for (const at of [100, 200, 300]) {
    await clock.to(at);
    announcer.stateChanged('orders');
  }
  await clock.to(999);
  expect(told).toEqual(['0 orders']);
  await clock.to(1_000);
  await clock.to(5_000);
  expect(told).toEqual(['0 orders', '1000 orders']);
});

it('tells values of the same state every five seconds, and a changed state before that', async () => {
  const { clock, told, announcer } = announced();
  announcer.valueSeen('orders');
  await clock.to(0);
  await clock.to(500);
  announcer.valueSeen('orders');
  await clock.to(2_000);
  expect(told).toEqual(['0 orders']);
  announcer.stateChanged('orders');
  await clock.to(2_000);
  expect(told).toEqual(['0 orders', '2000 orders']);
  await clock.to(20_000);
  expect(told).toHaveLength(2);
});

it('keeps systems apart, and is silent once it is stopped', async () => {
  const { clock, told, announcer } = announced();
  announcer.stateChanged('orders');
  announcer.stateChanged('billing');
  await clock.to(0);
  expect(told).toEqual(['0 orders', '0 billing']);
  announcer.stateChanged('orders');
  announcer.stop();
  await clock.to(10_000);
  announcer.stateChanged('billing');
  await clock.to(10_000);
  expect(told).toHaveLength(2);
});
