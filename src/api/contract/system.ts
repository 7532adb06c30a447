import { z } from 'zod';

/** Times on the wire are ISO 8601 in UTC. */
export const time = z.iso.datetime();

export const commitmentState = z.enum(['holds', 'failing', 'stale', 'unproven', 'needs-input', 'stated']);

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
});

export const liveCommitment = z.object({
  id: z.string(),
  kind: z.string(),
  line: z.number(),
  endLine: z.number(),
  section: z.array(z.string()),
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
  /** Values of the last hour, oldest first, null where there was none. Empty where nothing is measured. */
  sparkline: z.array(z.number().nullable()),
  /** Unbound names, with `hint` how to give them. */
  needs: z.array(z.string()),
  hint: z.string().nullable(),
  /** Only for kind `command`. */
  command: z
    .object({
      language: z.string().nullable(),
      runnable: z.boolean(),
      /** Why it does not run here; null when it does. */
      refusal: z.string().nullable(),
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
  /** The compiled form, as `runproof compile --json` prints it. */
  compiled: z.record(z.string(), z.unknown()),
  evidence: z.array(z.object({ at: time, kind: z.string(), outcome: z.enum(['held', 'failed']), summary: z.string() })),
});

/** Their names in the OpenAPI document. */
z.globalRegistry.add(commitmentState, { id: 'CommitmentState' });
z.globalRegistry.add(systemSummary, { id: 'SystemSummary' });
z.globalRegistry.add(liveCommitment, { id: 'LiveCommitment' });
z.globalRegistry.add(diagnostic, { id: 'Diagnostic' });
z.globalRegistry.add(liveGuide, { id: 'LiveGuide' });
z.globalRegistry.add(commitmentDetail, { id: 'CommitmentDetail' });

export type SystemSummary = z.infer<typeof systemSummary>;
export type LiveCommitment = z.infer<typeof liveCommitment>;
export type LiveGuide = z.infer<typeof liveGuide>;
export type CommitmentDetail = z.infer<typeof commitmentDetail>;
