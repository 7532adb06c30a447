import { z } from 'zod';

/**
 * What `/api/events` sends (server-sent events, `data:` is one of these as JSON): which resource changed, so that a page
 * fetches it again. `output` carries a run's text itself, since that is a stream.
 */
export const changeEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('system'), systemId: z.string() }),
  z.object({ type: z.literal('incident'), incidentId: z.string(), systemId: z.string() }),
  z.object({ type: z.literal('run'), runId: z.string(), systemId: z.string() }),
  z.object({
    type: z.literal('output'),
    runId: z.string(),
    sequence: z.number(),
    stream: z.enum(['stdout', 'stderr']),
    text: z.string(),
    at: z.iso.datetime(),
  }),
  z.object({ type: z.literal('inbox') }),
]);

/** Their names in the OpenAPI document. */
z.globalRegistry.add(changeEvent, { id: 'ChangeEvent' });

export type ChangeEvent = z.infer<typeof changeEvent>;
