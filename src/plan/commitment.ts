/**
 * A commitment is one operational statement of a guide: something the system promises, or something that people
 * have agreed to do. The compiler (`guide/`) returns commitments; everything else runs, watches, performs or proves
 * one of them.
 *
 * Units are in the field names: `…S` whole seconds, `…Ms` milliseconds; a percentage is the number as written
 * (5 for 5 %) with unit `%`; unknown is `null`, never a guess.
 */
export type Commitment = CommitmentBase & CommitmentFields;
export type CommitmentKind = CommitmentFields['kind'];
export type CommitmentOf<K extends CommitmentKind> = CommitmentBase & Extract<CommitmentFields, { kind: K }>;

/** What every commitment carries, whatever its kind. */
export interface CommitmentBase {
  /** Stays the same while the statement means the same, wherever it moves in the file. */
  readonly id: string;
  /** 1-based line of the statement itself: its table row, list item, heading or code block. */
  readonly line: number;
  readonly endLine: number;
  /** Headings above the statement, outermost first. */
  readonly section: readonly string[];
  /** The statement as its author wrote it, without Markdown marks. */
  readonly text: string;
}

export type Op = '>' | '>=' | '<' | '<=' | '==';
export type AlertOp = Op | 'fails' | 'absent';

export interface Money {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

export type CommitmentFields =
  | CheckFields
  | MetricFields
  | AlertFields
  | ObjectiveFields
  | ErrorBudgetFields
  | SeverityFields
  | EscalationFields
  | RotationFields
  | ContactFields
  | RunbookFields
  | ProcedureFields
  | CommandFields
  | ChecklistFields
  | TaskFields
  | BackupFields
  | RecoveryFields
  | WindowFields
  | BudgetFields
  | CostFields
  | ScalingFields
  | GrowthFields
  | RotationPolicyFields
  | ControlFields
  | SettingFields
  | LinkFields;

/** An endpoint or dependency to probe. One of `path`, `url` and `target` is set. */
export interface CheckFields {
  readonly kind: 'check';
  readonly path: string | null;
  readonly url: string | null;
  readonly target: string | null;
  readonly purpose: string | null;
  readonly expect: { readonly status: number | null; readonly json: Readonly<Record<string, unknown>> | null };
  readonly maxLatencyMs: number | null;
  readonly timeoutMs: number | null;
}

/** A measurement to watch, with no reaction stated. `metric` is a canonical name (see metric-name.ts). */
export interface MetricFields {
  readonly kind: 'metric';
  readonly metric: string;
  readonly op: Op | null;
  readonly value: number | null;
  readonly unit: string | null;
}

/** A condition that calls for a reaction. `fails` and `absent` take no value. */
export interface AlertFields {
  readonly kind: 'alert';
  readonly name: string | null;
  readonly metric: string;
  readonly op: AlertOp;
  readonly value: number | null;
  readonly unit: string | null;
  readonly windowS: number | null;
  readonly severity: string | null;
  readonly actions: readonly string[];
}

/** An SLO, SLA or performance target. */
export interface ObjectiveFields {
  readonly kind: 'objective';
  readonly sli: string;
  readonly op: Op;
  readonly value: number | null;
  readonly unit: string | null;
  readonly windowS: number | null;
  readonly environment: string | null;
}

/** What an objective leaves to spend in a period. */
export interface ErrorBudgetFields {
  readonly kind: 'error-budget';
  readonly objective: string | null;
  readonly allowedS: number | null;
  readonly allowedRatio: number | null;
  readonly periodS: number | null;
}

/** An incident class. */
export interface SeverityFields {
  readonly kind: 'severity';
  readonly level: string;
  readonly name: string | null;
  readonly definition: string | null;
  readonly responseS: number | null;
  readonly resolutionS: number | null;
  readonly examples: readonly string[];
}

/** Who is next, after how long without an answer. */
export interface EscalationFields {
  readonly kind: 'escalation';
  readonly from: string | null;
  readonly to: string;
  readonly afterS: number | null;
  readonly severity: string | null;
}

/** The on-call schedule. */
export interface RotationFields {
  readonly kind: 'rotation';
  readonly cadence: string | null;
  readonly handoff: {
    readonly weekday: string | null;
    readonly time: string | null;
    readonly tz: string | null;
  } | null;
  readonly coverage: string | null;
}

/** A role, person or channel to reach. */
export interface ContactFields {
  readonly kind: 'contact';
  readonly role: string;
  readonly level: string | null;
  readonly channel: string | null;
  readonly address: string | null;
}

/** A symptom with its diagnosis and resolution. `commands` are ids of command commitments. */
export interface RunbookFields {
  readonly kind: 'runbook';
  readonly title: string;
  readonly symptoms: readonly string[];
  readonly causes: readonly string[];
  readonly steps: readonly string[];
  readonly commands: readonly string[];
}

/** A named sequence: deploy, rollback, migrate, backup, restore, recover, respond. */
export interface ProcedureFields {
  readonly kind: 'procedure';
  readonly title: string;
  readonly purpose: string | null;
  readonly steps: readonly string[];
  readonly commands: readonly string[];
}

/** A code block. */
export interface CommandFields extends CommandBehaviour {
  readonly kind: 'command';
  readonly language: string | null;
  readonly source: string;
  readonly placeholders: readonly string[];
}

/** What a block does when it is run, as far as its words tell. */
export interface CommandBehaviour {
  /** Programs that a shell block calls, in order, each once; empty for any other language. */
  readonly programs: readonly string[];
  /** Why it cannot run unattended; empty where it can. */
  readonly interactive: readonly Interaction[];
  readonly effect: CommandEffect;
}

/** Words of a command that need a terminal, an answer, or somebody to stop them. */
export interface Interaction {
  readonly words: string;
  readonly needs: 'terminal' | 'answer' | 'stop';
}

/** Whether running it leaves the system as it was. */
export type CommandEffect = 'reads' | 'changes' | 'destroys' | 'unknown';

/** Items that people tick. */
export interface ChecklistFields {
  readonly kind: 'checklist';
  readonly title: string | null;
  readonly items: readonly { readonly text: string; readonly done: boolean }[];
}

/** Recurring work. `cadence` is daily, weekly, monthly, quarterly, yearly or a cron expression. */
export interface TaskFields {
  readonly kind: 'task';
  readonly cadence: string | null;
  readonly title: string;
}

/** What is saved, when, kept for how long. `schedule` is cron. */
export interface BackupFields {
  readonly kind: 'backup';
  readonly target: string | null;
  readonly schedule: string | null;
  readonly tz: string | null;
  readonly retentionS: number | null;
  readonly storage: string | null;
  readonly encryption: string | null;
  readonly pointInTimeS: number | null;
}

/** A recovery objective. */
export interface RecoveryFields {
  readonly kind: 'recovery';
  readonly scope: string | null;
  readonly rtoS: number | null;
  readonly rpoS: number | null;
  readonly means: string | null;
}

/** A maintenance window. `recurrence` is an RFC 5545 RRULE; `start` and `end` are HH:MM in `tz`. */
export interface WindowFields {
  readonly kind: 'window';
  readonly recurrence: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly tz: string | null;
  readonly noticeS: number | null;
  readonly scope: string | null;
  readonly approval: string | null;
}

/** A spending limit. `alertAtPercent` is the share of the amount at which people are told. */
export interface BudgetFields {
  readonly kind: 'budget';
  readonly amount: number | null;
  readonly currency: string | null;
  readonly period: string | null;
  readonly alertAtPercent: number | null;
}

/** A known cost line. */
export interface CostFields {
  readonly kind: 'cost';
  readonly service: string;
  readonly sku: string | null;
  readonly monthly: Money | null;
  readonly opportunity: string | null;
}

/** A capacity rule or bound. */
export interface ScalingFields {
  readonly kind: 'scaling';
  readonly metric: string | null;
  readonly op: Op | null;
  readonly value: number | null;
  readonly unit: string | null;
  readonly windowS: number | null;
  readonly action: string | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** A projection to plan for. */
export interface GrowthFields {
  readonly kind: 'growth';
  readonly what: string;
  readonly percent: number | null;
  readonly period: string | null;
}

/** Secrets and certificates to renew. */
export interface RotationPolicyFields {
  readonly kind: 'rotation-policy';
  readonly what: string;
  readonly cadence: string | null;
  readonly automated: boolean | null;
}

/** A security statement that holds or not; `done` is null where the guide does not say. */
export interface ControlFields {
  readonly kind: 'control';
  readonly done: boolean | null;
}

/** A configuration fact: variable, file, resource, component. */
export interface SettingFields {
  readonly kind: 'setting';
  readonly name: string;
  readonly value: string | null;
  readonly secret: boolean;
}

/** Where something is to be found. */
export interface LinkFields {
  readonly kind: 'link';
  readonly title: string | null;
  readonly url: string;
}
