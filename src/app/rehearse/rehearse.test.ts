import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../plan/plan.ts';
import { samplePlan } from '../../plan/testing/sample-plan.ts';
import { formatRehearsal } from './format-rehearsal.ts';
import { rehearse } from './rehearse.ts';
import type { RehearsalReport } from './report.ts';

const NOW = Date.UTC(2026, 0, 5);
const plan = samplePlan();

function play(of: Plan = plan, days = 30, seed = 1): RehearsalReport {
  return rehearse(of, { days, seed, now: NOW });
}

function verdicts(report: RehearsalReport): Record<string, string> {
  return Object.fromEntries(report.rows.map((row) => [row.commitmentId, row.verdict]));
}

describe('thirty days of the sample system', () => {
  const report = play();

  it('finds every alert and every step within what the guide says, and says what it could not try', () => {
    expect(verdicts(report)).toEqual({
      'api-down': 'within',
      slow: 'within',
      memory: 'within',
      errors: 'within',
      silent: 'within',
      queue: 'needs-input',
      'l1-l2-p0': 'within',
      'l2-l3-p0': 'within',
      'l1-l2-p1': 'within',
    });
    expect(report.findings).toBe(0);
    expect(report.rules.filter((rule) => rule.state !== 'holds')).toEqual([]);
  });

  it('measures from the fault to the delivered page', () => {
    const apiDown = report.rows.find((row) => row.commitmentId === 'api-down');
    expect(apiDown?.allowedSeconds).toBe(135);
    expect(apiDown?.measuredSeconds).toBeGreaterThan(120);
    expect(apiDown?.measuredSeconds).toBeLessThanOrEqual(135);
  });

  it('plays faults that must not fire, and faults that overlap', () => {
    expect(report.faults).toBeGreaterThan(report.incidents);
    expect(report.rules.find((rule) => rule.name.includes('shorter'))?.detail).not.toMatch(/^0 played/);
  });

  it('is the same for the same seed and another for another', () => {
    expect(play()).toEqual(report);
    expect(play(plan, 30, 2).looks).not.toBe(report.looks);
  });

  it('prints one line for each commitment and a conclusion', () => {
    const text = formatRehearsal(report);
    expect(text).toContain('✓ API down');
    expect(text).toMatch(/P0: L1 → L2 +line 1 +30 min \d s +of 30 min 5 s/);
    expect(text).toContain('✎ Queue lag');
    expect(text).toContain('8 of 9 would page as the guide says, 1 could not be tried.');
  });

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('what a rehearsal finds', () => {
  it('nobody to page', () => {
    const report = play(samplePlan({ people: [{ role: 'Nobody' }] }), 5);
    expect(verdicts(report)['api-down']).toBe('unpaged');
    expect(report.findings).toBeGreaterThan(0);
  });

  it('a rule that no reading can make true', () => {
    const rules = plan.rules.map((rule) => (rule.id === 'slow' ? { ...rule, threshold: null } : rule));
    const row = play({ ...plan, rules }, 10).rows.find((one) => one.commitmentId === 'slow');
    expect(row?.verdict).toBe('silent');
    expect(row?.measuredSeconds).toBeNull();
  });

  it('a step that never counts, because another statement comes first', () => {
    const [step] = plan.escalation.steps;
    if (step === undefined) throw new Error('the sample has steps');
    const later = { ...step, commitmentId: 'l2-l3-p0', afterSeconds: step.afterSeconds * 2 };
    const twice = { ...plan, escalation: { ...plan.escalation, steps: [step, later] } };
    const row = play(twice, 5).rows.find((one) => one.commitmentId === 'l2-l3-p0');
    expect(row).toMatchObject({ verdict: 'overridden', note: 'line 1 escalates sooner' });
  });

  it('a step of a severity that no alert has, tried all the same', () => {
    const mild = { ...plan, rules: plan.rules.map((rule) => ({ ...rule, severity: 'P2' })) };
    const row = play(mild, 10).rows.find((one) => one.commitmentId === 'l1-l2-p0');
    expect(row).toMatchObject({ verdict: 'within', note: 'no alert has severity P0: tried with one raised to it' });
  });

  it('too few days', () => {
    const report = play(plan, 0.05);
    expect(Object.values(verdicts(report))).toContain('not-played');
    expect(report.findings).toBe(0);
  });

  it('nothing in a guide without alerts', () => {
    const report = play({ ...plan, rules: [], commitments: [] }, 30);
    expect(report).toMatchObject({ faults: 0, incidents: 0, findings: 0, rows: [] });
    expect(formatRehearsal(report)).toContain('the guide has none');
    expect(report.rules.map((rule) => rule.state)).toEqual(report.rules.map(() => 'not-tried'));
  });
});

it('whatever the seed, the product keeps its own rules', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 12 }), (seed, days) => {
      const report = play(plan, days, seed);
      expect(report.rules.filter((rule) => rule.state === 'broken')).toEqual([]);
      expect(report.findings).toBe(0);
    }),
    { numRuns: 20 },
  );
});
