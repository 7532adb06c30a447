import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { IncidentState } from '../../respond/incident.ts';
import { findUnresolvedIncident } from '../../store/postgres/incidents.ts';
import type { OperatedSystem } from './operated-system.ts';
import { eachOperated } from './testing/each-operated.ts';
import { type Ground, GUIDE } from './testing/operated-folder.ts';

let ground: Ground;
let folder: string;
let guide: string;
let bindings: string;
let system: OperatedSystem;
let told: number;

eachOperated((operated) => {
  ({ ground, folder, guide, bindings, system } = operated);
  told = 0;
  operated.feed.subscribe(({ type }) => {
    if (type === 'system') told += 1;
  });
});

const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 2_000, interval: 20 });
const ruleNamed = (name: string) => system.operation.plan.rules.find((rule) => rule.name === name);
const phaseOf = (name: string) => system.operation.alerts.get(ruleNamed(name)?.id ?? '')?.phase;
const incident = () => findUnresolvedIncident<IncidentState>(ground.store.store.database, system.operation.id);

describe('a guide that changes while it is operated', () => {
  it('is operated by its new text within two seconds of an edit on disk', async () => {
    await soon(() => system.operation.latest(system.operation.plan.checks[0]?.id ?? '')?.ok).toBe(true);
    const seenBefore = system.operation.latest(system.operation.plan.checks[0]?.id ?? '');
    writeFileSync(guide, GUIDE.replace('## Alerts', '- `/ready`: readiness\n\n## Alerts'));
    await soon(() => system.operation.plan.checks.map(({ name }) => name)).toContain('/ready');
    const { checks } = system.operation.plan;
    await soon(() => checks.map(({ id }) => system.operation.latest(id)?.ok)).toEqual([true, true]);
    expect(system.operation.results.get(checks[0]?.id ?? '')).toContain(seenBefore);
  });

  it('keeps an alert that fires, and its incident, while other statements change', async () => {
    ground.answersWith = 500;
    await soon(() => phaseOf('API down')).toBe('firing');
    const before = await incident();
    const since = system.operation.alerts.get(ruleNamed('API down')?.id ?? '');
    writeFileSync(guide, GUIDE.replace('85 %', '90 %'));
    await soon(() => system.operation.plan.commitments.some(({ commitment }) => commitment.text.includes('90 %'))).toBe(
      true,
    );
    await soon(() => phaseOf('API down')).toBe('firing');
    const after = await incident();
    expect(after?.state.id).toBe(before?.state.id);
    expect(after?.state.alerts).toEqual(before?.state.alerts);
    expect(system.operation.alerts.get(ruleNamed('API down')?.id ?? '')).toMatchObject({ phase: 'firing' });
    expect(since?.phase).toBe('firing');
  });

  it('ends an alert whose statement leaves the guide', async () => {
    ground.answersWith = 500;
    await soon(() => phaseOf('API down')).toBe('firing');
    writeFileSync(guide, GUIDE.replace('- **API down**: health check fails\n', ''));
    await soon(() => ruleNamed('API down')).toBeUndefined();
    await soon(async () => (await incident())?.state.phase).toBe('recovered');
  });

  it('goes on as before while the bindings cannot be read, says where, and tells pages', async () => {
    const before = system.operation;
    const text = readFileSync(bindings, 'utf8');
    told = 0;
    writeFileSync(bindings, `${text}servces: [orders]\n`);
    await soon(() => system.operation.problems).toEqual([
      { file: 'runproof.yaml', line: 7, message: 'unknown key `servces`; did you mean `services`?' },
    ]);
    expect(told).toBeGreaterThan(0);
    expect(system.operation).toBe(before);
    const looked = before.results.get(before.plan.checks[0]?.id ?? '')?.length ?? 0;
    await soon(() => before.results.get(before.plan.checks[0]?.id ?? '')?.length ?? 0).toBeGreaterThan(looked);
    writeFileSync(bindings, `${text}services: [orders]\n`);
    await soon(() => system.operation.plan.services).toEqual(['orders']);
    expect(system.operation.problems).toEqual([]);
  });

  it.each<[string, () => void, RegExp]>([
    ['emptied', () => writeFileSync(guide, ''), /The guide is empty/],
    ['gone', () => renameSync(guide, join(folder, 'OTHER.md')), /There is no guide at/],
    ['given another id', () => writeFileSync(bindings, 'version: 1\nid: other\n'), /restart Runproof/],
  ])('goes on as before when it is %s', async (_what, deed, message) => {
    const before = system.operation;
    deed();
    await soon(() => system.operation.problems.map((problem) => problem.message).join()).toMatch(message);
    expect(system.operation).toBe(before);
  });
});

describe('a guide that changes while the database is not well', () => {
  it('is operated as before, and by its new text as soon as that can be stored', async () => {
    const { database } = ground.store.store;
    const before = system.operation;
    await sql`alter table system rename to system_away`.execute(database);
    try {
      writeFileSync(guide, GUIDE.replace('85 %', '90 %'));
      await soon(() => system.operation.problems.map(({ message }) => message).join()).toMatch(
        /cannot be applied .* tried again/,
      );
      expect(system.operation).toBe(before);
      const check = before.plan.checks[0]?.id ?? '';
      const looked = before.results.get(check)?.length ?? 0;
      await soon(() => before.results.get(check)?.length ?? 0).toBeGreaterThan(looked);
    } finally {
      await sql`alter table system_away rename to system`.execute(database);
    }
    await expect.poll(() => system.operation.system.markdown, { timeout: 5_000 }).toContain('90 %');
    expect(system.operation.problems).toEqual([]);
  });
});
