table account.name text not null
table account.password_hash text not null
table account.role text not null
table account.must_change_password boolean not null default false
table account.created_at timestamp with time zone not null
constraint account_pkey on account: PRIMARY KEY (name)
constraint account_role_check on account: CHECK ((role = ANY (ARRAY['administrator'::text, 'responder'::text, 'viewer'::text])))
CREATE UNIQUE INDEX account_pkey ON public.account USING btree (name)
table alert_state.system_id text not null
table alert_state.rule_id text not null
table alert_state.state jsonb not null
table alert_state.version integer not null
table alert_state.updated_at timestamp with time zone not null
constraint alert_state_pkey on alert_state: PRIMARY KEY (system_id, rule_id)
constraint alert_state_system_id_fkey on alert_state: FOREIGN KEY (system_id) REFERENCES system(id) ON DELETE CASCADE
CREATE UNIQUE INDEX alert_state_pkey ON public.alert_state USING btree (system_id, rule_id)
table alert_transition.id bigint not null identity
table alert_transition.system_id text not null
table alert_transition.rule_id text not null
table alert_transition.at timestamp with time zone not null
table alert_transition.transition jsonb not null
constraint alert_transition_pkey on alert_transition: PRIMARY KEY (id)
constraint alert_transition_system_id_fkey on alert_transition: FOREIGN KEY (system_id) REFERENCES system(id) ON DELETE CASCADE
CREATE INDEX alert_transition_of_rule ON public.alert_transition USING btree (system_id, rule_id, at DESC)
CREATE UNIQUE INDEX alert_transition_pkey ON public.alert_transition USING btree (id)
table api_token.id uuid not null default gen_random_uuid()
table api_token.name text not null
table api_token.token_hash text not null
table api_token.scope text not null
table api_token.created_at timestamp with time zone not null
table api_token.expires_at timestamp with time zone
table api_token.last_used_at timestamp with time zone
constraint api_token_pkey on api_token: PRIMARY KEY (id)
constraint api_token_scope_check on api_token: CHECK ((scope = ANY (ARRAY['read'::text, 'respond'::text, 'administer'::text, 'ingest'::text])))
constraint api_token_token_hash_key on api_token: UNIQUE (token_hash)
CREATE UNIQUE INDEX api_token_pkey ON public.api_token USING btree (id)
CREATE UNIQUE INDEX api_token_token_hash_key ON public.api_token USING btree (token_hash)
table commitment_state.system_id text not null
table commitment_state.commitment_id text not null
table commitment_state.state text not null
table commitment_state.since timestamp with time zone not null
table commitment_state.value double precision
table commitment_state.evidence_at timestamp with time zone
table commitment_state.detail jsonb not null
table commitment_state.updated_at timestamp with time zone not null
constraint commitment_state_pkey on commitment_state: PRIMARY KEY (system_id, commitment_id)
constraint commitment_state_system_id_fkey on commitment_state: FOREIGN KEY (system_id) REFERENCES system(id) ON DELETE CASCADE
CREATE UNIQUE INDEX commitment_state_pkey ON public.commitment_state USING btree (system_id, commitment_id)
table effect.id bigint not null identity
table effect.kind text not null
table effect.payload jsonb not null
table effect.idempotency_key text not null
table effect.created_at timestamp with time zone not null
table effect.due_at timestamp with time zone not null
table effect.lease_owner text
table effect.lease_until timestamp with time zone
table effect.attempts integer not null default 0
table effect.max_attempts integer not null
table effect.done_at timestamp with time zone
table effect.failed_at timestamp with time zone
table effect.last_error text
constraint effect_check on effect: CHECK (((done_at IS NULL) OR (failed_at IS NULL)))
constraint effect_check1 on effect: CHECK (((lease_owner IS NULL) = (lease_until IS NULL)))
constraint effect_idempotency_key_key on effect: UNIQUE (idempotency_key)
constraint effect_max_attempts_check on effect: CHECK ((max_attempts > 0))
constraint effect_pkey on effect: PRIMARY KEY (id)
CREATE INDEX effect_pending ON public.effect USING btree (due_at) WHERE ((done_at IS NULL) AND (failed_at IS NULL))
CREATE UNIQUE INDEX effect_idempotency_key_key ON public.effect USING btree (idempotency_key)
CREATE UNIQUE INDEX effect_pkey ON public.effect USING btree (id)
CREATE TRIGGER effect_wake_up AFTER INSERT ON public.effect FOR EACH STATEMENT EXECUTE FUNCTION effect_wake_up()
table evidence.id bigint not null identity
table evidence.system_id text not null
table evidence.commitment_id text not null
table evidence.at timestamp with time zone not null
table evidence.kind text not null
table evidence.outcome text not null
table evidence.summary text not null
table evidence.detail jsonb not null
constraint evidence_outcome_check on evidence: CHECK ((outcome = ANY (ARRAY['held'::text, 'failed'::text])))
constraint evidence_pkey on evidence: PRIMARY KEY (id)
constraint evidence_system_id_fkey on evidence: FOREIGN KEY (system_id) REFERENCES system(id) ON DELETE CASCADE
CREATE INDEX evidence_of_commitment ON public.evidence USING btree (system_id, commitment_id, at DESC)
CREATE INDEX evidence_of_incident ON public.evidence USING btree (system_id, ((detail ->> 'incidentId'::text))) WHERE ((detail ->> 'incidentId'::text) IS NOT NULL)
CREATE UNIQUE INDEX evidence_pkey ON public.evidence USING btree (id)
table fault.id bigint not null identity
table fault.system_id text not null
table fault.kind text not null
table fault.began_at timestamp with time zone not null
table fault.ended_at timestamp with time zone
constraint fault_pkey on fault: PRIMARY KEY (id)
constraint fault_system_id_fkey on fault: FOREIGN KEY (system_id) REFERENCES system(id) ON DELETE CASCADE
CREATE UNIQUE INDEX fault_one_of_a_kind ON public.fault USING btree (system_id, kind) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX fault_pkey ON public.fault USING btree (id)
table guide_version.id bigint not null identity
table guide_version.system_id text not null
table guide_version.hash text not null
table guide_version.text text not null
table guide_version.plan jsonb not null
table guide_version.applied_at timestamp with time zone not null
constraint guide_version_pkey on guide_version: PRIMARY KEY (id)
constraint guide_version_system_id_fkey on guide_version: FOREIGN KEY (system_id) REFERENCES system(id) ON DELETE CASCADE
CREATE INDEX guide_version_of_system ON public.guide_version USING btree (system_id, applied_at DESC)
CREATE UNIQUE INDEX guide_version_pkey ON public.guide_version USING btree (id)
table inbox_message.id uuid not null default gen_random_uuid()
table inbox_message.sender text not null
table inbox_message.recipient text not null
table inbox_message.subject text not null
table inbox_message.text text not null
table inbox_message.html text
table inbox_message.received_at timestamp with time zone not null
constraint inbox_message_pkey on inbox_message: PRIMARY KEY (id)
CREATE INDEX inbox_message_received_at ON public.inbox_message USING btree (received_at DESC)
CREATE UNIQUE INDEX inbox_message_pkey ON public.inbox_message USING btree (id)
table incident.id text not null
table incident.system_id text not null
table incident.number integer not null
table incident.dedup_key text not null default 'system'::text
table incident.title text not null
table incident.severity text not null
table incident.phase text not null
table incident.opened_at timestamp with time zone not null
table incident.acknowledged_at timestamp with time zone
table incident.acknowledged_by text
table incident.recovered_at timestamp with time zone
table incident.resolved_at timestamp with time zone
table incident.resolved_by text
table incident.state jsonb not null
table incident.version integer not null
constraint incident_check on incident: CHECK (((phase = 'resolved'::text) = (resolved_at IS NOT NULL)))
constraint incident_number_key on incident: UNIQUE (number)
constraint incident_phase_check on incident: CHECK ((phase = ANY (ARRAY['open'::text, 'recovered'::text, 'resolved'::text])))
constraint incident_pkey on incident: PRIMARY KEY (id)
constraint incident_system_id_fkey on incident: FOREIGN KEY (system_id) REFERENCES system(id) ON DELETE CASCADE
CREATE INDEX incident_opened_at ON public.incident USING btree (opened_at DESC)
CREATE UNIQUE INDEX incident_number_key ON public.incident USING btree (number)
CREATE UNIQUE INDEX incident_one_unresolved ON public.incident USING btree (system_id, dedup_key) WHERE (phase <> 'resolved'::text)
CREATE UNIQUE INDEX incident_pkey ON public.incident USING btree (id)
table incident_event.id bigint not null identity
table incident_event.incident_id text not null
table incident_event.at timestamp with time zone not null
table incident_event.kind text not null
table incident_event.text text not null
table incident_event.by text
table incident_event.data jsonb not null
constraint incident_event_incident_id_fkey on incident_event: FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE
constraint incident_event_pkey on incident_event: PRIMARY KEY (id)
CREATE INDEX incident_event_of_incident ON public.incident_event USING btree (incident_id, id)
CREATE UNIQUE INDEX incident_event_pkey ON public.incident_event USING btree (id)
table page.page_key text not null
table page.channel text not null
table page.incident_id text not null
table page.level integer not null
table page.recipient text not null
table page.address text not null
table page.state text not null
table page.created_at timestamp with time zone not null
table page.sent_at timestamp with time zone
table page.error text
constraint page_incident_id_fkey on page: FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE
constraint page_pkey on page: PRIMARY KEY (page_key, channel)
constraint page_state_check on page: CHECK ((state = ANY (ARRAY['sending'::text, 'sent'::text, 'failed'::text])))
CREATE INDEX page_of_incident ON public.page USING btree (incident_id, created_at)
CREATE UNIQUE INDEX page_pkey ON public.page USING btree (page_key, channel)
table page_link.token_hash text not null
table page_link.page_key text not null
table page_link.channel text not null
table page_link.expires_at timestamp with time zone not null
constraint page_link_page_key_channel_fkey on page_link: FOREIGN KEY (page_key, channel) REFERENCES page(page_key, channel) ON DELETE CASCADE
constraint page_link_pkey on page_link: PRIMARY KEY (token_hash)
CREATE UNIQUE INDEX page_link_pkey ON public.page_link USING btree (token_hash)
table run.id uuid not null default gen_random_uuid()
table run.system_id text not null
table run.incident_id text
table run.command_id text not null
table run.source text not null
table run.state text not null
table run.started_by text not null
table run.queued_at timestamp with time zone not null
table run.started_at timestamp with time zone
table run.ended_at timestamp with time zone
table run.exit_code integer
table run.sandbox text
table run.reason text
table run.lease_owner text
table run.lease_until timestamp with time zone
table run.cancel_requested_at timestamp with time zone
constraint run_check on run: CHECK (((state = ANY (ARRAY['queued'::text, 'running'::text])) = (ended_at IS NULL)))
constraint run_check1 on run: CHECK (((state = 'running'::text) = (lease_until IS NOT NULL)))
constraint run_incident_id_fkey on run: FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE SET NULL
constraint run_pkey on run: PRIMARY KEY (id)
constraint run_sandbox_check on run: CHECK ((sandbox = ANY (ARRAY['bubblewrap'::text, 'none'::text])))
constraint run_state_check on run: CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'timed-out'::text, 'cancelled'::text, 'interrupted'::text, 'refused'::text])))
constraint run_system_id_fkey on run: FOREIGN KEY (system_id) REFERENCES system(id) ON DELETE CASCADE
CREATE INDEX run_of_incident ON public.run USING btree (incident_id, queued_at) WHERE (incident_id IS NOT NULL)
CREATE INDEX run_of_system ON public.run USING btree (system_id, queued_at DESC)
CREATE INDEX run_queued_at ON public.run USING btree (queued_at DESC)
CREATE INDEX run_running ON public.run USING btree (lease_until) WHERE (state = 'running'::text)
CREATE UNIQUE INDEX run_pkey ON public.run USING btree (id)
table run_output.run_id uuid not null
table run_output.sequence integer not null
table run_output.stream text not null
table run_output.text text not null
table run_output.at timestamp with time zone not null
constraint run_output_pkey on run_output: PRIMARY KEY (run_id, sequence)
constraint run_output_run_id_fkey on run_output: FOREIGN KEY (run_id) REFERENCES run(id) ON DELETE CASCADE
constraint run_output_stream_check on run_output: CHECK ((stream = ANY (ARRAY['stdout'::text, 'stderr'::text])))
CREATE UNIQUE INDEX run_output_pkey ON public.run_output USING btree (run_id, sequence)
table session.token_hash text not null
table session.account_name text not null
table session.created_at timestamp with time zone not null
table session.expires_at timestamp with time zone not null
constraint session_account_name_fkey on session: FOREIGN KEY (account_name) REFERENCES account(name) ON DELETE CASCADE
constraint session_pkey on session: PRIMARY KEY (token_hash)
CREATE INDEX session_expires_at ON public.session USING btree (expires_at)
CREATE UNIQUE INDEX session_pkey ON public.session USING btree (token_hash)
table setting.key text not null
table setting.value jsonb not null
constraint setting_pkey on setting: PRIMARY KEY (key)
CREATE UNIQUE INDEX setting_pkey ON public.setting USING btree (key)
table system.id text not null
table system.name text not null
table system.folder text not null
table system.guide_hash text not null
table system.plan jsonb not null
table system.applied_at timestamp with time zone not null
constraint system_pkey on system: PRIMARY KEY (id)
CREATE UNIQUE INDEX system_pkey ON public.system USING btree (id)
CREATE OR REPLACE FUNCTION public.effect_wake_up()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('runproof_effect', '');
  return null;
end $function$
