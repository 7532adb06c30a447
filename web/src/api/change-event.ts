import type { ChangeEvent, RunDetail } from './wire.ts';

/** Keys of the queries whose answers the event makes old. */
export function touchedBy(event: ChangeEvent): readonly (readonly string[])[] {
  switch (event.type) {
    case 'system':
      return [['systems'], ['system', event.systemId]];
    case 'incident':
      return [['incidents'], ['incident', event.incidentId], ['systems'], ['system', event.systemId]];
    case 'run':
      return [['runs'], ['run', event.runId], ['incident']];
    case 'inbox':
      return [['inbox']];
    case 'output':
      return [];
  }
}

/** The run with one more piece of output, and so not waiting any more; the same run for a piece it has; `gap` when one before it is missing. */
export function withOutput(run: RunDetail, piece: Extract<ChangeEvent, { type: 'output' }>): RunDetail | 'gap' {
  const last = run.output.at(-1)?.sequence;
  if (last !== undefined && piece.sequence <= last) return run;
  if (last !== undefined && piece.sequence > last + 1) return 'gap';
  if (last === undefined && piece.sequence > 1) return 'gap';
  const { sequence, stream, text, at } = piece;
  // It speaks before the news of its beginning is there.
  const begun = run.state === 'queued' ? ({ state: 'running', startedAt: run.startedAt ?? piece.at } as const) : {};
  return { ...run, ...begun, output: [...run.output, { sequence, stream, text, at }] };
}
