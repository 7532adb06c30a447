import type { Account, ApiToken, CreatedToken, TokenScope } from './contract/account.ts';
import type { BindingEdit, EditApplied, GuidePreview, GuideSource } from './contract/editing.ts';
import type { ChangeEvent } from './contract/event.ts';
import type { InboxMessage, IncidentDetail, IncidentSummary } from './contract/incident.ts';
import type { RunDetail, RunSummary } from './contract/run.ts';
import type { CommitmentDetail, LiveGuide, SystemSummary } from './contract/system.ts';

/** What the HTTP interface needs from the rest. `app` provides it; every `null` is answered with 404. */
export interface ApiServices {
  readonly accounts: AccountService;
  readonly systems: SystemService;
  readonly editing: EditingService;
  readonly incidents: IncidentService;
  readonly runs: RunService;
  /** null where mails go to a real server. */
  readonly inbox: { list(): Promise<InboxMessage[]> } | null;
  readonly telemetry: TelemetryReceiver;
  /** Parts that must be up for the product to do its work; `ok: false` on any makes `/health` answer 503. */
  health(): Promise<readonly HealthPart[]>;
  /** Calls `listener` for each change until the returned function is called. */
  subscribe(listener: (event: ChangeEvent) => void): () => void;
}

export interface HealthPart {
  readonly name: string;
  readonly ok: boolean;
  /** Without it the product still pages for what probes see: `/health` says degraded, with 200. */
  readonly essential: boolean;
  readonly message: string;
}

/** Who is asking: a person by session, or a program by token. */
export interface Caller {
  readonly name: string;
  readonly account: Account | null;
  readonly scope: TokenScope;
}

export interface AccountService {
  /** A session secret and the account, or null for a wrong name or password (which take equally long). */
  signIn(name: string, password: string): Promise<{ secret: string; maxAgeSeconds: number; account: Account } | null>;
  signOut(secret: string): Promise<void>;
  bySession(secret: string): Promise<Caller | null>;
  byToken(token: string): Promise<Caller | null>;
  changePassword(name: string, current: string, next: string): Promise<boolean>;
  listTokens(): Promise<ApiToken[]>;
  createToken(name: string, scope: TokenScope, expiresAt: string | null): Promise<CreatedToken>;
  deleteToken(id: string): Promise<boolean>;
}

export interface SystemService {
  list(): Promise<SystemSummary[]>;
  one(systemId: string): Promise<SystemSummary | null>;
  guide(systemId: string): Promise<LiveGuide | null>;
  commitment(systemId: string, commitmentId: string): Promise<CommitmentDetail | null>;
  /** Injects a fault of the bindings, or ends them all with `none`; answers with a sentence. */
  fault(systemId: string, fault: string): Promise<Outcome<string> | null>;
}

export interface EditingService {
  source(systemId: string): Promise<GuideSource | null>;
  /** Rejects when `signal` is aborted before the reading began: whoever asked has typed on. */
  preview(systemId: string, markdown: string, signal?: AbortSignal): Promise<GuidePreview | null>;
  /** Writes the guide and operates the system by it. `stale`: the file is not the one that was edited any more. */
  saveGuide(systemId: string, markdown: string, baseHash: string): Promise<EditOutcome | null>;
  /** Writes one entry of `runproof.yaml`. */
  saveBinding(systemId: string, edit: BindingEdit): Promise<EditOutcome | null>;
}

export type EditOutcome = Outcome<EditApplied> | { readonly stale: string } | { readonly invalid: string };

/** An action that the state of things may refuse: `refused` is the sentence to show. */
export type Outcome<T> = { readonly done: T } | { readonly refused: string };

export interface IncidentService {
  list(filter: { systemId: string | null; open: boolean }): Promise<IncidentSummary[]>;
  one(incidentId: string): Promise<IncidentDetail | null>;
  /** `via`: how it was said, for the timeline. */
  acknowledge(incidentId: string, by: string, via: 'web' | 'link'): Promise<Outcome<IncidentDetail> | null>;
  resolve(incidentId: string, by: string, note: string | null): Promise<Outcome<IncidentDetail> | null>;
  note(incidentId: string, by: string, text: string): Promise<IncidentDetail | null>;
  /** What a page's link leads to, or null when the link is unknown. */
  byPageToken(token: string): Promise<PageLink | null>;
}

export interface PageLink {
  readonly incidentId: string;
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly systemName: string;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly state: IncidentSummary['state'];
  readonly acknowledgedBy: string | null;
  /** The role that was paged: it acknowledges under this name. */
  readonly recipient: string;
}

export interface RunService {
  list(systemId: string | null): Promise<RunSummary[]>;
  one(runId: string): Promise<RunDetail | null>;
  start(
    systemId: string,
    commandId: string,
    incidentId: string | null,
    by: string,
  ): Promise<Outcome<RunSummary> | null>;
  cancel(runId: string, by: string): Promise<RunSummary | null>;
}

export interface TelemetryReceiver {
  /** Stores an OTLP export; the answer's body is the protocol's own. Throws nothing: a bad body is `status` 400. */
  receive(
    signal: 'traces' | 'metrics' | 'logs',
    contentType: string,
    body: Buffer,
  ): Promise<{ status: number; headers: Readonly<Record<string, string>>; body: Buffer }>;
}
