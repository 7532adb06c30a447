import { bindingsSchema } from '../bindings.ts';
import type { Commitment, CommitmentFields } from '../commitment.ts';
import { makePlan } from '../make-plan.ts';
import type { AlertRule, Plan } from '../plan.ts';

/** A small system with a rule of each sort, three levels, and steps for two severities. Made as every plan is made. */
export function samplePlan(bindings: Record<string, unknown> = {}): Plan {
  const guide = { guide: 'OPERATIONS.md', system: 'Sample', commitments: sampleCommitments(), diagnostics: [] };
  const defaults = {
    version: 1,
    id: 'sample',
    baseUrl: 'http://127.0.0.1:9',
    services: ['sample'],
    metrics: { memory: { name: 'process.memory', scale: 100 } },
    people: [
      { role: 'On-Call Engineer', level: 1, email: 'oncall@example.com' },
      { role: 'Team Lead', level: 2, email: 'lead@example.com' },
      { role: 'Platform Owner', level: 3, email: 'owner@example.com' },
    ],
    notify: { webhook: { url: 'http://127.0.0.1:9/hook', secret: 'whsec_c2FtcGxlLXNlY3JldA==' } },
  };
  const place = { folder: '/srv/sample', guidePath: '/srv/sample/OPERATIONS.md' };
  return makePlan(guide, bindingsSchema.parse({ ...defaults, ...bindings }), place).plan;
}

/** The sample plan's rule `id`: api-down (hold, P0), slow (window, P2), memory (hold, P2), errors (window, P1), silent (P0). */
export function sampleRule(plan: Plan, id: string): AlertRule {
  const rule = plan.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`the sample plan has no rule ${id}`);
  return rule;
}

function sampleCommitments(): Commitment[] {
  const plain = { name: null, definition: null, resolutionS: null, examples: [] } as const;
  const alert = { kind: 'alert', value: null, unit: null, actions: [] } as const;
  return [
    said('health', '/health answers 200', {
      kind: 'check',
      path: '/health',
      url: null,
      target: null,
      purpose: 'health',
      maxLatencyMs: null,
      expect: { status: 200, json: null },
      timeoutMs: null,
    }),
    said('p0', 'P0: 15 minutes', { kind: 'severity', level: 'P0', ...plain, responseS: 900, resolutionS: 14_400 }),
    said('p1', 'P1: 1 hour', { kind: 'severity', level: 'P1', ...plain, responseS: 3_600 }),
    said('p2', 'P2: 4 hours', { kind: 'severity', level: 'P2', ...plain, responseS: 14_400 }),
    said('api-down', 'API down: health fails for more than 2 minutes', {
      ...alert,
      name: 'API down',
      metric: 'health',
      op: 'fails',
      windowS: 120,
      severity: 'P0',
    }),
    said('slow', 'p95 above 1 s, window 5 min', {
      ...alert,
      name: 'Slow',
      metric: 'latency_p95',
      op: '>',
      value: 1,
      unit: 's',
      windowS: 300,
      severity: 'P2',
    }),
    said('memory', 'Memory above 85 % for 10 minutes', {
      ...alert,
      name: 'Memory',
      metric: 'memory',
      op: '>',
      value: 85,
      unit: '%',
      windowS: 600,
      severity: 'P2',
    }),
    said('errors', 'Errors above 5 %, window 3 min', {
      ...alert,
      name: 'Errors',
      metric: 'error_rate',
      op: '>',
      value: 5,
      unit: '%',
      windowS: 180,
      severity: 'P1',
    }),
    said('silent', 'No requests, window 2 min', {
      ...alert,
      name: 'Silent',
      metric: 'request_rate',
      op: '==',
      value: 0,
      windowS: 120,
      severity: 'P0',
    }),
    said('queue', 'Queue lag above 10 s', {
      ...alert,
      name: 'Queue lag',
      metric: 'x:queue lag',
      op: '>',
      value: 10,
      unit: 's',
      windowS: 60,
      severity: 'P2',
    }),
    said('availability', 'Availability 99.9 % a month', {
      kind: 'objective',
      sli: 'availability',
      op: '>=',
      value: 99.9,
      unit: '%',
      windowS: 2_592_000,
      environment: null,
    }),
    said('cpu-metric', 'Watch latency p99', {
      kind: 'metric',
      metric: 'latency_p99',
      op: '>',
      value: 2_000,
      unit: 'ms',
    }),
    said('l1-l2-p0', 'P0: to L2 after 30 minutes', step('L1', 'L2', 1_800, 'P0')),
    said('l2-l3-p0', 'P0: to L3 after 1 hour', step('L2', 'L3', 3_600, 'P0')),
    said('l1-l2-p1', 'P1: to L2 after 2 hours', step('L1', 'L2', 7_200, 'P1')),
    said('rotation', 'Weekly, Monday 09:00 New York', {
      kind: 'rotation',
      cadence: 'weekly',
      coverage: null,
      handoff: { weekday: 'monday', time: '09:00', tz: 'America/New_York' },
    }),
    said('l1', 'L1 On-Call Engineer', contact('On-Call Engineer', 'L1')),
    said('l2', 'L2 Team Lead', contact('Team Lead', 'L2')),
    said('restart', 'restart', {
      kind: 'command',
      language: 'bash',
      source: 'systemctl restart api',
      placeholders: [],
      programs: ['systemctl'],
      interactive: [],
      effect: 'changes',
    }),
    said('api-runbook', 'API down', {
      kind: 'runbook',
      title: 'API down',
      symptoms: ['API down'],
      causes: [],
      steps: ['Restart'],
      commands: ['restart'],
    }),
    said('backup', 'Daily backup', {
      kind: 'backup',
      target: 'database',
      schedule: '0 2 * * *',
      tz: null,
      retentionS: null,
      storage: null,
      encryption: null,
      pointInTimeS: null,
    }),
    said('docs', 'Handbook', { kind: 'link', title: 'Handbook', url: 'https://example.com/handbook' }),
  ];
}

function said(id: string, text: string, fields: CommitmentFields): Commitment {
  return { id, line: 1, endLine: 1, section: [], text, ...fields };
}

function step(from: string, to: string, afterS: number, severity: string): CommitmentFields {
  return { kind: 'escalation', from, to, afterS, severity };
}

function contact(role: string, level: string): CommitmentFields {
  return { kind: 'contact', role, level, channel: 'email', address: null };
}
