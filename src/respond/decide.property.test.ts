import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePlan } from '../plan/testing/sample-plan.ts';
import type { RespondEvent } from './event.ts';
import { LAST_LEVEL_REPEATS } from './ladder.ts';
import { Story } from './testing/story.ts';

const plan = samplePlan();
const RULES = ['api-down', 'slow', 'memory', 'errors', 'silent'];

type Happening = 'fire' | 'recover' | 'acknowledge' | 'resolve' | 'deliver' | 'early';
const happenings = fc.array(
  fc.record({
    afterSeconds: fc.integer({ min: 0, max: 4_000 }),
    what: fc.constantFrom<Happening>('fire', 'fire', 'recover', 'acknowledge', 'resolve', 'deliver', 'early'),
    ruleId: fc.constantFrom(...RULES),
  }),
  { maxLength: 40 },
);

/** Plays what happens, and what falls due between, to the end. */
function play(sequence: readonly { afterSeconds: number; what: Happening; ruleId: string }[]): Story {
  const story = new Story(plan);
  let second = 0;
  for (const { afterSeconds, what, ruleId } of sequence) {
    second += afterSeconds;
    story.runUntil(second);
    if (what === 'fire') story.fire(ruleId);
    else if (story.incidentIds.size > 0) happen(story, what, ruleId);
  }
  story.runUntil(second + 3 * 86_400);
  return story;
}

function happen(story: Story, what: Happening, ruleId: string): void {
  const { round, level, attempt } = story.incident.ladder;
  const early: RespondEvent = { type: 'escalation-due', fromLevel: level, round, attempt };
  if (what === 'recover') story.recover(ruleId);
  if (what === 'acknowledge') story.acknowledge();
  if (what === 'resolve') story.resolve();
  if (what === 'deliver') story.deliver(level);
  if (what === 'early') story.send(early);
}

describe('whatever happens', () => {
  it('every page has a key of its own, so that no step pages a level twice', () => {
    fc.assert(
      fc.property(happenings, (sequence) => {
        const decided = play(sequence).timeline.filter(({ kind }) => kind === 'paged');
        const keys = decided.map(({ data }) => data.pageKey);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('no level is paged before its step is due', () => {
    fc.assert(
      fc.property(happenings, (sequence) => {
        const story = play(sequence);
        if (story.incidentIds.size === 0) return;
        for (const page of story.incident.pages) {
          if (page.step !== null) expect(page.decidedAt).toBeGreaterThanOrEqual(page.step.dueAt);
          if (page.step !== null) expect(page.step.dueAt - page.step.countedFrom).toBe(page.step.afterSeconds * 1000);
        }
      }),
    );
  });

  it('a round climbs the levels in order and is bounded', () => {
    fc.assert(
      fc.property(happenings, (sequence) => {
        const story = play(sequence);
        if (story.incidentIds.size === 0) return;
        const rounds = new Set(story.incident.pages.map(({ round }) => round));
        for (const round of rounds) {
          const pages = story.incident.pages.filter((page) => page.round === round);
          const levels = pages.map(({ level }) => level);
          expect(levels).toEqual(levels.toSorted((a, b) => a - b));
          expect(pages.length).toBeLessThanOrEqual(plan.escalation.levels.length + LAST_LEVEL_REPEATS);
        }
      }),
    );
  });

  it('the queue runs empty: no ladder goes on for ever', () => {
    fc.assert(
      fc.property(happenings, (sequence) => {
        expect(play(sequence).queue).toEqual([]);
      }),
    );
  });

  it('replaying the same events gives the same incidents, timelines and pages', () => {
    fc.assert(
      fc.property(happenings, (sequence) => {
        const [one, other] = [play(sequence), play(sequence)];
        expect(other.timeline).toEqual(one.timeline);
        expect(other.pages).toEqual(one.pages);
      }),
    );
  });

  it('an unacknowledged incident with a firing alert always has a next step, or has said why not', () => {
    fc.assert(
      fc.property(happenings, (sequence) => {
        const story = new Story(plan);
        let second = 0;
        for (const { afterSeconds, what, ruleId } of sequence) {
          second += afterSeconds;
          story.runUntil(second);
          if (what === 'fire') story.fire(ruleId);
          else if (story.incidentIds.size > 0) happen(story, what, ruleId);
          if (story.incidentIds.size === 0) continue;
          const { ladder, acknowledgement, phase } = story.incident;
          if (phase !== 'open' || acknowledgement !== null) continue;
          const isWaiting = story.queue.some(
            (effect) => effect.kind === 'escalate' && effect.dueAt === ladder.next?.dueAt,
          );
          expect(isWaiting || ladder.stopped === 'nobody-answered').toBe(true);
        }
      }),
    );
  });
});

it('however many alerts one fault sets off, and however often each is told, it is one incident and one page', () => {
  const told = fc.array(fc.constantFrom(...RULES), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(told, fc.integer({ min: 0, max: 10 }), (rules, everySeconds) => {
      const story = new Story(plan);
      for (const rule of rules) story.wait(everySeconds).fire(rule);
      expect(story.incidentIds.size).toBe(1);
      const raises = story.timeline.filter(({ kind }) => kind === 'severity-raised').length;
      expect(story.pages.length).toBe(1 + raises);
      expect(story.incident.alerts.length).toBe(new Set(rules).size);
    }),
  );
});
