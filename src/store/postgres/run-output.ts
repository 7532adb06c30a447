import { timestamp } from './instant.ts';
import type { Database } from './store.ts';

export interface RunOutputRow {
  /** Counted by the writer, from 1, over both streams. */
  readonly sequence: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  readonly at: number;
}

/** Keeps pieces of output; a piece that is there already (a retry) is left as it is. */
export async function appendRunOutput(
  database: Database,
  runId: string,
  pieces: readonly RunOutputRow[],
): Promise<void> {
  if (pieces.length === 0) return;
  await database
    .insertInto('run_output')
    .values(
      pieces.map((piece) => ({
        run_id: runId,
        sequence: piece.sequence,
        stream: piece.stream,
        // PostgreSQL's text holds any character but this one.
        text: piece.text.replaceAll('\0', '\u2400'),
        at: timestamp(piece.at),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function listRunOutput(database: Database, runId: string, afterSequence: number): Promise<RunOutputRow[]> {
  return database
    .selectFrom('run_output')
    .select(['sequence', 'stream', 'text', 'at'])
    .where('run_id', '=', runId)
    .where('sequence', '>', afterSequence)
    .orderBy('sequence')
    .execute();
}
