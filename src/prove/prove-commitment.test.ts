import { describe, expect, it } from 'vitest';
import type { CommitmentKind } from '../plan/commitment.ts';
import type { Plan } from '../plan/plan.ts';
import { samplePlan } from '../plan/testing/sample-plan.ts';
import type { EvidenceRecord } from './evidence.ts';
import type { AlertLook, Look, Proof, ProofInput } from './proof.ts';
import { proveCommitment } from './prove-commitment.ts';

const NOW = Date.UTC(2026, 10, 18, 12);
const DAY = 86_400_000;
const plan = samplePlan();

function prove(id: string, known: Partial<ProofInput> = {}, of: Plan = plan): Proof {
  const planned = of.commitments.find(({ commitment }) => commitment.id === id);
  if (planned === undefined) throw new Error(`no commitment ${id}`);
  const nothing = { look: null, alert: null, objective: null, budget: null, shift: null, evidence: [] };
  return proveCommitment({ plan: of, planned, now: NOW, ...nothing, ...known });
}

const seen = (secondsAgo: number, found: Partial<Look>): Look => ({
  at: NOW - secondsAgo * 1000,
  value: null,
  ok: null,
  samples: 1,
  ...found,
});

function deed(commitmentId: string, daysAgo: number, found: Partial<EvidenceRecord> = {}): EvidenceRecord {
  return {
    commitmentId,
    at: NOW - daysAgo * DAY,
    kind: 'run',
    outcome: 'held',
    detail: 'ran during an incident',
    measuredSeconds: null,
    allowedSeconds: null,
    incidentId: null,
    ...found,
  };
}

describe('nothing known', () => {
  it('never proves anything: no commitment holds for lack of evidence', () => {
    for (const { commitment } of plan.commitments) {
      expect(prove(commitment.id).state, commitment.id).not.toBe('holds');
    }
  });

  it('is said in the words of what is missing', () => {
    expect(prove('queue')).toMatchObject({ state: 'needs-input' });
    expect(prove('queue').summary).toContain('metrics');
    expect(prove('docs')).toMatchObject({ state: 'stated', summary: '' });
    expect(prove('health').summary).toBe('not checked yet');
    expect(prove('cpu-metric').summary).toBe('no telemetry names latency p99');
    expect(prove('backup').summary).toBe('no drill has restored it yet');
    expect(prove('l1-l2-p0').summary).toBe('never needed yet · rehearse to try it');
    expect(prove('rotation')).toMatchObject({ state: 'failing', summary: 'nobody is on call' });
  });
});

describe('a check', () => {
  it('holds while its last look is good and fresh', () => {
    const proof = prove('health', { look: seen(4, { ok: true, value: 38 }) });
    expect(proof).toMatchObject({ state: 'holds', summary: '', value: { text: '38 ms' } });
  });

  it('fails with the reason', () => {
    const look = seen(2, { ok: false, value: null, message: 'connection refused', since: NOW - 90_000 });
    expect(prove('health', { look })).toMatchObject({
      state: 'failing',
      summary: 'connection refused',
      since: NOW - 90_000,
    });
  });

  it('is stale after three intervals, good or bad', () => {
    expect(prove('health', { look: seen(31, { ok: true }) })).toMatchObject({
      state: 'stale',
      summary: 'not checked since',
    });
    expect(prove('health', { look: seen(31, { ok: false }) }).state).toBe('stale');
  });
});

describe('a metric', () => {
  it('is held against its limit on the side that is good for it', () => {
    expect(prove('cpu-metric', { look: seen(9, { value: 1_412 }) })).toMatchObject({
      state: 'holds',
      value: { text: '1\u202f412 ms' },
      threshold: { text: 'of 2\u202f000 ms' },
    });
    expect(prove('cpu-metric', { look: seen(9, { value: 2_500 }) }).state).toBe('failing');
    expect(prove('cpu-metric', { look: seen(900, { value: 10 }) }).state).toBe('stale');
  });
});

describe('an alert', () => {
  const look: AlertLook = {
    phase: 'inactive',
    since: NOW - DAY,
    conditionSince: null,
    noDataSince: null,
    lastLookAt: NOW - 4_000,
    lastReading: seen(4, { value: 100, ok: true }),
  };
  const fired = deed('api-down', 6, { kind: 'fired', measuredSeconds: 123, detail: 'fired, paged' });

  it('holds while it is judged, and says whether it has really paged', () => {
    expect(prove('api-down', { alert: look })).toMatchObject({
      state: 'holds',
      value: { text: 'healthy' },
      provenAt: null,
      summary: 'paging unproven',
    });
    expect(prove('api-down', { alert: look, evidence: [fired] })).toMatchObject({
      state: 'holds',
      provenAt: fired.at,
      summary: 'fires in 2 min 3 s, proven',
    });
    const lost = { ...fired, outcome: 'failed' as const };
    expect(prove('api-down', { alert: look, evidence: [lost] }).provenAt).toBeNull();
  });

  it('says how long a pending one has been true', () => {
    const pending: AlertLook = { ...look, phase: 'pending', conditionSince: NOW - 80_000 };
    expect(prove('api-down', { alert: pending }).summary).toContain('true for 1 min 20 s of 2 min');
  });

  it('fails while it fires, with who was paged and when', () => {
    const firing: AlertLook = { ...look, phase: 'firing', since: NOW - 360_000 };
    expect(prove('api-down', { alert: firing }).summary).toBe('nobody paged yet');
    const page = { role: 'On-Call Engineer', at: NOW - 355_000 };
    expect(prove('api-down', { alert: { ...firing, page } })).toMatchObject({
      state: 'failing',
      summary: 'paged On-Call Engineer 11:54',
    });
  });

  it('is stale without data, and when nobody has judged it lately', () => {
    const blind: AlertLook = { ...look, phase: 'no-data', noDataSince: NOW - 720_000 };
    expect(prove('api-down', { alert: blind })).toMatchObject({ state: 'stale', summary: 'no data since' });
    const forgotten: AlertLook = { ...look, lastLookAt: NOW - 120_000 };
    expect(prove('api-down', { alert: forgotten })).toMatchObject({ state: 'stale', summary: 'not judged since' });
  });

  it('is unproven where there never was data', () => {
    const never: AlertLook = { ...look, phase: 'no-data', lastReading: null };
    expect(prove('errors', { alert: never })).toMatchObject({
      state: 'unproven',
      threshold: { text: 'of 5 %' },
      summary: 'no telemetry names error rate',
    });
  });

  it('shows a number in the unit that it is judged in', () => {
    const reading = seen(4, { value: 1_412.3, samples: 90 });
    expect(prove('slow', { alert: { ...look, lastReading: reading } })).toMatchObject({
      value: { text: '1\u202f412 ms' },
      threshold: { text: 'of 1\u202f000 ms' },
    });
    const none = seen(4, { value: 38, samples: 90 });
    expect(prove('silent', { alert: { ...look, lastReading: none } })).toMatchObject({
      value: { text: '38 /s' },
      threshold: { text: 'not 0 /s' },
    });
  });
});

describe('an objective', () => {
  it('holds or fails by its judgement, while that is fresh', () => {
    const objective = { state: 'met' as const, value: 99.95, at: NOW - 4_000 };
    expect(prove('availability', { objective })).toMatchObject({
      state: 'holds',
      value: { text: '99.95 %' },
      threshold: { text: 'of 99.9 %' },
      summary: 'over 30 days',
    });
    expect(prove('availability', { objective: { ...objective, state: 'missed', value: 99.2 } }).state).toBe('failing');
    expect(prove('availability', { objective: { ...objective, at: NOW - 600_000 } }).state).toBe('stale');
    expect(prove('availability', { objective: { ...objective, value: null } }).state).toBe('unproven');
  });
});

describe('the rotation', () => {
  it('shows who is on call until when', () => {
    const shift = { member: 'On-Call Engineer', until: Date.UTC(2026, 10, 23, 14) };
    expect(prove('rotation', { shift })).toMatchObject({ state: 'holds', summary: 'On-Call Engineer until Mon 14:00' });
  });
});

describe('what people do', () => {
  it('holds when it was done lately and is stale when it was long ago', () => {
    expect(prove('restart', { evidence: [deed('restart', 6)] })).toMatchObject({
      state: 'holds',
      summary: 'ran during an incident',
    });
    expect(prove('restart', { evidence: [deed('restart', 94)] })).toMatchObject({
      state: 'stale',
      summary: 'not proven since · due every 90 days',
    });
  });

  it('fails when it failed last, and on one failure of an occasion', () => {
    const failed = deed('p0', 1, { outcome: 'failed', detail: 'answered in 40 min', incidentId: 'a' });
    const restored = deed('p0', 0.9, { detail: 'restored in 1 h', incidentId: 'a' });
    expect(prove('p0', { evidence: [failed, restored] })).toMatchObject({ state: 'failing' });
    const later = deed('p0', 0.1, { incidentId: 'b' });
    expect(prove('p0', { evidence: [failed, restored, later] })).toMatchObject({ state: 'holds' });
  });

  it('shows how long it took of what is allowed', () => {
    const evidence = [deed('p0', 1, { measuredSeconds: 240, allowedSeconds: 900 })];
    expect(prove('p0', { evidence })).toMatchObject({ value: { text: '4 min' }, threshold: { text: 'of 15 min' } });
  });

  it('of kinds that no deed proves yet is unproven', () => {
    const kinds: CommitmentKind[] = ['backup', 'severity', 'runbook', 'command', 'contact', 'escalation'];
    for (const { commitment } of plan.commitments.filter(({ commitment }) => kinds.includes(commitment.kind))) {
      expect(prove(commitment.id).state).toBe('unproven');
    }
  });
});
