import { z } from 'zod';

/**
 * An assessment of a company's infrastructure. Its states:
 *
 *   processing ─ all agents done ─► completed
 *       └─ an agent failed, timed out, or was cleared as stuck ─► failed
 */
export const newAssessment = z.strictObject({
  userId: z.string().trim().min(1).max(100),
  company: z.string().trim().min(1).max(200),
  industry: z.string().trim().min(1).max(100),
  /** Which clouds may be recommended. */
  clouds: z
    .array(z.enum(['aws', 'azure', 'gcp']))
    .min(1)
    .max(3),
  servers: z.int().min(1).max(100_000),
  /** US dollars. */
  monthlyBudget: z.number().positive().max(1e9),
});
export type AssessmentRequest = z.infer<typeof newAssessment>;

export type AgentName = 'cto' | 'cloud-engineer' | 'research' | 'chatbot';

/** What one agent found. */
export interface Finding {
  agent: AgentName;
  summary: string;
  details: Record<string, unknown>;
}

export interface Report {
  title: string;
  summary: string;
  findings: Finding[];
}

export interface Assessment {
  _id: string;
  user_id: string;
  request: AssessmentRequest;
  status: 'processing' | 'completed' | 'failed';
  created_at: Date;
  updated_at: Date;
  report: Report | null;
  failure: string | null;
}

export const assessmentQuery = z.strictObject({
  userId: z.string().max(100).optional(),
  status: z.enum(['processing', 'completed', 'failed']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
