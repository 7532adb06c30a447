import type { AlertOp, CommandBehaviour, Commitment } from './commitment.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { OpenBinding } from './open-binding.ts';

/**
 * The Plan: the typed model of how one system is operated. Compiled from its commitments and its bindings, stored
 * whole, and the only thing the flow folders know of a guide. It is plain data: it survives JSON unchanged.
 */
export interface Plan {
  readonly systemId: string;
  readonly systemName: string;
  readonly environment: string;
  /** IANA zone in which the system's people read times. */
  readonly timeZone: string;
  /** Absolute folder of `runproof.yaml`; commands run from here. */
  readonly folder: string;
  /** Absolute path of the guide. */
  readonly guidePath: string;
  readonly commitments: readonly PlannedCommitment[];
  readonly diagnostics: readonly Diagnostic[];
  readonly checks: readonly Check[];
  readonly scrapeTargets: readonly ScrapeTarget[];
  /** OpenTelemetry `service.name`s of this system. */
  readonly services: readonly string[];
  readonly rules: readonly AlertRule[];
  readonly objectives: readonly Objective[];
  /** Metrics the guide wants watched without a reaction. */
  readonly measures: readonly Measure[];
  /** Most severe first. Never empty: guides without severities get `critical` and `warning`. */
  readonly severities: readonly Severity[];
  readonly escalation: EscalationPolicy;
  readonly rotation: Rotation | null;
  readonly notify: NotifySettings;
  readonly runbooks: readonly Runbook[];
  readonly commands: readonly Command[];
  readonly commandSettings: CommandSettings;
  readonly faults: Readonly<Record<string, Fault>>;
}

/** A commitment and how it stands in the plan. */
export interface PlannedCommitment {
  readonly commitment: Commitment;
  readonly standing: Standing;
}

/**
 * `live`: something runs, watches or performs it. `needs-input`: something is not bound yet; `needs` names it, `hint`
 * says how to give it, `bindings` where. `stated`: a fact with nothing to run (a link, a setting, a cost line).
 */
export type Standing =
  | { readonly state: 'live' }
  | {
      readonly state: 'needs-input';
      readonly needs: readonly string[];
      readonly hint: string;
      readonly bindings: readonly OpenBinding[];
    }
  | { readonly state: 'stated' };

/** A probe. `id` is the commitment's id, or `target:<name>` for a dependency that only the bindings name. */
export interface Check {
  readonly id: string;
  readonly commitmentId: string | null;
  readonly name: string;
  readonly probe: Probe;
  readonly intervalSeconds: number;
  readonly timeoutMs: number;
  /** The answer is late, but an answer, above this. */
  readonly maxLatencyMs: number | null;
}

export type Probe =
  | {
      readonly type: 'http';
      readonly url: string;
      /** Expected status; null takes any 2xx. */
      readonly status: number | null;
      /** Top-level or dotted JSON fields that must have these values. */
      readonly json: Readonly<Record<string, unknown>>;
    }
  /** The URL is a secret: it may hold a password. */
  | { readonly type: 'postgres' | 'mysql' | 'redis' | 'mongodb'; readonly url: Secret }
  | { readonly type: 'tcp'; readonly host: string; readonly port: number }
  | { readonly type: 'tls'; readonly host: string; readonly port: number };

export interface ScrapeTarget {
  readonly url: string;
  readonly intervalSeconds: number;
}

/** Where a number comes from. Percentages are 0–100, latencies milliseconds, rates per second, certificates days. */
export type Indicator =
  | {
      readonly source: 'probe';
      readonly checkIds: readonly string[];
      readonly statistic: 'health' | 'latency' | 'certificate-days';
    }
  | { readonly source: 'requests'; readonly statistic: RequestStatistic }
  | {
      readonly source: 'dependencies';
      readonly target: 'database' | 'cache' | 'any';
      readonly statistic: 'failed-count' | 'latency-average' | 'latency-p95' | 'slow-count';
    }
  | {
      readonly source: 'metric';
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly aggregate: 'last' | 'average' | 'maximum' | 'minimum' | 'sum' | 'rate';
      readonly scale: number;
    };

export type RequestStatistic =
  | 'count'
  | 'rate'
  | 'failed-count'
  | 'error-percent'
  | 'error-4xx-percent'
  | 'error-5xx-percent'
  | 'availability-percent'
  | 'latency-average'
  | 'latency-p50'
  | 'latency-p95'
  | 'latency-p99';

export interface AlertRule {
  /** The alert commitment's id. */
  readonly id: string;
  readonly name: string;
  readonly indicator: Indicator;
  readonly op: AlertOp;
  /** In the indicator's unit; null for `fails` and `absent`. */
  readonly threshold: number | null;
  readonly unit: string | null;
  /** `hold`: true at every look for `windowSeconds`. `window`: computed over the last `windowSeconds`. */
  readonly mode: 'hold' | 'window';
  readonly windowSeconds: number;
  readonly evaluateEverySeconds: number;
  /** One of the plan's severities by level. */
  readonly severity: string;
  readonly actions: readonly string[];
  /** Ids of runbooks offered when it fires, best first. */
  readonly runbookIds: readonly string[];
}

export interface Objective {
  readonly id: string;
  readonly name: string;
  readonly indicator: Indicator;
  readonly op: '>' | '>=' | '<' | '<=' | '==';
  readonly target: number;
  readonly unit: string | null;
  readonly windowSeconds: number;
}

/** A measurement with no reaction; `op` and `threshold` are null where the guide names the metric alone. */
export interface Measure {
  readonly id: string;
  readonly indicator: Indicator;
  readonly op: '>' | '>=' | '<' | '<=' | '==' | null;
  readonly threshold: number | null;
  readonly unit: string | null;
}

export interface Severity {
  /** As the guide writes it: P0, S1, critical. */
  readonly level: string;
  readonly name: string | null;
  /** 0 is the most severe. */
  readonly rank: number;
  /** Seconds until someone must have acknowledged; null where the guide says none. */
  readonly responseSeconds: number | null;
  readonly resolutionSeconds: number | null;
  readonly commitmentId: string | null;
}

/** Levels in the order they are paged. Never empty. */
export interface EscalationPolicy {
  readonly levels: readonly EscalationLevel[];
  readonly steps: readonly EscalationStep[];
  /** Used between levels for which no step says a time. */
  readonly defaultAfterSeconds: number;
}

export interface EscalationLevel {
  /** 1 first. */
  readonly level: number;
  readonly role: string;
  readonly commitmentId: string | null;
  readonly email: string | null;
  readonly webhook: string | null;
}

/** Unacknowledged for `afterSeconds` since the page of `fromLevel`, the next level is paged. */
export interface EscalationStep {
  readonly commitmentId: string | null;
  readonly fromLevel: number;
  readonly toLevel: number;
  /** null: whatever the severity. */
  readonly severity: string | null;
  readonly afterSeconds: number;
}

export interface Rotation {
  readonly commitmentId: string;
  readonly cadence: 'daily' | 'weekly' | 'monthly';
  /** 1 Monday … 7 Sunday; null for a daily rotation. */
  readonly weekday: number | null;
  /** HH:MM in `timeZone`. */
  readonly time: string;
  readonly timeZone: string;
  /** Roles or people in turn; one entry where the bindings name no more. */
  readonly members: readonly string[];
}

export interface NotifySettings {
  /** null: mails go to the local inbox. */
  readonly smtpUrl: Secret | null;
  readonly from: string;
  readonly webhook: { readonly url: string; readonly secret: Secret } | null;
}

/**
 * A secret in a plan: its path in the bindings (`targets.database`), never the value. The shell resolves it when it is
 * used, so that a stored or shown plan holds no credentials.
 */
export interface Secret {
  readonly binding: string;
}

export interface Runbook {
  /** Id of the runbook or procedure commitment. */
  readonly id: string;
  readonly kind: 'runbook' | 'procedure';
  readonly title: string;
  readonly symptoms: readonly string[];
  readonly steps: readonly string[];
  readonly commandIds: readonly string[];
}

export interface Command extends CommandBehaviour {
  /** Id of the command commitment. */
  readonly id: string;
  readonly language: string | null;
  /** As the guide writes it. */
  readonly source: string;
  /** With placeholders and addresses filled in; null while a placeholder is unbound. */
  readonly bound: string | null;
  readonly unboundPlaceholders: readonly string[];
  /** bash and sh run; other languages are shown. */
  readonly runnable: boolean;
}

export interface CommandSettings {
  /** Absolute folders put in front of PATH. */
  readonly path: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

export interface Fault {
  readonly begin: readonly string[];
  readonly end: readonly string[];
}
