import { describe, expect, it } from 'vitest';
import { samplePlan } from '../plan/testing/sample-plan.ts';
import { decide } from './decide.ts';
import type { RespondEvent } from './event.ts';
import type { IncidentState } from './incident.ts';
import { inShort, Story } from './testing/story.ts';

const plan = samplePlan();
const MINUTE = 60;

describe('an alert that fires', () => {
  it('opens an incident with the guide’s severity, pages the first level and tells the webhook', () => {
    const story = new Story(plan);
    const { reason, effects } = story.fire('api-down');
    expect(reason).toBe('opened');
    expect(story.incident).toMatchObject({
      title: 'API down',
      severity: 'P0',
      phase: 'open',
      runbookIds: ['api-runbook'],
      ladder: { round: 1, level: 1, attempt: 1, next: { toLevel: 2, afterSeconds: 1_800, commitmentId: 'l1-l2-p0' } },
    });
    expect(inShort(effects)).toEqual([
      'webhook incident.opened @0',
      'page 1 oncall@example.com @0',
      'escalate 1 @1800',
    ]);
  });

  it('joins the incident that is not resolved yet', () => {
    const story = new Story(plan);
    story.fire('api-down');
    const id = story.incident.id;
    story.wait(MINUTE);
    const { reason, effects } = story.fire('errors');
    expect(reason).toBe('joined');
    expect(story.incident.id).toBe(id);
    expect(story.incident.alerts.map(({ ruleId }) => ruleId)).toEqual(['api-down', 'errors']);
    expect(inShort(effects)).toEqual(['webhook incident.alert-joined @60']);
  });

  it('changes nothing when it is told twice', () => {
    const story = new Story(plan);
    story.fire('api-down');
    const before = story.incident;
    const { reason, effects, timeline } = story.fire('api-down');
    expect([reason, effects, timeline]).toEqual(['alert-already-known', [], []]);
    expect(story.incident).toBe(before);
  });

  it('is not known when the guide has changed meanwhile', () => {
    const decision = decide(plan, null, { type: 'alert-fired', ruleId: 'gone', value: 1, conditionSince: null }, 0);
    expect(decision).toMatchObject({ incident: null, reason: 'unknown-rule', effects: [] });
    expect(decision.sentence).toContain('not in the plan');
  });

  it('opens another incident when the last one is resolved', () => {
    const story = new Story(plan);
    story.fire('api-down');
    const first = story.incident.id;
    story.wait(MINUTE).recover('api-down');
    story.wait(MINUTE).resolve();
    story.wait(MINUTE).fire('api-down');
    expect(story.incident.id).not.toBe(first);
    expect(story.incident.phase).toBe('open');
  });
});

describe('a worse alert', () => {
  it('raises the severity, clears the acknowledgement and pages the first level again', () => {
    const story = new Story(plan);
    story.fire('memory');
    story.wait(MINUTE).acknowledge();
    const { reason, effects } = story.wait(MINUTE).fire('api-down');
    expect(reason).toBe('joined-raising-severity');
    expect(story.incident).toMatchObject({ severity: 'P0', title: 'API down', acknowledgement: null });
    expect(inShort(effects)).toContain('page 1 oncall@example.com @120');
    expect(story.incident.firstAcknowledgedAt).toBe(story.start + 60_000);
  });

  it('never makes anybody wait longer than before', () => {
    const story = new Story(plan);
    story.fire('errors'); // P1: 2 hours
    story.wait(110 * MINUTE).fire('api-down'); // P0: 30 minutes
    expect(story.incident.ladder.next?.dueAt).toBe(story.start + 120 * MINUTE * 1000);
    story.wait(10 * MINUTE).runDue();
    expect(story.incident.ladder.level).toBe(2);
  });

  it('pages the level that the ladder has reached, not the first again, while nobody has answered', () => {
    const story = new Story(plan);
    story.fire('errors');
    story.wait(120 * MINUTE).runDue();
    expect(story.incident.ladder.level).toBe(2);
    story.wait(MINUTE).fire('api-down');
    expect(story.incident.ladder).toMatchObject({ round: 2, level: 2, attempt: 1 });
  });

  it('never lowers the severity when a milder one joins', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.fire('memory');
    expect(story.incident.severity).toBe('P0');
  });
});

describe('acknowledging', () => {
  it('stops the escalation and tells those who were paged', () => {
    const story = new Story(plan);
    story.fire('api-down');
    const { effects } = story.wait(MINUTE).acknowledge();
    expect(inShort(effects)).toEqual([
      'webhook incident.acknowledged @60',
      'notify acknowledged oncall@example.com @60',
    ]);
    expect(
      story
        .wait(86_400)
        .runDue()
        .map(({ reason }) => reason),
    ).toEqual(['escalation-out-of-date']);
    expect(story.pagedLevels()).toEqual([1]);
  });

  it('a second time changes nothing, by somebody else is noted', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.acknowledge('lead@example.com');
    expect(story.acknowledge('lead@example.com')).toMatchObject({ reason: 'already-acknowledged', timeline: [] });
    const other = story.acknowledge('owner@example.com');
    expect(other.timeline[0]?.text).toBe('owner@example.com is on it too.');
    expect(story.incident.acknowledgement?.by).toBe('lead@example.com');
  });

  it('is refused once it is resolved, and where there is no incident', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.recover('api-down');
    story.resolve();
    expect(story.acknowledge()).toMatchObject({ reason: 'already-resolved', effects: [] });
    const event: RespondEvent = { type: 'acknowledged', by: 'a@example.com', via: 'link' };
    expect(decide(plan, null, event, 0)).toMatchObject({
      reason: 'no-incident',
      sentence: 'There is no such incident.',
    });
  });
});

describe('recovery', () => {
  it('comes with the last alert, stops the escalation and leaves the resolving to a person', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.fire('errors');
    expect(story.wait(MINUTE).recover('errors').reason).toBe('alert-resolved');
    expect(story.wait(MINUTE).recover('api-down').reason).toBe('recovered');
    expect(story.incident).toMatchObject({ phase: 'recovered', recoveredAt: story.start + 120_000, resolution: null });
    expect(story.incident.ladder).toMatchObject({ next: null, stopped: 'recovered' });
  });

  it('undone by an alert tells whoever acknowledged lately, and pages nobody', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.wait(MINUTE).acknowledge();
    story.wait(MINUTE).recover('api-down');
    const { reason, effects } = story.wait(20 * MINUTE).fire('api-down');
    expect(reason).toBe('reopened');
    expect(effects.map(({ kind }) => kind)).toEqual(['webhook', 'notify']);
    expect(story.incident).toMatchObject({ phase: 'open', acknowledgement: { by: 'oncall@example.com' } });
  });

  it('undone long after the acknowledgement pages anew', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.wait(MINUTE).acknowledge();
    story.wait(MINUTE).recover('api-down');
    story.wait(40 * MINUTE).fire('api-down');
    expect(story.incident.acknowledgement).toBeNull();
    expect(story.pagedLevels()).toEqual([1, 1]);
    expect(story.incident.alerts[0]?.timesFired).toBe(2);
  });

  it('undone within minutes goes on with the ladder without paging the same level again', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.wait(MINUTE).recover('api-down');
    story.wait(MINUTE).fire('api-down');
    expect(story.pagedLevels()).toEqual([1]);
    expect(story.incident.ladder.next?.dueAt).toBe(story.start + 1_800_000);
    story.wait(28 * MINUTE).runDue();
    expect(story.pagedLevels()).toEqual([1, 2]);
  });

  it('undone over and over pages, and tells people, at most once in five minutes', () => {
    const story = new Story(plan);
    let told = 0;
    for (let flap = 0; flap < 30; flap += 1) {
      story.wait(30).fire('errors');
      told += story
        .wait(30)
        .recover('errors')
        .effects.filter(({ kind }) => kind === 'notify').length;
    }
    expect(story.pagedLevels().length).toBeLessThanOrEqual(7);
    expect(told).toBeLessThanOrEqual(3 + 6);
  });
});

describe('resolving', () => {
  it('is refused with a reason while an alert is firing', () => {
    const story = new Story(plan);
    story.fire('api-down');
    const refused = story.resolve();
    expect(refused).toMatchObject({ reason: 'alert-still-firing', effects: [], timeline: [] });
    expect(refused.sentence).toContain('API down is still firing');
    expect(story.resolve({ force: true })).toMatchObject({ reason: 'force-needs-a-note' });
  });

  it('is possible with force and a note', () => {
    const story = new Story(plan);
    story.fire('api-down');
    expect(story.resolve({ force: true, note: 'the probe is wrong' }).reason).toBe('resolved');
    expect(story.incident.resolution).toMatchObject({ forced: true, note: 'the probe is wrong' });
    expect(
      story
        .wait(86_400)
        .runDue()
        .map(({ reason }) => reason),
    ).toEqual(['escalation-out-of-date']);
  });

  it('tells everybody who was paged', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.wait(30 * MINUTE).runDue();
    story.recover('api-down');
    const { effects } = story.resolve();
    expect(inShort(effects)).toContain('notify resolved oncall@example.com lead@example.com @1800');
  });
});

describe('what else happens', () => {
  it('a delivery is noted once per channel', () => {
    const story = new Story(plan);
    story.fire('api-down');
    expect(story.wait(2).deliver(1).reason).toBe('delivery-noted');
    expect(story.wait(2).deliver(1).reason).toBe('delivery-already-known');
    expect(story.incident.pages[0]).toMatchObject({ deliveredAt: story.start + 2_000, deliveredBy: ['email'] });
    expect(story.incident.firstPageDeliveredAt).toBe(story.start + 2_000);
  });

  it('a delivery of no known page changes nothing', () => {
    const story = new Story(plan);
    story.fire('api-down');
    const event: RespondEvent = { type: 'page-delivered', pageKey: 'other', level: 1, channel: 'email' };
    expect(story.send(event)).toMatchObject({ reason: 'page-unknown', timeline: [] });
  });

  it('notes and runs stand in the timeline', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.send({ type: 'note', by: 'lead@example.com', text: 'looking' });
    story.send({
      type: 'run-finished',
      runId: 'r1',
      by: 'lead@example.com',
      title: 'restart',
      outcome: 'failed',
      exitCode: 2,
      runbookId: 'api-runbook',
      commandId: 'restart',
    });
    expect(story.timeline.slice(-2)).toMatchObject([
      { kind: 'note', text: 'looking', by: 'lead@example.com' },
      { kind: 'run-finished', text: 'restart: failed, exit status 2.', data: { commandId: 'restart' } },
    ]);
  });

  it('every decision that changes it raises the revision by one', () => {
    const story = new Story(plan);
    story.fire('api-down');
    const revisions: number[] = [story.incident.revision];
    story.acknowledge();
    revisions.push(story.incident.revision);
    story.acknowledge();
    revisions.push(story.incident.revision);
    expect(revisions).toEqual([1, 2, 2]);
  });

  it('the state survives JSON unchanged', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.acknowledge();
    const state: IncidentState = JSON.parse(JSON.stringify(story.incident));
    expect(state).toEqual(story.incident);
  });
});
