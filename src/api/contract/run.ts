import { z } from 'zod';
import { time } from './system.ts';

export const runState = z.enum([
  'queued',
  'running',
  'succeeded',
  'failed',
  'timed-out',
  'cancelled',
  'interrupted',
  'refused',
]);

/** One execution of one command of a guide. */
export const runSummary = z.object({
  id: z.string(),
  systemId: z.string(),
  incidentId: z.string().nullable(),
  commandId: z.string(),
  /** First line of the source. */
  title: z.string(),
  state: runState,
  startedBy: z.string(),
  queuedAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  exitCode: z.number().nullable(),
  sandbox: z.enum(['bubblewrap', 'none']).nullable(),
  /** Why it was refused, interrupted or failed; null otherwise. */
  reason: z.string().nullable(),
});

export const runOutput = z.object({
  sequence: z.number(),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
  at: time,
});

export const runDetail = runSummary.extend({ source: z.string(), output: z.array(runOutput) });

/** Their names in the OpenAPI document. */
z.globalRegistry.add(runState, { id: 'RunState' });
z.globalRegistry.add(runSummary, { id: 'RunSummary' });
z.globalRegistry.add(runOutput, { id: 'RunOutput' });
z.globalRegistry.add(runDetail, { id: 'RunDetail' });

export type RunSummary = z.infer<typeof runSummary>;
export type RunDetail = z.infer<typeof runDetail>;
