import { chmodSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EditingService } from '../../api/services.ts';
import { realClock } from '../../store/testing/clickhouse.ts';
import type { OperatedSystem } from '../operate/operated-system.ts';
import { eachOperated } from '../operate/testing/each-operated.ts';
import { GUIDE } from '../operate/testing/operated-folder.ts';
import { editingService } from './editing.ts';

let folder: string;
let guide: string;
let bindings: string;
let system: OperatedSystem;
let editing: EditingService;

eachOperated((operated) => {
  ({ folder, guide, bindings, system } = operated);
  editing = editingService(new Map([[system.operation.id, system]]), realClock);
});

describe('editing over HTTP', () => {
  const id = () => system.operation.id;

  it('writes the file as it was written, and operates the system by it', async () => {
    chmodSync(guide, 0o640);
    writeFileSync(guide, GUIDE.replaceAll('\n', '\r\n'));
    await system.refresh();
    const source = await editing.source(id());
    expect(source).toMatchObject({ markdown: GUIDE, writable: true });
    const outcome = await editing.saveGuide(id(), GUIDE.replace('85 %', '70 %'), source?.hash ?? '');
    expect(outcome).toMatchObject({
      done: {
        problems: [],
        commitments: [{ change: 'changed', kind: 'alert', fields: [{ name: 'value', before: '85 %', after: '70 %' }] }],
      },
    });
    expect(readFileSync(guide, 'utf8')).toBe(GUIDE.replace('85 %', '70 %').replaceAll('\n', '\r\n'));
    expect(statSync(guide).mode & 0o777).toBe(0o640);
    expect(system.operation.system.markdown).toContain('70 %');
  });

  it('refuses to write over what somebody else has written meanwhile', async () => {
    const source = await editing.source(id());
    writeFileSync(guide, `${GUIDE}\nAdded elsewhere.\n`);
    expect(await editing.saveGuide(id(), GUIDE.replace('85 %', '70 %'), source?.hash ?? '')).toEqual({
      stale: 'OPERATIONS.md was changed since you opened it; take over what is new, then save again.',
    });
    expect(readFileSync(guide, 'utf8')).toContain('Added elsewhere.');
  });

  it('lets one of two who save at once win', async () => {
    const hash = (await editing.source(id()))?.hash ?? '';
    const outcomes = await Promise.all(
      ['70 %', '71 %', '72 %'].map((value) => editing.saveGuide(id(), GUIDE.replace('85 %', value), hash)),
    );
    expect(outcomes.map((outcome) => Object.keys(outcome ?? {})[0])).toEqual(['done', 'stale', 'stale']);
  });

  it('shows what a text would change, and changes nothing', async () => {
    const preview = await editing.preview(
      id(),
      GUIDE.replace('- **High memory**: memory above 85 % for 5 minutes\n', ''),
    );
    expect(preview?.commitments).toMatchObject([{ change: 'removed', kind: 'alert', line: 10 }]);
    expect(preview?.unchanged).toBe(system.operation.plan.commitments.length - 1);
    expect(readFileSync(guide, 'utf8')).toBe(GUIDE);
  });

  it('looks for linked files beside the guide, and judges dates by its clock', async () => {
    writeFileSync(join(folder, 'there.md'), '# There\n');
    const text = `${GUIDE}\nSee [there](there.md) and [gone](gone.md).\n\n**Next review:** 2020-06-01\n`;
    const findingsBy = async (service: EditingService) =>
      (await service.preview(id(), text))?.findings.map(({ rule, message }) => `${rule}: ${message}`) ?? [];
    const gone = 'dead-link: There is no file gone.md beside this guide.';
    const overdue = 'review-overdue: The next review was due on 2020-06-01.';
    const now = await findingsBy(editing);
    expect(now).toEqual(expect.arrayContaining([gone, overdue]));
    const clock = { ...realClock, now: () => Date.parse('2020-05-31T12:00:00Z') };
    const then = await findingsBy(editingService(new Map([[id(), system]]), clock));
    expect(then).toEqual(now.filter((finding) => finding !== overdue));
  });

  it('follows a link to the guide, and leaves it a link', async () => {
    renameSync(guide, join(folder, 'REAL.md'));
    symlinkSync('REAL.md', guide);
    const hash = (await editing.source(id()))?.hash ?? '';
    await editing.saveGuide(id(), `${GUIDE}\nMore.\n`, hash);
    expect(readFileSync(join(folder, 'REAL.md'), 'utf8')).toContain('More.');
    expect(system.operation.system.markdown).toContain('More.');
  });

  it('takes no empty guide', async () => {
    const hash = (await editing.source(id()))?.hash ?? '';
    expect(await editing.saveGuide(id(), ' \n', hash)).toHaveProperty('invalid');
  });

  it('gives a command what it needs, in the file as a person keeps it', async () => {
    const needing = system.operation.plan.commitments.find(({ commitment }) => commitment.kind === 'command');
    const open = needing?.standing.state === 'needs-input' ? needing.standing.bindings[0] : undefined;
    expect(open?.path).toEqual(['values', 'namespace']);
    const before = readFileSync(bindings, 'utf8');
    const outcome = await editing.saveBinding(id(), { path: [...(open?.path ?? [])], value: 'shop' });
    expect(outcome).toMatchObject({ done: { commitments: [{ fields: [{ name: 'standing', after: 'live' }] }] } });
    expect(readFileSync(bindings, 'utf8')).toBe(`${before}\nvalues:\n  namespace: shop\n`);
    expect(system.operation.plan.commands[0]?.bound).toBe('echo shop');
  });

  it.each<[(string | number)[], string | number, RegExp]>([
    [['people', 0, 'level'], 40, /people\.0\.level: .*9/],
    [['faults', 'down'], 'x', /not written from here/],
    [['targets', 'database'], '${NOT_SET_ANYWHERE}', /NOT_SET_ANYWHERE is not set/],
  ])('writes nothing that would not load: %j', async (path, value, message) => {
    const before = readFileSync(bindings, 'utf8');
    const outcome = await editing.saveBinding(id(), { path, value });
    expect(outcome).toEqual({ invalid: expect.stringMatching(message) });
    expect(readFileSync(bindings, 'utf8')).toBe(before);
  });

  it('knows no system that is not operated', async () => {
    expect(await editing.source('other')).toBeNull();
    expect(await editing.preview('other', GUIDE)).toBeNull();
    expect(await editing.saveGuide('other', GUIDE, '')).toBeNull();
  });
});
