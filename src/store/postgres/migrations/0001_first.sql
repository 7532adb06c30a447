-- Times are instants; JSON columns belong to the flow folder that writes them.

-- People and programs that may sign in.

create table account (
  name text primary key,
  password_hash text not null,
  role text not null check (role in ('administrator', 'responder', 'viewer')),
  must_change_password boolean not null default false,
  created_at timestamptz not null
);

-- The secret itself is only in the browser's cookie.
create table session (
  token_hash text primary key,
  account_name text not null references account (name) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_expires_at on session (expires_at);

create table api_token (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  token_hash text not null unique,
  scope text not null check (scope in ('read', 'respond', 'administer', 'ingest')),
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);

create table setting (
  key text primary key,
  value jsonb not null
);

-- What is operated.

create table system (
  id text primary key,
  name text not null,
  folder text not null,
  guide_hash text not null,
  plan jsonb not null,
  applied_at timestamptz not null
);

-- Every guide that was applied, so that old evidence can be read beside the words it was about.
create table guide_version (
  id bigint generated always as identity primary key,
  system_id text not null references system (id) on delete cascade,
  hash text not null,
  text text not null,
  plan jsonb not null,
  applied_at timestamptz not null
);
create index guide_version_of_system on guide_version (system_id, applied_at desc);

-- Alerts. The state changes by compare-and-set on `version`; transitions are only ever added.

create table alert_state (
  system_id text not null references system (id) on delete cascade,
  rule_id text not null,
  state jsonb not null,
  version integer not null,
  updated_at timestamptz not null,
  primary key (system_id, rule_id)
);

create table alert_transition (
  id bigint generated always as identity primary key,
  system_id text not null references system (id) on delete cascade,
  rule_id text not null,
  at timestamptz not null,
  transition jsonb not null
);
create index alert_transition_of_rule on alert_transition (system_id, rule_id, at desc);

-- Incidents. The columns beside `state` repeat what lists and constraints need of it.

create table incident (
  id text primary key,
  system_id text not null references system (id) on delete cascade,
  number integer not null unique,
  -- Faults with one key share an incident; a system that takes all its alerts into one leaves it at the default.
  dedup_key text not null default 'system',
  title text not null,
  severity text not null,
  phase text not null check (phase in ('open', 'recovered', 'resolved')),
  opened_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  recovered_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  state jsonb not null,
  version integer not null,
  check ((phase = 'resolved') = (resolved_at is not null))
);
create unique index incident_one_unresolved on incident (system_id, dedup_key) where phase <> 'resolved';
create index incident_opened_at on incident (opened_at desc);

create table incident_event (
  id bigint generated always as identity primary key,
  incident_id text not null references incident (id) on delete cascade,
  at timestamptz not null,
  kind text not null,
  text text not null,
  by text,
  data jsonb not null
);
create index incident_event_of_incident on incident_event (incident_id, id);

-- The work queue. A row is pending until done_at or failed_at is set; whoever holds the lease works on it.

create table effect (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  idempotency_key text not null unique,
  created_at timestamptz not null,
  due_at timestamptz not null,
  lease_owner text,
  lease_until timestamptz,
  attempts integer not null default 0,
  max_attempts integer not null check (max_attempts > 0),
  done_at timestamptz,
  failed_at timestamptz,
  last_error text,
  check (done_at is null or failed_at is null),
  check ((lease_owner is null) = (lease_until is null))
);
create index effect_pending on effect (due_at) where done_at is null and failed_at is null;

create function effect_wake_up() returns trigger language plpgsql as $$
begin
  perform pg_notify('runproof_effect', '');
  return null;
end $$;
create trigger effect_wake_up after insert on effect for each statement execute function effect_wake_up();

-- One delivery of a page on one channel; the key is the effect's.
create table page (
  page_key text not null,
  channel text not null,
  incident_id text not null references incident (id) on delete cascade,
  level integer not null,
  recipient text not null,
  address text not null,
  state text not null check (state in ('sending', 'sent', 'failed')),
  created_at timestamptz not null,
  sent_at timestamptz,
  error text,
  primary key (page_key, channel)
);
create index page_of_incident on page (incident_id, created_at);

-- A page sent again after a crash carries another link; both must work, for either mail may have arrived.
create table page_link (
  token_hash text primary key,
  page_key text not null,
  channel text not null,
  expires_at timestamptz not null,
  foreign key (page_key, channel) references page (page_key, channel) on delete cascade
);

create table inbox_message (
  id uuid primary key default gen_random_uuid(),
  sender text not null,
  recipient text not null,
  subject text not null,
  text text not null,
  html text,
  received_at timestamptz not null
);
create index inbox_message_received_at on inbox_message (received_at desc);

-- Commands of a guide that people run. A running row whose lease is over belongs to a process that died.

create table run (
  id uuid primary key default gen_random_uuid(),
  system_id text not null references system (id) on delete cascade,
  incident_id text references incident (id) on delete set null,
  command_id text not null,
  source text not null,
  state text not null check (
    state in ('queued', 'running', 'succeeded', 'failed', 'timed-out', 'cancelled', 'interrupted', 'refused')
  ),
  started_by text not null,
  queued_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  exit_code integer,
  sandbox text check (sandbox in ('bubblewrap', 'none')),
  reason text,
  lease_owner text,
  lease_until timestamptz,
  cancel_requested_at timestamptz,
  check ((state in ('queued', 'running')) = (ended_at is null)),
  check ((state = 'running') = (lease_until is not null))
);
create index run_queued_at on run (queued_at desc);
create index run_of_system on run (system_id, queued_at desc);
create index run_of_incident on run (incident_id, queued_at) where incident_id is not null;
create index run_running on run (lease_until) where state = 'running';

create table run_output (
  run_id uuid not null references run (id) on delete cascade,
  sequence integer not null,
  stream text not null check (stream in ('stdout', 'stderr')),
  text text not null,
  at timestamptz not null,
  primary key (run_id, sequence)
);

-- Proof. Evidence is only ever added; the state of a commitment is where its newest evidence left it.

create table evidence (
  id bigint generated always as identity primary key,
  system_id text not null references system (id) on delete cascade,
  commitment_id text not null,
  at timestamptz not null,
  kind text not null,
  outcome text not null check (outcome in ('held', 'failed')),
  summary text not null,
  detail jsonb not null
);
create index evidence_of_commitment on evidence (system_id, commitment_id, at desc);

create table commitment_state (
  system_id text not null references system (id) on delete cascade,
  commitment_id text not null,
  state text not null,
  since timestamptz not null,
  value double precision,
  evidence_at timestamptz,
  detail jsonb not null,
  updated_at timestamptz not null,
  primary key (system_id, commitment_id)
);

create table fault (
  id bigint generated always as identity primary key,
  system_id text not null references system (id) on delete cascade,
  kind text not null,
  began_at timestamptz not null,
  ended_at timestamptz
);
create unique index fault_one_of_a_kind on fault (system_id, kind) where ended_at is null;
