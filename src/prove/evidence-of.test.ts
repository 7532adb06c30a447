import { describe, expect, it } from 'vitest';
import { samplePlan } from '../plan/testing/sample-plan.ts';
import { evidenceOf, type FinishedIncident, type TimelineLine } from './evidence-of.ts';

const plan = samplePlan();
const OPENED = Date.UTC(2026, 10, 18, 12);
const secondsIn = (seconds: number): number => OPENED + seconds * 1000;

const page = {
  level: 1,
  recipient: { role: 'On-Call Engineer' },
  decidedAt: OPENED,
  deliveredAt: secondsIn(2),
  deliveredBy: ['email'],
  step: null,
};
const incident: FinishedIncident = {
  id: 'sample-1',
  severity: 'P0',
  openedAt: OPENED,
  firstPageDeliveredAt: secondsIn(2),
  firstAcknowledgedAt: secondsIn(240),
  recoveredAt: secondsIn(600),
  resolution: { at: secondsIn(700) },
  alerts: [{ ruleId: 'api-down', conditionSince: secondsIn(-123), firedAt: OPENED, resolvedAt: secondsIn(600) }],
  pages: [page],
};
const acknowledged: TimelineLine = { at: secondsIn(240), kind: 'acknowledged', text: '', data: {} };

function found(of: Partial<FinishedIncident> = {}, timeline: TimelineLine[] = [acknowledged]): string[] {
  return evidenceOf(plan, { ...incident, ...of }, timeline).map(
    ({ commitmentId, kind, outcome, detail }) => `${commitmentId} ${kind} ${outcome}: ${detail}`,
  );
}

describe('an incident that went as the guide says', () => {
  it('leaves when it fired, paged, was acknowledged and was restored', () => {
    expect(found()).toEqual([
      'api-down fired held: fired after 2 min 3 s, paged On-Call Engineer',
      'api-down paged held: On-Call Engineer reached by email after 2 s',
      'api-down acknowledged held: acknowledged after 4 min',
      'api-down restored held: well again after 10 min',
      'p0 acknowledged held: answered in 4 min',
      'p0 restored held: restored in 10 min',
      'l1 paged held: reached by email',
    ]);
  });

  it('is dated and timed, and names the incident', () => {
    const [fired] = evidenceOf(plan, incident, [acknowledged]);
    expect(fired).toMatchObject({ at: OPENED, measuredSeconds: 123, allowedSeconds: 135, incidentId: 'sample-1' });
  });
});

describe('what did not go as the guide says', () => {
  it('fails the alert that paged nobody, and the contact that was not reached', () => {
    const unreached = { pages: [{ ...page, deliveredAt: null, deliveredBy: [] }], firstPageDeliveredAt: null };
    expect(found(unreached)).toContain('api-down fired failed: fired after 2 min 3 s, nobody was paged');
    expect(found(unreached)).toContain('l1 paged failed: no page arrived');
  });

  it('fails the alert that fired late', () => {
    const [alert] = incident.alerts;
    if (alert === undefined) throw new Error('one alert');
    expect(found({ alerts: [{ ...alert, conditionSince: secondsIn(-200) }] })[0]).toContain('api-down fired failed');
  });

  it('fails the severity that was answered late or restored late', () => {
    const late = { ...acknowledged, at: secondsIn(1_000) };
    expect(found({ firstAcknowledgedAt: secondsIn(1_000) }, [late])).toContain(
      'p0 acknowledged failed: answered in 16 min 40 s',
    );
    expect(found({ recoveredAt: secondsIn(20_000) })).toContain('p0 restored failed: restored in 5 h 33 min');
  });

  it('counts resolving as answering, where nobody acknowledged', () => {
    expect(found({ firstAcknowledgedAt: null }, [])).toContain('p0 acknowledged held: answered in 11 min 40 s');
  });
});

describe('an alert that joined an incident already taken', () => {
  it('has nobody to page and nobody to answer of its own', () => {
    const [alert] = incident.alerts;
    if (alert === undefined) throw new Error('one alert');
    const joined = found({ alerts: [{ ...alert, firedAt: secondsIn(300) }] }).filter((line) =>
      line.startsWith('api-down'),
    );
    expect(joined.map((line) => line.split(' ')[1])).toEqual(['fired', 'restored']);
  });
});

describe('escalation', () => {
  const step = { commitmentId: 'l1-l2-p0', countedFrom: OPENED, afterSeconds: 1_800 };
  const second = {
    ...page,
    level: 2,
    recipient: { role: 'Team Lead' },
    decidedAt: secondsIn(1_802),
    deliveredAt: secondsIn(1_804),
    step,
  };

  it('is proved by the page that it led to', () => {
    expect(found({ pages: [page, second] })).toContain(
      'l1-l2-p0 escalated held: Team Lead paged after 30 min 2 s, and the page arrived',
    );
  });

  it('fails when the page came late or did not arrive', () => {
    expect(found({ pages: [page, { ...second, decidedAt: secondsIn(1_900) }] }).join()).toContain(
      'l1-l2-p0 escalated failed',
    );
    expect(found({ pages: [page, { ...second, deliveredAt: null }] }).join()).toContain('l1-l2-p0 escalated failed');
  });

  it('that was not needed leaves nothing', () => {
    expect(found().join()).not.toContain('escalated');
  });
});

describe('a run', () => {
  const data = { runId: 'r', runbookId: 'api-runbook', commandId: 'restart', outcome: 'succeeded', exitCode: 0 };
  const run: TimelineLine = { at: secondsIn(300), kind: 'run-finished', text: '', data };

  it('proves its command and its runbook', () => {
    const records = found({}, [acknowledged, run]);
    expect(records).toContain('restart run held: ran during an incident');
    expect(records).toContain('api-runbook run held: ran during an incident');
  });

  it('that failed says so, and an interrupted one says nothing', () => {
    const failed = { ...run, data: { ...data, outcome: 'failed', exitCode: 2 } };
    expect(found({}, [failed])).toContain('restart run failed: failed with exit status 2');
    expect(found({}, [{ ...run, data: { ...data, outcome: 'interrupted' } }]).join()).not.toContain('restart');
  });
});
