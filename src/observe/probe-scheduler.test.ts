import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../plan/clock.ts';
import type { Check, Probe } from '../plan/plan.ts';
import type { Observation, ProbeContext, ProbeResult, Probers } from './probe.ts';
import { ProbeScheduler, type ProbeSchedulerOptions } from './probe-scheduler.ts';

/** Time passes only when it is moved on; who sleeps is woken in order. */
class HandClock implements Clock {
  time = 0;
  #sleepers: { at: number; wake: () => void }[] = [];

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
      this.#sleepers.push({ at: this.time + milliseconds, wake: resolve });
    });
  }

  async pass(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    for (;;) {
      await wait(2);
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers[0];
      if (next === undefined || next.at > until) break;
      this.#sleepers.shift();
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
    this.time = until;
  }
}

const WELL: Observation = { ok: true, status: null, message: 'well', details: {} };
const check = (id: string, intervalSeconds = 10, timeoutMs = 5_000): Check => {
  const probe: Probe = { type: 'tcp', host: id, port: 1 };
  return { id, commitmentId: null, name: id, probe, intervalSeconds, timeoutMs, maxLatencyMs: null };
};

let scheduler: ProbeScheduler | undefined;
afterEach(() => scheduler?.stop());

function begin(
  checks: Check[],
  look: (host: string, context: ProbeContext) => Promise<Observation>,
  options: Partial<ProbeSchedulerOptions> = {},
) {
  const clock = new HandClock();
  const results: ProbeResult[] = [];
  const probers = { tcp: { look: (probe: { host: string }, context: ProbeContext) => look(probe.host, context) } };
  scheduler = new ProbeScheduler({
    checks,
    probers: probers as unknown as Probers,
    clock,
    resolveSecret: () => '',
    onResult: (result) => void results.push(result),
    random: () => 0,
    ...options,
  });
  scheduler.start();
  return { clock, results, scheduler };
}

describe('the probe scheduler', () => {
  it('looks at each check at its own interval', async () => {
    const { clock, results } = begin([check('a', 10), check('b', 30)], async () => WELL);
    await clock.pass(60_000);
    const times = (id: string) => results.filter(({ checkId }) => checkId === id).map(({ at }) => at);
    expect(times('a')).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
    expect(times('b')).toEqual([0, 30_000, 60_000]);
  });

  it('spreads the first looks, and no later than five seconds', async () => {
    const shares = [0.1, 0.9];
    const { clock, results } = begin([check('a', 10), check('b', 3_600)], async () => WELL, {
      random: () => shares.shift() ?? 0,
    });
    await clock.pass(9_000);
    expect(results.map(({ checkId, at }) => [checkId, at])).toEqual([
      ['a', 500],
      ['b', 4_500],
    ]);
  });

  it('never looks twice at one check at a time, and keeps the rhythm after a slow look', async () => {
    let [running, most] = [0, 0];
    let finish = () => {};
    const { clock, results } = begin([check('a', 10)], async () => {
      running += 1;
      most = Math.max(most, running);
      if (results.length === 0) await new Promise<void>((resolve) => (finish = resolve));
      running -= 1;
      return WELL;
    });
    await clock.pass(25_000);
    finish();
    await clock.pass(10_000);
    expect(results.map(({ at }) => at)).toEqual([0, 30_000]);
    expect(most).toBe(1);
  });

  it('looks at no more than so many at a time', async () => {
    let [running, most] = [0, 0];
    const checks = ['a', 'b', 'c', 'd', 'e'].map((id) => check(id));
    const { clock, results } = begin(
      checks,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await wait(10);
        running -= 1;
        return WELL;
      },
      { concurrency: 2 },
    );
    await clock.pass(0);
    await vi.waitFor(() => expect(results).toHaveLength(5));
    expect(most).toBe(2);
  });

  it('goes on when a prober throws and when a result cannot be taken', async () => {
    const errors: unknown[] = [];
    const taken: ProbeResult[] = [];
    const { clock } = begin([check('a', 10)], () => Promise.reject(new Error('broken prober')), {
      onResult: (result) => {
        taken.push(result);
        throw new Error('store is down');
      },
      onError: (error) => void errors.push(error),
    });
    await clock.pass(20_000);
    expect(taken.map(({ ok, message }) => [ok, message])).toEqual(Array(3).fill([false, 'broken prober']));
    expect(errors).toHaveLength(3);
  });

  it('breaks off what is under way when it is stopped, and gives no result of it', async () => {
    let aborted = false;
    const running = begin([check('a', 10, 60_000)], async (_host, { signal }) => {
      signal.addEventListener('abort', () => (aborted = true));
      return new Promise<Observation>(() => {});
    });
    await running.clock.pass(1_000);
    await running.scheduler.stop();
    expect(aborted).toBe(true);
    await running.clock.pass(60_000);
    expect(running.results).toEqual([]);
  });

  it('watches many checks without a warning about listeners', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    const checks = Array.from({ length: 40 }, (_, index) => check(`c${index}`));
    const { clock, results } = begin(checks, async () => WELL);
    await clock.pass(5_000);
    await wait(10);
    process.off('warning', note);
    expect(results).toHaveLength(40);
    expect(warnings).toEqual([]);
  });

  it('times out a prober that never answers', async () => {
    const { clock, results } = begin([check('a', 10, 30)], () => new Promise<Observation>(() => {}));
    await clock.pass(0);
    await vi.waitFor(() => expect(results[0]?.message).toBe('no answer within 30 ms'));
  });
});
