import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readAzWords } from './az/options.ts';
import { render } from './az/output.ts';
import { query } from './az/query.ts';
import { findServer } from './engines/server-process.ts';
import { readKubectlWords } from './kubectl/words.ts';
import { readLocalConfig } from './local-config.ts';
import { zipOf } from './zip.ts';

describe('the words of an az call', () => {
  it('are the verb, then options long, short, attached, bare or with several values', () => {
    const words = 'monitor autoscale rule create -g rg --scale out 1 --condition=memory>80 --yes -n x'.split(' ');
    expect(readAzWords(words)).toEqual({
      verb: ['monitor', 'autoscale', 'rule', 'create'],
      options: { 'resource-group': 'rg', scale: 'out 1', condition: 'memory>80', yes: '', name: 'x' },
    });
  });
});

describe('az --query', () => {
  const usage = [
    { instanceName: 'comet-api', meterCategory: 'App Service', pretaxCost: '7.00' },
    { instanceName: 'other', meterCategory: 'Redis', pretaxCost: '2.00' },
  ];
  it.each([
    ['a field', { state: 'Running' }, 'state', 'Running'],
    ['a path', { value: [{ data: [{ total: 3 }] }] }, 'value[0].data[0].total', 3],
    ['the last', [1, 2, 3], '[-1]', 3],
    ['every one', usage, '[].meterCategory', ['App Service', 'Redis']],
    [
      'those that contain',
      usage,
      "[?contains(instanceName, 'comet')].{Service:meterCategory, Cost:pretaxCost}",
      [{ Service: 'App Service', Cost: '7.00' }],
    ],
    ['those that equal', usage, "[?instanceName=='other'].pretaxCost", ['2.00']],
    ['what is not there', { state: 'Running' }, 'sku.name', null],
    ['how many', usage, 'length(@)', 2],
  ])('finds %s', (_, value, expression, expected) => {
    expect(query(value, expression)).toEqual(expected);
  });

  it('refuses what it does not read instead of answering something else', () => {
    expect(() => query(usage, 'sort_by(@, &pretaxCost)')).toThrow('does not read');
    expect(() => query(usage, "[?starts_with(instanceName, 'c')]")).toThrow('does not read the condition');
  });
});

describe('az --output', () => {
  it('is bare values for scripts, and aligned columns for people', () => {
    expect(render('Running', 'tsv')).toBe('Running');
    const rows = [
      { name: 'AllowApp', start: '10.0.2.0', nested: { a: 1 } },
      { name: 'B', start: '10.0.3.0', nested: { a: 2 } },
    ];
    expect(render(rows, 'table')).toBe(
      ['Name      Start', '--------  --------', 'AllowApp  10.0.2.0', 'B         10.0.3.0'].join('\n'),
    );
  });
});

describe('the words of a kubectl call', () => {
  it('leave what follows two dashes to the other program', () => {
    expect(
      readKubectlWords(['exec', '-it', 'mysql-0', '-n', 'tasks', '--', 'mysql', '-u', 'user', '-e', 'SELECT 1']),
    ).toEqual({
      verb: 'exec',
      targets: ['mysql-0'],
      options: { it: 'true', namespace: 'tasks' },
      command: ['mysql', '-u', 'user', '-e', 'SELECT 1'],
    });
  });

  it('take -f for following logs and for naming a file to apply', () => {
    expect(readKubectlWords(['logs', '-f', 'deployment/api', '--tail=100'])).toMatchObject({
      targets: ['deployment/api'],
      options: { follow: 'true', tail: '100' },
    });
    expect(readKubectlWords(['apply', '-f', 'a.yaml']).options).toEqual({ filename: 'a.yaml' });
  });
});

describe('a ZIP archive', () => {
  it('holds what went in, where its directory says', () => {
    const content = Buffer.from('line\n'.repeat(200));
    const archive = zipOf([
      { name: 'a.log', content: Buffer.from('a') },
      { name: 'b.log', content },
    ]);
    const end = archive.length - 22;
    expect(archive.readUInt32LE(end)).toBe(0x06054b50);
    expect(archive.readUInt16LE(end + 10)).toBe(2);
    const first = archive.readUInt32LE(end + 16);
    const second = first + 46 + archive.readUInt16LE(first + 28);
    const local = archive.readUInt32LE(second + 42);
    const packedBytes = archive.readUInt32LE(local + 18);
    const begin = local + 30 + archive.readUInt16LE(local + 26);
    expect(inflateRawSync(archive.subarray(begin, begin + packedBytes))).toEqual(content);
  });
});

describe('local.yaml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-yaml-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (text: string, environment: NodeJS.ProcessEnv = {}) => {
    writeFileSync(join(folder, 'local.yaml'), text);
    return readLocalConfig(folder, environment);
  };
  const service = 'version: 1\nname: x\nservice: { entry: main.js, versions: [1.0.0], port: "${X_PORT:-4100}" }\n';

  it('takes its values from the environment, or the default written beside', () => {
    expect(read(service).service.port).toBe(4100);
    expect(read(service, { X_PORT: '5100' }).service.port).toBe(5100);
  });

  it('is refused with its place when a key is unknown or a variable is not set', () => {
    expect(() => read(`${service}colour: red\n`)).toThrow(/local\.yaml: .*colour/);
    expect(() => read(service.replace(':-4100', ''))).toThrow('${X_PORT}, which is not set');
    expect(() => readLocalConfig(join(folder, 'nowhere'))).toThrow('local.yaml is missing');
  });
});

describe('a server that is not installed', () => {
  it('is named with the one command that installs it, and has its own exit status', () => {
    expect(() => findServer(['no-such-server'], 'some-package')).toThrow(
      expect.objectContaining({
        message: 'no-such-server is not installed; this installs it: sudo apt-get install -y some-package',
        exitCode: 3,
      }),
    );
  });
});
