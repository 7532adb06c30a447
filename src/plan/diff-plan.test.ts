import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGuide } from '../guide/compile.ts';
import { diffPlan, isEmptyDifference } from './diff-plan.ts';
import { loadBindings } from './load-bindings.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';

const GUIDE = `# Orders

## Health checks

- \`/health\`: liveness

## Alerts

- **High error rate**: error rate above 5 % for 5 minutes
- **High latency**: p95 above 1.5 s for 5 minutes

## Deploy

\`\`\`bash
kubectl -n {namespace} rollout restart deployment/orders
\`\`\`
`;

const BOUND = `version: 1
id: orders
baseUrl: http://127.0.0.1:9000
services: [orders-api]
people: [{ role: On-call engineer, email: on-call@example.com }]
notify: { webhook: { url: "https://hooks.example.com/T0/secret-path", secret: whsec_a } }
`;

function planOf(guide: string, bindings = BOUND): Plan {
  const loaded = loadBindings(bindings, {});
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const place = { folder: '/srv/orders', guidePath: '/srv/orders/OPERATIONS.md' };
  return makePlan(compileGuide(guide, 'OPERATIONS.md'), loaded.bindings, place).plan;
}

const told = (before: Plan | null, after: Plan) => {
  const { commitments, parts } = diffPlan(before, after);
  return [
    ...commitments.map((change) => ({
      [change.change]: (change.after ?? change.before)?.commitment.kind,
      line: (change.after ?? change.before)?.commitment.line,
      fields: change.fields.map(({ name, before: was, after: is }) => `${name}: ${was} → ${is}`),
    })),
    ...parts.map(({ change, part, name, fields }) => ({
      [change]: `${part} ${name}`,
      fields: fields.map(({ name: field, before: was, after: is }) => `${field}: ${was} → ${is}`),
    })),
  ];
};

describe('the difference of two plans', () => {
  it('is nothing where a statement is only moved or worded in another way', () => {
    const moved = GUIDE.replace('# Orders\n', '# Orders\n\nSome words.\n').replace(
      '- `/health`: liveness',
      '- `/health`: liveness',
    );
    expect(isEmptyDifference(diffPlan(planOf(GUIDE), planOf(moved)))).toBe(true);
  });

  it('tells a threshold that was edited as one change, with both figures', () => {
    expect(told(planOf(GUIDE), planOf(GUIDE.replace('5 %', '1 %').replace('for 5 minutes', 'for 10 minutes')))).toEqual(
      [{ changed: 'alert', line: 9, fields: ['value: 5 % → 1 %', 'window: 300 s → 600 s'] }],
    );
  });

  it('tells what is new and what is gone', () => {
    const after = GUIDE.replace(/- \*\*High latency.*\n/, '').replace(
      '## Alerts',
      '- `/ready`: readiness\n\n## Alerts',
    );
    expect(told(planOf(GUIDE), planOf(after))).toEqual([
      { added: 'check', line: 7, fields: [] },
      { removed: 'alert', line: 10, fields: [] },
    ]);
  });

  it('tells which statement came to life by a binding', () => {
    expect(told(planOf(GUIDE), planOf(GUIDE, `${BOUND}values: { namespace: shop }\n`))).toEqual([
      { changed: 'command', line: 14, fields: ['standing: needs input: namespace → live'] },
      {
        changed: 'command kubectl -n {namespace} rollout restart deployment/orders',
        fields: ['runs: null → kubectl -n shop rollout restart deployment/orders'],
      },
    ]);
  });

  it('tells what the bindings change beside the guide, without credentials', () => {
    const after = BOUND.replace('9000', '9001')
      .replace('on-call@', 'night@')
      .replace('https://hooks.example.com/T0/secret-path', 'https://other.example.com/T1/secret-path')
      .replace('[orders-api]', '[orders-api, orders-worker]')
      .concat('targets: { database: "postgres://orders:secret@127.0.0.1/orders" }\n');
    const changes = told(planOf(GUIDE), planOf(GUIDE, after));
    expect(changes).toEqual([
      {
        changed: 'check /health',
        fields: ['url: http://127.0.0.1:9000/health → http://127.0.0.1:9001/health'],
      },
      { added: 'check database', fields: [] },
      { changed: 'escalation level 1 On-call engineer', fields: ['email: on-call@example.com → night@example.com'] },
      { added: 'service orders-worker', fields: [] },
      { changed: 'notify notify', fields: ['webhook: https://hooks.example.com → https://other.example.com'] },
    ]);
    expect(JSON.stringify(changes)).not.toContain('secret');
  });

  it('tells that a variable of the commands differs, and not how', () => {
    const variables = (value: string) => `${BOUND}commands: { environment: { TOKEN: ${value} } }\n`;
    expect(told(planOf(GUIDE, variables('one')), planOf(GUIDE, variables('two')))).toEqual([
      { changed: 'command variable TOKEN', fields: ['value: … → …'] },
    ]);
  });

  it('adds everything where nothing was operated before', () => {
    const { commitments, unchanged } = diffPlan(null, planOf(GUIDE));
    expect(unchanged).toBe(0);
    expect(commitments).toHaveLength(planOf(GUIDE).commitments.length);
    expect(new Set(commitments.map(({ change }) => change))).toEqual(new Set(['added']));
  });

  it('is empty between a plan and itself, and leads from any plan to any other', () => {
    const statements = fc.constantFrom(
      '- **Down**: health check fails for 2 minutes',
      '- **Errors**: error rate above 5 % for 5 minutes',
      '- **Errors**: error rate above 1 % for 5 minutes',
      '- **Slow**: p95 above 2 s for 5 minutes',
      '- **Slow**: p95 above 900 ms for 10 minutes',
      '- **Memory**: memory above 85 %',
      '- **Queue**: queue depth above 100',
    );
    const plan = fc
      .tuple(
        fc.array(statements, { maxLength: 12 }),
        fc.constantFrom(BOUND, BOUND.replace('services: [orders-api]\n', '')),
      )
      .map(([lines, bindings]) => planOf(`# Orders\n\n## Alerts\n\n${lines.join('\n')}\n`, bindings));
    fc.assert(
      fc.property(plan, plan, (before, after) => {
        expect(isEmptyDifference(diffPlan(before, before))).toBe(true);
        const { commitments, unchanged } = diffPlan(before, after);
        const ids = new Set(before.commitments.map(({ commitment }) => commitment.id));
        for (const change of commitments) if (change.before !== null) ids.delete(change.before.commitment.id);
        expect(ids.size).toBe(unchanged);
        for (const change of commitments) if (change.after !== null) ids.add(change.after.commitment.id);
        expect([...ids].sort()).toEqual(after.commitments.map(({ commitment }) => commitment.id).sort());
      }),
      { numRuns: 60 },
    );
  });
});
