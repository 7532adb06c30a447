import { expect, it } from 'vitest';
import type { CommitmentFields } from './commitment.ts';
import { readingOf } from './reading.ts';

const COMMAND = { kind: 'command', source: '', programs: [], interactive: [], effect: 'unknown' } as const;

const readings: readonly (readonly [CommitmentFields, string])[] = [
  [
    {
      kind: 'check',
      path: '/health',
      url: null,
      target: null,
      purpose: null,
      expect: { status: 200, json: null },
      maxLatencyMs: 250,
      timeoutMs: 5000,
    },
    '/health: answers 200, within 250 ms, given up after 5 s',
  ],
  [{ kind: 'metric', metric: 'cpu', op: null, value: null, unit: null }, 'cpu'],
  [
    {
      kind: 'alert',
      name: 'Slow',
      metric: 'latency_p95',
      op: '>',
      value: 1500,
      unit: 'ms',
      windowS: 300,
      severity: 'P1',
      actions: ['page'],
    },
    'latency_p95 > 1.5 s for 5 min: P1, page',
  ],
  [
    {
      kind: 'alert',
      name: null,
      metric: 'x:Heartbeat',
      op: 'absent',
      value: null,
      unit: null,
      windowS: 90,
      severity: null,
      actions: [],
    },
    'Heartbeat absent for 1.5 min',
  ],
  [
    {
      kind: 'objective',
      sli: 'availability',
      op: '>=',
      value: 99.9,
      unit: '%',
      windowS: 2_592_000,
      environment: 'production',
    },
    'availability >= 99.9 % over 30 d in production',
  ],
  [
    { kind: 'error-budget', objective: null, allowedS: 31_536, allowedRatio: null, periodS: 31_536_000 },
    '8.76 h in 365 d',
  ],
  [{ kind: 'error-budget', objective: null, allowedS: null, allowedRatio: 0.001, periodS: null }, '0.1 %'],
  [
    {
      kind: 'severity',
      level: 'P1',
      name: 'Critical',
      definition: null,
      responseS: 0,
      resolutionS: 14_400,
      examples: [],
    },
    'P1 Critical: answered at once, resolved in 4 h',
  ],
  [
    { kind: 'escalation', from: 'On call', to: 'Lead', afterS: 900, severity: 'P1' },
    'On call → Lead after 15 min (P1)',
  ],
  [
    {
      kind: 'rotation',
      cadence: 'weekly',
      handoff: { weekday: 'Monday', time: '09:00', tz: 'UTC' },
      coverage: null,
    },
    'weekly, handed over Monday 09:00 UTC',
  ],
  [
    { kind: 'contact', role: 'On call', level: null, channel: 'email', address: 'on-call@example.com' },
    'On call: email on-call@example.com',
  ],
  [
    { kind: 'runbook', title: 'Queue stuck', symptoms: [], causes: [], steps: ['look'], commands: ['a', 'b'] },
    'Queue stuck: 1 step, 2 commands',
  ],
  [
    { kind: 'procedure', title: 'Roll back', purpose: 'rollback', steps: ['a', 'b'], commands: [] },
    'Roll back: rollback, 2 steps',
  ],
  [
    {
      ...COMMAND,
      language: 'bash',
      programs: ['kubectl'],
      interactive: [
        { words: '-it', needs: 'terminal' },
        { words: 'exec -it', needs: 'terminal' },
      ],
      effect: 'destroys',
      placeholders: ['{pod}'],
    },
    'bash: kubectl, destroys, wants a terminal, to be filled in: {pod}',
  ],
  [{ kind: 'checklist', title: 'Before', items: [{ text: 'a', done: true }] }, 'Before: 1 item, 1 ticked'],
  [{ kind: 'task', title: 'Rotate logs', cadence: 'weekly' }, 'Rotate logs, weekly'],
  [
    {
      kind: 'backup',
      target: 'orders',
      schedule: '0 2 * * *',
      tz: 'UTC',
      retentionS: 2_592_000,
      storage: 'S3',
      encryption: null,
      pointInTimeS: 604_800,
    },
    'orders: 0 2 * * * UTC, kept 30 d, any point of 7 d, S3',
  ],
  [
    { kind: 'recovery', scope: 'Database', rtoS: 3600, rpoS: 300, means: null },
    'Database: back within 1 h, at most 5 min lost',
  ],
  [
    {
      kind: 'window',
      recurrence: 'FREQ=WEEKLY;BYDAY=SU',
      start: '02:00',
      end: '04:00',
      tz: 'UTC',
      noticeS: 172_800,
      scope: null,
      approval: null,
    },
    'FREQ=WEEKLY;BYDAY=SU, 02:00-04:00 UTC, announced 2 d before',
  ],
  [
    { kind: 'budget', amount: 1200, currency: 'EUR', period: 'monthly', alertAtPercent: 80 },
    '1200 EUR monthly, told at 80 %',
  ],
  [
    { kind: 'cost', service: 'Database', sku: null, monthly: { amount: 42, currency: 'USD' }, opportunity: null },
    'Database: 42 USD a month',
  ],
  [
    {
      kind: 'scaling',
      metric: 'cpu',
      op: '>',
      value: 70,
      unit: '%',
      windowS: 300,
      action: 'scale out',
      min: 2,
      max: 10,
    },
    'cpu > 70 % for 5 min: scale out, at least 2, at most 10',
  ],
  [{ kind: 'growth', what: 'traffic', percent: 20, period: 'monthly' }, 'traffic: 20 % monthly'],
  [
    { kind: 'rotation-policy', what: 'TLS certificate', cadence: 'quarterly', automated: true },
    'TLS certificate: quarterly, by itself',
  ],
  [{ kind: 'control', done: true }, 'ticked'],
  [{ kind: 'setting', name: 'TOKEN', value: 'abc', secret: true }, 'TOKEN = (secret)'],
  [{ kind: 'link', title: 'Dashboard', url: 'https://example.com' }, 'https://example.com'],
];

it.each(readings)('%o', (fields, words) => expect(readingOf(fields)).toBe(words));

it('has a line for every kind', () => {
  expect(new Set(readings.map(([{ kind }]) => kind)).size).toBe(25);
});
