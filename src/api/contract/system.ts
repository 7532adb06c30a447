import { z } from 'zod';
import { commandBehaviour } from './command.ts';

/** Times on the wire are ISO 8601 in UTC. */
export const time = z.iso.datetime();

export const commitmentState = z.enum(['holds', 'failing', 'stale', 'unproven', 'needs-input', 'stated']);

/** What keeps a change on disk from being operated; until it is mended the plan before it runs on. */
export const bindingProblem = z.object({
  /** File name: `runproof.yaml`, or the guide's. */
  file: z.string(),
  line: z.number(),
  message: z.string(),
});

/** Something that a person can fill in: where its value goes in `runproof.yaml`, and how to ask for it. */
export const openBinding = z.object({
  /** Keys from the top; a number is a place in a list, `-` the end of one. To be sent to PUT …/bindings as it is. */
  path: z.array(z.union([z.string(), z.number()])),
  label: z.string(),
  /**
   * `text`, `url` and `connection` (a URL that may hold a password) take a string; `metric` takes
   * `{name, aggregate?, scale?, attributes?}`, `person` takes `{role, level?, email?, webhook?}`.
   */
  kind: z.enum(['text', 'url', 'connection', 'metric', 'person']),
  /** Not to be shown while it is typed. */
  secret: z.boolean(),
  /** Fields of a `metric` or `person` that are known already, to be sent with the others; null for one text. */
  prefill: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
});

export const systemSummary = z.object({
  id: z.string(),
  name: z.string(),
  environment: z.string(),
  /** IANA zone in which the system's people read times. */
  timeZone: z.string(),
  /** `down` while an alert fires, `degraded` while one is pending or a check fails, `unknown` without fresh evidence. */
  state: z.enum(['healthy', 'degraded', 'down', 'unknown']),
  /** One sentence that says why. */
  reason: z.string(),
  checks: z.array(
    z.object({ name: z.string(), ok: z.boolean().nullable(), latencyMs: z.number().nullable(), at: time.nullable() }),
  ),
  /** Commitments by state. */
  counts: z.record(commitmentState, z.number()),
  openIncidents: z.number(),
  onCall: z.object({ role: z.string(), until: time.nullable() }).nullable(),
  appliedAt: time,
  /** Empty while the guide and its bindings are operated as they stand on disk. */
  problems: z.array(bindingProblem),
});

export const liveCommitment = z.object({
  id: z.string(),
  kind: z.string(),
  line: z.number(),
  endLine: z.number(),
  text: z.string(),
  state: commitmentState,
  /** The value now, with its unit, ready to read: `0.21 %`. */
  value: z.string().nullable(),
  /** What it is held against: `of 1 %`. */
  threshold: z.string().nullable(),
  /** The rest of the margin note: `fires in 5 min, proven`. Ages are not in it: `evidenceAt` gives them. */
  summary: z.string(),
  evidenceAt: time.nullable(),
  since: time.nullable(),
  incidentId: z.string().nullable(),
  /** Values of the last day, or since the system is watched, oldest first, null where there was none. Empty where nothing is measured. */
  sparkline: z.array(z.number().nullable()),
  /** Only for kind `command`. */
  command: z
    .object({
      language: z.string().nullable(),
      runnable: z.boolean(),
      /** Why it does not run here; null when it does. */
      refusal: z.string().nullable(),
      ...commandBehaviour,
    })
    .nullable(),
});

export const diagnostic = z.object({
  line: z.number(),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
});

export const liveGuide = z.object({
  system: systemSummary,
  /** File name of the guide. */
  guide: z.string(),
  markdown: z.string(),
  commitments: z.array(liveCommitment),
  diagnostics: z.array(diagnostic),
});

/** Everything behind a commitment's margin note. */
export const commitmentDetail = z.object({
  commitment: liveCommitment,
  /** Headings above it, outermost first. */
  section: z.array(z.string()),
  /** Unbound names, with `hint` how to give them. */
  needs: z.array(z.string()),
  hint: z.string().nullable(),
  /** `needs` as fields to fill in; empty where nothing in `runproof.yaml` would help. */
  bindings: z.array(openBinding),
  /** What was understood, in one line of plain notation; empty where it is no more than the words. */
  reading: z.string(),
  /** The compiled form, as `runproof compile --json` prints it. */
  compiled: z.record(z.string(), z.unknown()),
  /** What is asked, of what: `latency-p95 of requests to fleet-api`. null where nothing is measured. */
  indicator: z.string().nullable(),
  /** The last day, oldest first, null where there was nothing; `limit` is what it is held against, in `unit`. */
  history: z
    .object({
      from: time,
      to: time,
      unit: z.string().nullable(),
      limit: z.number().nullable(),
      values: z.array(z.number().nullable()),
    })
    .nullable(),
  evidence: z.array(z.object({ at: time, kind: z.string(), outcome: z.enum(['held', 'failed']), summary: z.string() })),
});

/** Their names in the OpenAPI document. */
z.globalRegistry.add(commitmentState, { id: 'CommitmentState' });
z.globalRegistry.add(bindingProblem, { id: 'BindingProblem' });
z.globalRegistry.add(openBinding, { id: 'OpenBinding' });
z.globalRegistry.add(systemSummary, { id: 'SystemSummary' });
z.globalRegistry.add(liveCommitment, { id: 'LiveCommitment' });
z.globalRegistry.add(diagnostic, { id: 'Diagnostic' });
z.globalRegistry.add(liveGuide, { id: 'LiveGuide' });
z.globalRegistry.add(commitmentDetail, { id: 'CommitmentDetail' });

export type OpenBinding = z.infer<typeof openBinding>;
export type SystemSummary = z.infer<typeof systemSummary>;
export type LiveCommitment = z.infer<typeof liveCommitment>;
export type LiveGuide = z.infer<typeof liveGuide>;
export type CommitmentDetail = z.infer<typeof commitmentDetail>;
