/** The wire types by the words of the design, taken from the generated client so that they cannot drift from the server. */
import type { paths } from '../api.gen.ts';

type Answer<Operation> = Operation extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;

export type SystemSummary = Answer<paths['/api/systems']['get']>[number];
export type LiveGuide = Answer<paths['/api/systems/{systemId}/guide']['get']>;
export type LiveCommitment = LiveGuide['commitments'][number];
export type Diagnostic = LiveGuide['diagnostics'][number];
export type CommitmentState = LiveCommitment['state'];
export type CommitmentDetail = Answer<paths['/api/systems/{systemId}/commitments/{commitmentId}']['get']>;
export type OpenBinding = CommitmentDetail['bindings'][number];
export type GuideSource = Answer<paths['/api/systems/{systemId}/guide/source']['get']>;
export type GuidePreview = Answer<paths['/api/systems/{systemId}/guide/preview']['post']>;
export type CommitmentChange = GuidePreview['commitments'][number];
export type EditApplied = Answer<paths['/api/systems/{systemId}/guide/source']['put']>;
export type IncidentSummary = Answer<paths['/api/incidents']['get']>[number];
export type IncidentDetail = Answer<paths['/api/incidents/{incidentId}']['get']>;
export type RunbookOffer = IncidentDetail['runbooks'][number];
export type RunSummary = Answer<paths['/api/runs']['get']>[number];
export type RunDetail = Answer<paths['/api/runs/{runId}']['get']>;
export type RunState = RunSummary['state'];
export type InboxMessage = Answer<paths['/api/inbox']['get']>[number];
export type TokenScope = Answer<paths['/api/tokens']['get']>[number]['scope'];

/** What `/api/events` sends. Server-sent events are not part of the OpenAPI document, so it is written here. */
export type ChangeEvent =
  | { type: 'system'; systemId: string }
  | { type: 'incident'; incidentId: string; systemId: string }
  | { type: 'run'; runId: string; systemId: string }
  | { type: 'output'; runId: string; sequence: number; stream: 'stdout' | 'stderr'; text: string; at: string }
  | { type: 'inbox' };
