import { describe, expect, it } from 'vitest';
import { touchedBy, withOutput } from './change-event.ts';
import type { RunDetail } from './wire.ts';

const piece = (sequence: number, text: string) =>
  ({ type: 'output', runId: 'r', sequence, stream: 'stdout', text, at: '2026-03-01T00:00:00Z' }) as const;

function runWith(...sequences: number[]): RunDetail {
  return {
    id: 'r',
    systemId: 's',
    incidentId: null,
    commandId: 'c',
    title: 'uptime',
    state: 'running',
    startedBy: 'administrator',
    queuedAt: '2026-03-01T00:00:00Z',
    startedAt: '2026-03-01T00:00:00Z',
    endedAt: null,
    exitCode: null,
    sandbox: null,
    reason: null,
    source: 'uptime',
    output: sequences.map((sequence) => ({ sequence, stream: 'stdout', text: '', at: '2026-03-01T00:00:00Z' })),
  };
}

describe('withOutput', () => {
  it('appends the next piece', () => {
    const run = withOutput(runWith(0, 1), piece(2, 'done\n'));
    expect(run).toMatchObject({ output: [{ sequence: 0 }, { sequence: 1 }, { sequence: 2, text: 'done\n' }] });
  });

  it('takes what speaks for running, though it was waiting when it was last fetched', () => {
    const waiting: RunDetail = { ...runWith(), state: 'queued', startedAt: null };
    expect(withOutput(waiting, piece(0, 'here'))).toMatchObject({
      state: 'running',
      startedAt: '2026-03-01T00:00:00Z',
    });
    const ended: RunDetail = { ...runWith(0), state: 'succeeded' };
    expect(withOutput(ended, piece(1, 'late'))).toMatchObject({ state: 'succeeded' });
  });

  it('passes over a piece it has', () => {
    const run = runWith(0, 1);
    expect(withOutput(run, piece(1, 'again'))).toBe(run);
  });

  it('says when a piece is missing, so that the run is fetched whole', () => {
    expect(withOutput(runWith(0, 1), piece(3, 'later'))).toBe('gap');
    expect(withOutput(runWith(), piece(5, 'later'))).toBe('gap');
  });
});

describe('touchedBy', () => {
  it('makes the lists and the system old when an incident changes', () => {
    expect(touchedBy({ type: 'incident', incidentId: 'i', systemId: 's' })).toEqual([
      ['incidents'],
      ['incident', 'i'],
      ['systems'],
      ['system', 's'],
    ]);
  });

  it('fetches nothing for output, which comes with the event', () => {
    expect(touchedBy(piece(1, ''))).toEqual([]);
  });
});
