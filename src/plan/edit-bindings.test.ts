import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileGuide } from '../guide/compile.ts';
import { draftBindings } from './draft-bindings.ts';
import { type BindingPath, editBindings } from './edit-bindings.ts';
import { loadBindings } from './load-bindings.ts';

const HAND_MADE = `# Where things are.
version: 1
guide: OPERATIONS.md   # beside this file

values:
  suffix: local   # lines 3, 12
  # What the cluster is called.
  cluster: "blue"

baseUrl: http://127.0.0.1:\${PORT:-8080}

services: [orders-api]   # more than one may report

metrics:
  memory: { name: process_memory_percent, aggregate: maximum }

# First to last.
people:
  - { role: On-call engineer, level: 1, email: on-call@example.com }
  - role: Team lead
    level: 2

faults: {}
`;

function edit(text: string, path: BindingPath, value: unknown): string {
  const edited = editBindings(text, path, value);
  if (!edited.ok) throw new Error(edited.message);
  return edited.text;
}

/** Lines that went (-) and came (+). */
function changed(before: string, after: string): string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((line) => `-${line}`),
    ...fresh.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe('writing an entry into runproof.yaml', () => {
  it.each<[string, BindingPath, unknown, string[]]>([
    [
      'a value that stands there',
      ['values', 'suffix'],
      'blue',
      ['-  suffix: local   # lines 3, 12', '+  suffix: blue   # lines 3, 12'],
    ],
    ['a value that is new', ['values', 'pod-name'], 'api-0', ['+  pod-name: api-0']],
    [
      'an address with a variable in it',
      ['baseUrl'],
      'http://127.0.0.1:${PORT:-9000}',
      ['-baseUrl: http://127.0.0.1:${PORT:-8080}', '+baseUrl: http://127.0.0.1:${PORT:-9000}'],
    ],
    [
      'one more service',
      ['services', '-'],
      'orders-worker',
      [
        '-services: [orders-api]   # more than one may report',
        '+services: [orders-api, orders-worker]   # more than one may report',
      ],
    ],
    [
      'a metric',
      ['metrics', 'queue depth'],
      { name: 'orders_queue', aggregate: 'last', attributes: { queue: 'mail:out' } },
      ['+  queue depth: { name: orders_queue, aggregate: last, attributes: { queue: "mail:out" } }'],
    ],
    [
      'one field of a metric',
      ['metrics', 'memory', 'scale'],
      100,
      [
        '-  memory: { name: process_memory_percent, aggregate: maximum }',
        '+  memory: { name: process_memory_percent, aggregate: maximum, scale: 100 }',
      ],
    ],
    [
      'one more person',
      ['people', '-'],
      { role: 'Manager', level: 3, email: 'manager@example.com' },
      ['+  - { role: Manager, level: 3, email: manager@example.com }'],
    ],
    ['the mail of a person', ['people', 1, 'email'], 'lead@example.com', ['+    email: lead@example.com']],
    [
      'a section that is not there',
      ['targets', 'database'],
      'postgres://orders:${PASSWORD}@127.0.0.1/orders',
      ['+targets:', '+  database: postgres://orders:${PASSWORD}@127.0.0.1/orders'],
    ],
    [
      'a section of two levels',
      ['commands', 'environment', 'APP_NAME'],
      'orders: the app # 1',
      ['+commands:', '+  environment:', '+    APP_NAME: "orders: the app # 1"'],
    ],
    ['a text that looks like a number', ['values', 'port'], '8080', ['+  port: "8080"']],
    ['a text that looks like a tag', ['values', 'key'], '!secret', ['+  key: "!secret"']],
  ])('changes nothing else for %s', (_what, path, value, lines) => {
    const after = edit(HAND_MADE, path, value);
    expect(changed(HAND_MADE, after)).toEqual(lines);
    expect(loadBindings(after, { PASSWORD: 'secret' }).ok).toBe(true);
  });

  it('takes an entry out', () => {
    const after = edit(HAND_MADE, ['values', 'suffix'], null);
    expect(parse(after)).toMatchObject({ values: { cluster: 'blue' } });
    expect(parse(after).values.suffix).toBeUndefined();
    expect(after).toContain('# What the cluster is called.');
  });

  it('keeps Windows line ends', () => {
    const after = edit(HAND_MADE.replaceAll('\n', '\r\n'), ['values', 'pod'], 'a');
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.each<[BindingPath]>([
    [['faults', 'down']],
    [['guide']],
    [['id']],
    [['commands', 'path', '-']],
    [['values', '__proto__']],
  ])('does not write %j', (path) => {
    expect(editBindings(HAND_MADE, path, 'x')).toMatchObject({ ok: false });
  });

  it('does not put an entry into what is a text already', () => {
    expect(editBindings(HAND_MADE, ['baseUrl', 'host'], 'x')).toMatchObject({
      ok: false,
      message: 'baseUrl.host does not fit what stands in runproof.yaml.',
    });
  });

  it('reads back as exactly what was written, whatever is written where', () => {
    const name = fc.oneof(
      fc.constantFrom('suffix', 'cluster', 'a b', '- x', '#', '{y}', '~', 'no', '1'),
      fc.string({ minLength: 1, maxLength: 12 }),
    );
    const path = fc.oneof(
      fc.tuple(fc.constantFrom('values', 'addresses', 'targets'), name),
      fc.tuple(fc.constant('commands'), fc.constant('environment'), name),
      fc.constantFrom<BindingPath>(['baseUrl'], ['services', '-'], ['services', 0], ['people', 0, 'role']),
    );
    const drafts = [HAND_MADE, draftOf(GUIDE), 'version: 1', '', 'version: 1\nvalues:\n', 'values: {}\nversion: 1\n'];
    fc.assert(
      fc.property(
        fc.constantFrom(...drafts),
        path,
        fc.string({ maxLength: 40, unit: 'grapheme' }),
        (text, where, value) => {
          fc.pre(!where.includes('__proto__') && !where.includes('constructor') && !where.includes('prototype'));
          const edited = editBindings(text, where as BindingPath, value);
          if (!edited.ok) {
            expect(edited.message).toContain('does not fit');
            return;
          }
          const place = where.map((part) => (part === '-' ? -1 : part));
          const found = place.reduce<unknown>(
            (node, part) =>
              Array.isArray(node) ? node.at(part as number) : (node as Record<string, unknown>)[String(part)],
            parse(edited.text),
          );
          expect(found).toBe(value);
        },
      ),
      { numRuns: 300 },
    );
  });
});

const GUIDE = `# Orders

## Health checks

- \`/health\`: liveness

## Escalation

| Level | Role | Contact |
|---|---|---|
| L1 | On-call engineer | pager |
| L2 | Team lead | phone |

## Deploy

\`\`\`bash
kubectl -n {namespace} rollout restart deployment/{deployment}
echo $APP_NAME
\`\`\`
`;

function draftOf(guide: string): string {
  return draftBindings(compileGuide(guide, 'OPERATIONS.md'));
}

describe('a runproof.yaml that init wrote', () => {
  it.each<[BindingPath, unknown]>([
    [['values', 'namespace'], 'shop'],
    [['baseUrl'], 'http://127.0.0.1:9000'],
    [['services', '-'], 'orders-api'],
    [['people', '-'], { role: 'Team lead', level: 2, email: 'lead@example.com' }],
    [['people', '-'], { role: 'Somebody else', email: 'else@example.com' }],
    [['commands', 'environment', 'APP_NAME'], 'orders'],
  ])('has its commented line taken into use for %j', (path, value) => {
    const draft = draftOf(GUIDE);
    const after = edit(draft, path, value);
    expect({ path, lines: changed(draft, after) }).toMatchSnapshot();
    expect(loadBindings(after, {}).ok).toBe(true);
  });

  it('is filled in one entry after the other', () => {
    const filled = (
      [
        [['values', 'deployment'], 'api'],
        [['values', 'namespace'], 'shop'],
        [['people', '-'], { role: 'On-call engineer', email: 'on-call@example.com' }],
        [['people', '-'], { role: 'Team lead', email: 'lead@example.com' }],
      ] as const
    ).reduce((text, [path, value]) => edit(text, path, value), draftOf(GUIDE));
    expect(parse(filled)).toMatchObject({
      values: { deployment: 'api', namespace: 'shop' },
      people: [{ role: 'On-call engineer' }, { role: 'Team lead' }],
    });
    expect(filled.match(/^ {2}(namespace|deployment)/gm)).toHaveLength(2);
    expect(filled).not.toMatch(/^# {3}(namespace|deployment)/m);
  });
});
