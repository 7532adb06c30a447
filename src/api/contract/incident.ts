import { z } from 'zod';
import { commandBehaviour } from './command.ts';
import { runSummary } from './run.ts';
import { time } from './system.ts';

export const incidentState = z.enum(['open', 'acknowledged', 'recovered', 'resolved']);

export const incidentSummary = z.object({
  id: z.string(),
  /** Counted per installation from 1: what people say aloud. */
  number: z.number(),
  systemId: z.string(),
  systemName: z.string(),
  title: z.string(),
  severity: z.string(),
  state: incidentState,
  openedAt: time,
  acknowledgedAt: time.nullable(),
  acknowledgedBy: z.string().nullable(),
  recoveredAt: time.nullable(),
  resolvedAt: time.nullable(),
});

export const timelineEntry = z.object({
  at: time,
  /** `alert-fired`, `paged`, `page-failed`, `escalated`, `acknowledged`, `run`, `note`, `alert-resolved`, `resolved`, … */
  kind: z.string(),
  /** One sentence. */
  text: z.string(),
  by: z.string().nullable(),
});

export const runbookOffer = z.object({
  id: z.string(),
  title: z.string(),
  symptoms: z.array(z.string()),
  /** In the order of the guide. */
  commands: z.array(
    z.object({
      id: z.string(),
      /** What the guide says before it, a paragraph or a list item each, without Markdown marks. */
      before: z.array(z.string()),
      line: z.number(),
      language: z.string().nullable(),
      /** With placeholders and addresses filled in where they are bound. */
      source: z.string(),
      runnable: z.boolean(),
      refusal: z.string().nullable(),
      ...commandBehaviour,
    }),
  ),
  /** What the guide says after the last command, and all it says where there is none. */
  after: z.array(z.string()),
});

export const incidentDetail = incidentSummary.extend({
  alerts: z.array(
    z.object({
      ruleId: z.string(),
      name: z.string(),
      firing: z.boolean(),
      firedAt: time,
      resolvedAt: time.nullable(),
      /** Value and threshold when it fired: `failing for 2 min`, `7.4 %, allowed 5 %`. */
      measured: z.string(),
      commitmentId: z.string(),
    }),
  ),
  /** When the guide wants it acknowledged; null once it is, or where the guide says nothing. */
  acknowledgeBy: time.nullable(),
  nextEscalation: z.object({ at: time, role: z.string() }).nullable(),
  /** Whether Resolve is possible now, else why not. */
  resolvable: z.object({ yes: z.boolean(), reason: z.string().nullable() }),
  timeline: z.array(timelineEntry),
  runbooks: z.array(runbookOffer),
  runs: z.array(runSummary),
});

export const inboxMessage = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  receivedAt: time,
});

/** Their names in the OpenAPI document. */
z.globalRegistry.add(incidentState, { id: 'IncidentState' });
z.globalRegistry.add(incidentSummary, { id: 'IncidentSummary' });
z.globalRegistry.add(timelineEntry, { id: 'TimelineEntry' });
z.globalRegistry.add(runbookOffer, { id: 'RunbookOffer' });
z.globalRegistry.add(incidentDetail, { id: 'IncidentDetail' });
z.globalRegistry.add(inboxMessage, { id: 'InboxMessage' });

export type IncidentSummary = z.infer<typeof incidentSummary>;
export type IncidentDetail = z.infer<typeof incidentDetail>;
export type InboxMessage = z.infer<typeof inboxMessage>;
