import { describe, expect, it } from 'vitest';
import { samplePlan } from '../plan/testing/sample-plan.ts';
import type { Roster } from './event.ts';
import { inShort, Story } from './testing/story.ts';

const plan = samplePlan();
const MINUTE = 60;

describe('the ladder', () => {
  it('follows the guide’s times for the severity, and the worse one’s where it says none', () => {
    const story = new Story(plan);
    story.fire('errors'); // P1: 2 hours to L2, no time from there; a P0 waits an hour
    story.runUntil(86_400);
    expect(story.pagedAtSeconds().slice(0, 3)).toEqual([
      [1, 0],
      [2, 7_200],
      [3, 10_800],
    ]);
  });

  it('pages the last level three more times and then says that nobody answered', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.runUntil(86_400);
    expect(story.pagedLevels()).toEqual([1, 2, 3, 3, 3, 3]);
    expect(story.incident.ladder).toMatchObject({ next: null, stopped: 'nobody-answered' });
    expect(story.timeline.at(-1)?.text).toBe('Nobody answered: every level was paged, the last one 4 times.');
    expect(story.queue).toEqual([]);
  });

  it('begins anew when another alert joins after nobody answered', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.runUntil(86_400);
    story.fire('errors');
    expect(story.incident.ladder).toMatchObject({ round: 2, level: 1 });
  });

  it('passes over a level without an address and says so', () => {
    const people = [
      { role: 'A', level: 1 },
      { role: 'B', level: 2, email: 'b@example.com' },
    ];
    const story = new Story(samplePlan({ people }));
    story.fire('api-down');
    expect(story.pagedLevels()).toEqual([2]);
    expect(story.timeline.map(({ text }) => text)).toContain('A (level 1) has no address to page.');
  });

  it('says that nobody can be paged where no level has an address', () => {
    const story = new Story(samplePlan({ people: [{ role: 'A' }] }));
    story.fire('api-down');
    expect(story.incident.ladder.stopped).toBe('nobody-to-page');
    expect(story.timeline.at(-1)?.kind).toBe('page-impossible');
    expect(story.queue.map(({ kind }) => kind)).not.toContain('escalate');
  });

  it('goes to the next level at once when no channel could deliver the page', () => {
    const story = new Story(plan);
    story.fire('api-down');
    story.wait(20);
    expect(story.fail(1).reason).toBe('skipped-unreachable-level');
    expect(story.pagedLevels()).toEqual([1, 2]);
    expect(story.wait(20).fail(1).reason).toBe('delivery-already-known');
  });

  it('waits when it is asked too early, and asks again', () => {
    const story = new Story(plan);
    story.fire('api-down');
    const early = story.wait(60).send({ type: 'escalation-due', fromLevel: 1, round: 1, attempt: 1 });
    expect(early.reason).toBe('escalation-early');
    expect(inShort(early.effects)).toEqual(['escalate 1 @1800']);
    story.runUntil(1_800);
    expect(story.pagedLevels()).toEqual([1, 2]);
  });

  it('pages the rotation’s member on call, at the address of the level that names them', () => {
    const people = [
      { role: 'Ada', level: 1, email: 'ada@example.com' },
      { role: 'Ben', level: 1, email: 'ben@example.com' },
      { role: 'Lead', level: 2, email: 'lead@example.com' },
    ];
    const roster: Roster = { onCall: () => 'Ben' };
    const story = new Story(samplePlan({ people }), roster);
    story.fire('api-down');
    expect(story.incident.pages[0]?.recipient).toEqual({ role: 'Ben', email: 'ben@example.com', webhook: null });
    story.wait(30 * MINUTE).runDue();
    expect(story.incident.pages[1]?.recipient.role).toBe('Lead');
  });
});
