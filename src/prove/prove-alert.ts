import type { AlertFields } from '../plan/commitment.ts';
import type { AlertRule } from '../plan/plan.ts';
import { planIndex } from '../plan/plan-index.ts';
import { type EvidenceRecord, newest } from './evidence.ts';
import { lookFreshSeconds } from './freshness.ts';
import { figureOf, isOlder, joined, noTelemetry, proof } from './margin.ts';
import type { Figure, Proof, ProofInput } from './proof.ts';
import { clockTime, durationInWords, figure } from './words.ts';

export function proveAlert(input: ProofInput, commitment: AlertFields): Proof {
  const { alert, now, plan, planned } = input;
  const rule = planIndex(plan).rules.get(planned.commitment.id);
  const fired = newest(input.evidence, 'fired');
  const known = {
    threshold: rule === undefined || rule.threshold === null ? null : trigger(rule),
    provenAt: fired?.outcome === 'held' ? fired.at : null,
  };
  if (alert === null || rule === undefined)
    return proof(input, { ...known, state: 'unproven', summary: 'not judged yet' });

  const reading = alert.lastReading;
  const seen = {
    ...known,
    since: alert.since,
    evidenceAt: reading?.at ?? null,
    value: reading === null ? null : alertValue(rule, reading.value, reading.ok),
  };
  if (alert.phase === 'firing') {
    const page = alert.page ?? null;
    const paged = page === null ? 'nobody paged yet' : `paged ${page.role} ${clockTime(page.at, now, plan.timeZone)}`;
    const blind = alert.noDataSince === null ? '' : 'no data now';
    return proof(input, { ...seen, state: 'failing', summary: joined(paged, blind) });
  }
  if (reading === null) return proof(input, { ...seen, state: 'unproven', summary: noTelemetry(commitment.metric) });
  if (alert.phase === 'no-data') {
    return proof(input, { ...seen, state: 'stale', summary: 'no data since' });
  }
  if (isOlder(alert.lastLookAt, now, lookFreshSeconds(rule.evaluateEverySeconds))) {
    return proof(input, { ...seen, state: 'stale', summary: 'not judged since' });
  }
  const holding =
    alert.phase === 'pending' && alert.conditionSince !== null
      ? `true for ${durationInWords(now - alert.conditionSince)} of ${durationInWords(rule.windowSeconds * 1000)}`
      : '';
  return proof(input, { ...seen, state: 'holds', summary: joined(holding, provenInWords(fired, input)) });
}

function provenInWords(fired: EvidenceRecord | null, { now, plan }: ProofInput): string {
  if (fired === null) return 'paging unproven';
  if (fired.outcome === 'failed') return `failed to page ${clockTime(fired.at, now, plan.timeZone)}`;
  if (fired.measuredSeconds === null) return `proven ${clockTime(fired.at, now, plan.timeZone)}`;
  return `fires in ${durationInWords(fired.measuredSeconds * 1000)}, proven`;
}

function trigger(rule: AlertRule): Figure {
  const number = rule.threshold ?? 0;
  const text = rule.op === '==' ? `not ${figure(number, rule.unit)}` : `of ${figure(number, rule.unit)}`;
  return { number, unit: rule.unit, text };
}

function alertValue(rule: AlertRule, value: number | null, ok: boolean | null): Figure | null {
  // A rule on health asks yes or no; a share of healthy looks is no answer to that.
  if (ok !== null && rule.op === 'fails') return { number: null, unit: null, text: ok ? 'healthy' : 'failing' };
  return value === null ? null : figureOf(value, rule.unit);
}
