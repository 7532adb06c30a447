import { describe, expect, it } from 'vitest';
import { compileGuide } from '../guide/compile.ts';
import { draftBindings } from './draft-bindings.ts';
import { loadBindings } from './load-bindings.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';

const GUIDE = `# Orders

## Health checks

| Endpoint | Purpose | Timeout |
|---|---|---|
| \`/health\` | liveness | 2s |

The public site is https://orders-{suffix}.example.com.

## Severity levels

| Level | Definition | Response time |
|---|---|---|
| P0 - Critical | nobody can order | 15 minutes |
| P1 - High | orders are slow | 1 hour |
| P2 - Medium | orders look odd | - |

## Alerts

| Alert | Threshold | Window | Severity |
|---|---|---|---|
| High error rate | > 1 % errors | 5 min | P1 |

- **API down**: health check fails for more than 2 minutes
- **High latency**: p95 above 1.5 s for 5 minutes
- **Queue too long**: queue depth above 100

## Escalation

\`\`\`
L1 (On-call engineer)
  ↓ (30 minutes for P0)
L2 (Team lead)
\`\`\`

## Common issues

### API not responding

**Symptoms:** the health check fails

\`\`\`bash
kubectl rollout restart deployment/{deployment}
\`\`\`

### Slow responses

**Symptoms:** high response times

\`\`\`bash
curl -s https://orders-{suffix}.example.com/health
\`\`\`

### Database connection issues

**Symptoms:** errors when connecting to the database

\`\`\`bash
kubectl rollout restart statefulset/database
\`\`\`
`;

const BOUND = `version: 1
id: orders
baseUrl: http://127.0.0.1:9000
values: { suffix: blue }
addresses: { "https://orders-{suffix}.example.com": "http://127.0.0.1:9000" }
targets: { database: "postgres://orders:secret@127.0.0.1/orders" }
services: [orders-api]
people:
  - { role: Team lead, level: 2, email: lead@example.com }
  - { role: On-call engineer, level: 1, email: on-call@example.com }
`;

function planOf(bindings: string, guide = GUIDE): Plan {
  const loaded = loadBindings(bindings, {});
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return makePlan(compileGuide(guide, 'OPERATIONS.md'), loaded.bindings, {
    folder: '/srv/orders',
    guidePath: '/srv/orders/OPERATIONS.md',
  }).plan;
}

const ruleOf = (plan: Plan, name: string) => plan.rules.find((rule) => rule.name === name);
const needOf = (plan: Plan, words: string) =>
  plan.commitments.find(
    ({ commitment, standing }) => standing.state === 'needs-input' && commitment.text.includes(words),
  )?.standing;

describe('a plan', () => {
  it('probes an endpoint where the bindings say that the system is', () => {
    const [check] = planOf(BOUND).checks;
    expect(check).toMatchObject({ probe: { type: 'http', url: 'http://127.0.0.1:9000/health' }, timeoutMs: 2_000 });
  });

  it('probes each bound dependency, and names its address without holding it', () => {
    const plan = planOf(BOUND);
    expect(plan.checks.find(({ id }) => id === 'target:database')?.probe).toEqual({
      type: 'postgres',
      url: { binding: 'targets.database' },
    });
    expect(JSON.stringify(plan)).not.toContain('secret@');
  });

  it('holds a failing check for the time the guide says, at the worst severity where it says none', () => {
    const plan = planOf(BOUND);
    expect(ruleOf(plan, 'API down')).toMatchObject({
      op: 'fails',
      mode: 'hold',
      windowSeconds: 120,
      severity: 'P0',
      indicator: { source: 'probe', checkIds: [plan.checks[0]?.id], statistic: 'health' },
    });
  });

  it('reads a column of windows as computed over them, and “for” as held', () => {
    const plan = planOf(BOUND);
    expect(ruleOf(plan, 'High error rate')).toMatchObject({ mode: 'window', windowSeconds: 300, severity: 'P1' });
    expect(ruleOf(plan, 'High latency')).toMatchObject({
      mode: 'hold',
      windowSeconds: 300,
      threshold: 1_500,
      unit: 'ms',
    });
  });

  it('says which binding a statement lacks and how to give it', () => {
    expect(needOf(planOf(BOUND), 'queue depth')).toMatchObject({ needs: ['metrics.queue_depth'] });
    expect(needOf(planOf('version: 1\n'), '/health')).toMatchObject({ needs: ['baseUrl'] });
    expect(needOf(planOf(BOUND), 'rollout restart')).toMatchObject({ needs: ['deployment'] });
  });

  it('takes a metric from where the bindings say', () => {
    const plan = planOf(`${BOUND}metrics: { queue_depth: { name: orders_queue_length, aggregate: maximum } }\n`);
    expect(ruleOf(plan, 'Queue too long')?.indicator).toMatchObject({ source: 'metric', name: 'orders_queue_length' });
  });

  it('pages people in the order of their levels, and escalates as the guide says', () => {
    const { escalation } = planOf(BOUND);
    expect(escalation.levels.map(({ level, email }) => [level, email])).toEqual([
      [1, 'on-call@example.com'],
      [2, 'lead@example.com'],
    ]);
    expect(escalation.steps[0]).toMatchObject({ fromLevel: 1, toLevel: 2, severity: 'P0', afterSeconds: 1_800 });
  });

  it('lets a severity that the ladder does not name wait no shorter than a worse one, or than its response time', () => {
    const { steps } = planOf(BOUND).escalation;
    expect(steps.slice(1)).toEqual([
      { commitmentId: null, fromLevel: 1, toLevel: 2, severity: 'P1', afterSeconds: 3_600 },
      { commitmentId: null, fromLevel: 1, toLevel: 2, severity: 'P2', afterSeconds: 3_600 },
    ]);
  });

  it('offers the runbook that treats the symptom', () => {
    const plan = planOf(BOUND);
    const titleOf = (name: string) =>
      ruleOf(plan, name)?.runbookIds.map((id) => plan.runbooks.find((runbook) => runbook.id === id)?.title)[0];
    expect(titleOf('API down')).toBe('API not responding');
    expect(titleOf('High latency')).toBe('Slow responses');
    expect(titleOf('High error rate'), 'that both speak of errors is not enough').toBeUndefined();
  });

  it('puts values and addresses into commands', () => {
    const sources = planOf(BOUND).commands.map(({ bound }) => bound);
    expect(sources).toContain('curl -s http://127.0.0.1:9000/health');
    expect(sources).toContain(null);
  });

  it('survives JSON unchanged', () => {
    const plan = planOf(BOUND);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe('drafted bindings', () => {
  const draft = draftBindings(compileGuide(GUIDE, 'OPERATIONS.md'));

  it('load as they are', () => {
    expect(loadBindings(draft, {})).toMatchObject({ ok: true, bindings: { id: 'orders', system: 'Orders' } });
  });

  it('name everything that the guide leaves open, with its lines', () => {
    expect(draft).toMatch(/# {3}suffix: … {3}# lines? \d+/);
    expect(draft).toMatch(/# {3}deployment: … {3}# line \d+/);
    expect(draft).toContain('https://orders-{suffix}.example.com');
    expect(draft).toMatch(/# baseUrl: .* # line 7/);
    expect(draft).toContain('role: "L1"');
  });
});
