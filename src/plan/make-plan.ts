import type { Bindings } from './bindings.ts';
import type { Commitment } from './commitment.ts';
import type { CompiledGuide } from './diagnostic.ts';
import { planChecks } from './make-checks.ts';
import { planCommands } from './make-commands.ts';
import { planEscalation, planRotation } from './make-escalation.ts';
import { planMeasures, planObjectives, planRules } from './make-rules.ts';
import { planRunbooks } from './make-runbooks.ts';
import { planSeverities } from './make-severities.ts';
import type { OpenBinding } from './open-binding.ts';
import type { Command, Plan, PlannedCommitment, Standing } from './plan.ts';

/** What a plan refers to but does not hold: values by the `binding` of a Secret. */
export type Secrets = ReadonlyMap<string, string>;

export interface MadePlan {
  readonly plan: Plan;
  readonly secrets: Secrets;
}

/** Where the guide and its bindings stand; both absolute. */
export interface GuidePlace {
  readonly folder: string;
  readonly guidePath: string;
}

/**
 * What a planning step says of a commitment that it could not make run: what is missing and how to give it. A step that
 * made it run says nothing.
 */
export interface Need {
  readonly commitmentId: string;
  readonly needs: readonly string[];
  readonly hint: string;
  /** Where it is given; empty where nothing in the bindings would help. */
  readonly bindings: readonly OpenBinding[];
}

/** Commitments and bindings to a Plan. Pure, and total: what cannot run yet stands in the plan as needing input. */
export function makePlan(guide: CompiledGuide, bindings: Bindings, place: GuidePlace): MadePlan {
  const { commitments } = guide;
  const { checks, needs: checkNeeds, secrets } = planChecks(commitments, bindings);
  const severities = planSeverities(commitments);
  const runbooks = planRunbooks(commitments);
  const rules = planRules(commitments, bindings, { checks, severities, runbooks });
  const objectives = planObjectives(commitments, bindings, checks);
  const measures = planMeasures(commitments, bindings, checks);
  const commands = planCommands(commitments, bindings);
  const escalation = planEscalation(commitments, bindings, severities);
  const needs = [checkNeeds, rules.needs, objectives.needs, measures.needs, commands.needs, escalation.needs].flat();

  const smtpSecret = bindings.notify.smtp === undefined ? null : { binding: 'notify.smtp' };
  const webhook = bindings.notify.webhook;
  if (bindings.notify.smtp !== undefined) secrets.set('notify.smtp', bindings.notify.smtp);
  if (webhook !== undefined) secrets.set('notify.webhook.secret', webhook.secret);

  const plan: Plan = {
    systemId: bindings.id ?? slug(bindings.system ?? guide.system),
    systemName: bindings.system ?? guide.system,
    environment: bindings.environment,
    timeZone: bindings.timeZone,
    folder: place.folder,
    guidePath: place.guidePath,
    commitments: standingsOf(commitments, needs, commands.commands),
    diagnostics: guide.diagnostics,
    checks,
    scrapeTargets: bindings.scrape,
    services: bindings.services,
    rules: rules.rules,
    objectives: objectives.objectives,
    measures: measures.measures,
    severities,
    escalation: escalation.policy,
    rotation: planRotation(commitments, escalation.policy, bindings),
    notify: {
      smtpUrl: smtpSecret,
      from: bindings.notify.from,
      webhook: webhook === undefined ? null : { url: webhook.url, secret: { binding: 'notify.webhook.secret' } },
    },
    runbooks,
    commands: commands.commands,
    commandSettings: {
      path: bindings.commands.path.map((folder) => resolveFrom(place.folder, folder)),
      environment: bindings.commands.environment,
      timeoutSeconds: bindings.commands.timeoutSeconds,
    },
    faults: bindings.faults,
  };
  return { plan, secrets };
}

/** Facts with nothing to run. Every other kind is live unless a planning step says what it needs. */
const STATED = new Set<Commitment['kind']>(['setting', 'link', 'cost', 'growth', 'control', 'checklist']);

function standingsOf(
  commitments: readonly Commitment[],
  needs: readonly Need[],
  commands: readonly Command[],
): PlannedCommitment[] {
  // The first need of a commitment counts.
  const needed = new Map(needs.toReversed().map((need) => [need.commitmentId, need]));
  const shownOnly = new Set(commands.filter(({ runnable }) => !runnable).map(({ id }) => id));
  return commitments.map((commitment) => {
    const need = needed.get(commitment.id);
    const isStated = STATED.has(commitment.kind) || shownOnly.has(commitment.id);
    const standing: Standing =
      need === undefined
        ? { state: isStated ? 'stated' : 'live' }
        : { state: 'needs-input', needs: need.needs, hint: need.hint, bindings: need.bindings };
    return { commitment, standing };
  });
}

/** `Fleet Management System` → `fleet-management-system`. */
export function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join('-').slice(0, 63) ?? 'system';
}

function resolveFrom(folder: string, path: string): string {
  return path.startsWith('/') ? path : `${folder}/${path}`;
}
