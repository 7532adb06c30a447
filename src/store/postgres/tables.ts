import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** `timestamptz`: written as ISO 8601 text, read as epoch milliseconds. */
type Instant = ColumnType<number, string, string>;
type OptionalInstant = ColumnType<number | null, string | null | undefined, string | null>;
/** `jsonb`: written as JSON text (a bare array would become a PostgreSQL array), read as a value. */
type Json = JSONColumnType<object, string, string>;

/** The tables as the migrations make them; `schema.sql` has the constraints. */
export interface Tables {
  account: {
    name: string;
    password_hash: string;
    role: 'administrator' | 'responder' | 'viewer';
    must_change_password: boolean;
    created_at: Instant;
  };
  session: { token_hash: string; account_name: string; created_at: Instant; expires_at: Instant };
  api_token: {
    id: Generated<string>;
    name: string;
    token_hash: string;
    scope: 'read' | 'respond' | 'administer' | 'ingest';
    created_at: Instant;
    expires_at: OptionalInstant;
    last_used_at: OptionalInstant;
  };
  setting: { key: string; value: ColumnType<unknown, string, string> };
  system: { id: string; name: string; folder: string; guide_hash: string; plan: Json; applied_at: Instant };
  guide_version: {
    id: Generated<number>;
    system_id: string;
    hash: string;
    text: string;
    plan: Json;
    applied_at: Instant;
  };
  alert_state: { system_id: string; rule_id: string; state: Json; version: number; updated_at: Instant };
  alert_transition: { id: Generated<number>; system_id: string; rule_id: string; at: Instant; transition: Json };
  incident: {
    id: string;
    system_id: string;
    number: number;
    dedup_key: Generated<string>;
    title: string;
    severity: string;
    phase: 'open' | 'recovered' | 'resolved';
    opened_at: Instant;
    acknowledged_at: OptionalInstant;
    acknowledged_by: string | null;
    recovered_at: OptionalInstant;
    resolved_at: OptionalInstant;
    resolved_by: string | null;
    state: Json;
    version: number;
  };
  incident_event: {
    id: Generated<number>;
    incident_id: string;
    at: Instant;
    kind: string;
    text: string;
    by: string | null;
    data: Json;
  };
  effect: {
    id: Generated<number>;
    kind: string;
    payload: Json;
    idempotency_key: string;
    created_at: Instant;
    due_at: Instant;
    lease_owner: string | null;
    lease_until: OptionalInstant;
    attempts: Generated<number>;
    max_attempts: number;
    done_at: OptionalInstant;
    failed_at: OptionalInstant;
    last_error: string | null;
  };
  page: {
    page_key: string;
    channel: string;
    incident_id: string;
    level: number;
    recipient: string;
    address: string;
    state: 'sending' | 'sent' | 'failed';
    created_at: Instant;
    sent_at: OptionalInstant;
    error: string | null;
  };
  page_link: { token_hash: string; page_key: string; channel: string; expires_at: Instant };
  inbox_message: {
    id: Generated<string>;
    sender: string;
    recipient: string;
    subject: string;
    text: string;
    html: string | null;
    received_at: Instant;
  };
  run: {
    id: Generated<string>;
    system_id: string;
    incident_id: string | null;
    command_id: string;
    source: string;
    state: 'queued' | 'running' | 'succeeded' | 'failed' | 'timed-out' | 'cancelled' | 'interrupted' | 'refused';
    started_by: string;
    queued_at: Instant;
    started_at: OptionalInstant;
    ended_at: OptionalInstant;
    exit_code: number | null;
    sandbox: 'bubblewrap' | 'none' | null;
    reason: string | null;
    lease_owner: string | null;
    lease_until: OptionalInstant;
    cancel_requested_at: OptionalInstant;
  };
  run_output: { run_id: string; sequence: number; stream: 'stdout' | 'stderr'; text: string; at: Instant };
  evidence: {
    id: Generated<number>;
    system_id: string;
    commitment_id: string;
    at: Instant;
    kind: string;
    outcome: 'held' | 'failed';
    summary: string;
    detail: Json;
  };
  commitment_state: {
    system_id: string;
    commitment_id: string;
    state: string;
    since: Instant;
    value: number | null;
    evidence_at: OptionalInstant;
    detail: Json;
    updated_at: Instant;
  };
  fault: { id: Generated<number>; system_id: string; kind: string; began_at: Instant; ended_at: OptionalInstant };
}
