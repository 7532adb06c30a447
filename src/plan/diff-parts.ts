import { type FieldChange, fieldChanges } from './diff-fields.ts';
import type { Plan } from './plan.ts';

/** Something that runs differently though its statement is the same: the bindings changed. */
export interface PartChange {
  readonly change: 'added' | 'changed' | 'removed';
  /** What it is, in a word of the glossary: `check`, `escalation level`, `service`. */
  readonly part: string;
  readonly name: string;
  readonly fields: readonly FieldChange[];
}

interface Part {
  readonly part: string;
  readonly key: string;
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Its values may be credentials: that they differ is told, and not how. */
  readonly isHidden?: boolean;
}

/**
 * What differs beside the commitments. What belongs to a commitment is only looked at where that stayed (`kept`): of
 * the others the commitments tell.
 */
export function diffParts(before: Plan | null, after: Plan, kept: ReadonlySet<string>): PartChange[] {
  const old = new Map((before === null ? [] : partsOf(before, kept)).map((part) => [part.key, part]));
  const changes: PartChange[] = [];
  for (const { key, part, name, fields, isHidden } of partsOf(after, kept)) {
    const former = old.get(key);
    old.delete(key);
    if (former === undefined) {
      // A kept statement that gets its rule is live now, and its standing says so.
      if (!belongsTo(kept, key) && !isSettings(key)) changes.push({ change: 'added', part, name, fields: [] });
      continue;
    }
    const differing = fieldChanges(former.fields, fields).map((field) => (isHidden === true ? hidden(field) : field));
    if (differing.length > 0) changes.push({ change: 'changed', part, name, fields: differing });
  }
  for (const { key, part, name } of old.values())
    if (!belongsTo(kept, key)) changes.push({ change: 'removed', part, name, fields: [] });
  return changes;
}

function hidden({ name, before, after }: FieldChange): FieldChange {
  return { name, before: before === null ? null : '…', after: after === null ? null : '…' };
}

/** There are always settings: their first ones are no addition. */
function isSettings(key: string): boolean {
  return key.startsWith('settings ');
}

function belongsTo(kept: ReadonlySet<string>, key: string): boolean {
  return kept.has(key.slice(key.indexOf(' ') + 1));
}

function partsOf(plan: Plan, kept: ReadonlySet<string>): Part[] {
  const { checks, rules, objectives, measures, commands, escalation, notify, commandSettings } = plan;
  const stated = <T extends { readonly id: string }>(part: string, list: readonly T[], nameOf: (one: T) => string) =>
    list
      .filter(({ id }) => kept.has(id))
      .map((one) => {
        const { id, ...fields } = one;
        return { part, key: `${part} ${id}`, name: nameOf(one), fields };
      });
  return [
    ...checks
      .filter(({ commitmentId }) => commitmentId === null || kept.has(commitmentId))
      .map(({ id, commitmentId, name, probe, ...fields }) => ({
        part: 'check',
        key: `check ${id}`,
        name,
        fields: { ...fields, ...probe },
      })),
    // What a rule does with its alert is stated: here only where its number comes from.
    ...stated(
      'alert rule',
      rules.map(({ id, name, indicator, evaluateEverySeconds }) => ({ id, name, indicator, evaluateEverySeconds })),
      ({ name }) => name,
    ),
    ...stated('objective', objectives, ({ name }) => name),
    ...stated('metric', measures, ({ id }) => nameOfCommitment(plan, id)),
    ...stated(
      'command',
      commands.map(({ id, bound, source }) => ({ id, source, runs: bound })),
      ({ source }) => source.split('\n')[0] ?? source,
    ),
    ...escalation.levels.map(({ level, role, email, webhook }) => ({
      part: 'escalation level',
      key: `level ${level}`,
      name: `${level} ${role}`,
      fields: { role, email, webhook: webhook === null ? null : originOf(webhook) },
    })),
    ...plan.scrapeTargets.map(({ url, ...fields }) => ({ part: 'scrape', key: `scrape ${url}`, name: url, fields })),
    ...plan.services.map((name) => ({ part: 'service', key: `service ${name}`, name, fields: {} })),
    ...Object.entries(plan.faults).map(([name, fields]) => ({
      part: 'fault',
      key: `fault ${name}`,
      name,
      fields: { ...fields },
    })),
    ...Object.entries(commandSettings.environment).map(([name, value]) => ({
      part: 'command variable',
      key: `variable ${name}`,
      name,
      fields: { value },
      isHidden: true,
    })),
    settings('commands', { path: commandSettings.path, timeoutSeconds: commandSettings.timeoutSeconds }),
    settings('notify', {
      mail: notify.smtpUrl === null ? 'the local inbox' : 'a mail server',
      from: notify.from,
      webhook: notify.webhook === null ? null : originOf(notify.webhook.url),
    }),
    settings('system', {
      name: plan.systemName,
      environment: plan.environment,
      timeZone: plan.timeZone,
      defaultAfterSeconds: escalation.defaultAfterSeconds,
    }),
  ];
}

function settings(part: string, fields: Readonly<Record<string, unknown>>): Part {
  return { part, key: `settings ${part}`, name: part, fields };
}

function nameOfCommitment(plan: Plan, id: string): string {
  return plan.commitments.find(({ commitment }) => commitment.id === id)?.commitment.text ?? id;
}

/** The path of a webhook is often its credential. */
function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
