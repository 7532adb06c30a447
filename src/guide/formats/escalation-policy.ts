import type { EscalationFields } from '../../plan/commitment.ts';
import type { Resource } from './resource.ts';

interface Step {
  readonly resource: Resource;
  readonly fields: readonly EscalationFields[];
}

/** The rules of an escalation policy of PagerDuty, one after the other: who is next once the one before had his time. */
export function escalationsOf(resources: readonly Resource[]): Step[] {
  return resources.flatMap((resource, n) => {
    const before = resources[n - 1];
    if (resource.type !== RULE || before?.type !== RULE || before.name !== resource.name) return [];
    const [from, to] = [targetOf(before), targetOf(resource)];
    const minutes = Number(before.attributes.get('escalation_delay_in_minutes') ?? Number.NaN);
    if (from === null || to === null) return [];
    const afterS = Number.isFinite(minutes) ? minutes * 60 : null;
    return [{ resource, fields: [{ kind: 'escalation', from, to, afterS, severity: null }] }];
  });
}

const RULE = 'pagerduty_escalation_policy rule';

/** `pagerduty_schedule.primary.id` → primary */
function targetOf({ attributes }: Resource): string | null {
  const id = attributes.get('id');
  return id === undefined ? null : (/^\w+\.(\w+)\.id$/.exec(id)?.[1]?.replaceAll('_', ' ') ?? id);
}
