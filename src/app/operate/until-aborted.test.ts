import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { untilAborted } from './until-aborted.ts';

const never = new Promise<string>(() => {});

describe('work that may not be wanted any more', () => {
  it('gives what it gives, and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve('a reading'), signal)).toBe('a reading');
    await expect(untilAborted(Promise.reject(new Error('away')), signal)).rejects.toThrow('away');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is not waited for once nobody wants it, however long it hangs', async () => {
    const stopping = new AbortController();
    const waiting = untilAborted(never, stopping.signal);
    stopping.abort();
    expect(await waiting).toBeNull();
    expect(await untilAborted(never, stopping.signal)).toBeNull();
  });

  it('may fail afterwards, and nobody hears of it', async () => {
    const stopping = new AbortController();
    let fail = (_: Error) => {};
    const work = new Promise<string>((_, reject) => {
      fail = reject;
    });
    const waiting = untilAborted(work, stopping.signal);
    stopping.abort();
    expect(await waiting).toBeNull();
    fail(new Error('too late'));
    expect(await untilAborted(Promise.reject(new Error('too late')), stopping.signal)).toBeNull();
  });
});
