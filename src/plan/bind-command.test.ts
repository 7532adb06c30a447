import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindCommand, SAFE_VALUE } from './bind-command.ts';

describe('bindCommand', () => {
  it('fills braces, angle brackets and variables by name', () => {
    const source = `az restart -n app-{suffix} -g $GROUP && kubectl logs <pod-name> -n \${SPACE}`;
    expect(
      bindCommand(
        source,
        ['{suffix}', '$GROUP', '<pod-name>', '$SPACE'],
        { suffix: 'prod', GROUP: 'rg-1', 'pod-name': 'api-0', SPACE: 'default' },
        {},
      ),
    ).toEqual({ bound: 'az restart -n app-prod -g rg-1 && kubectl logs api-0 -n default', unbound: [], problems: [] });
  });

  it('names what is unbound and gives no command', () => {
    const result = bindCommand('run {a} <b> $C $C', ['{a}', '<b>', '$C', '$C'], { a: '1' }, {});
    expect(result).toEqual({ bound: null, unbound: ['<b>', '$C'], problems: [] });
  });

  it('counts a variable as bound when the environment has it, and leaves it to the shell', () => {
    const result = bindCommand('echo "$GROUP"', ['$GROUP'], {}, {}, { GROUP: 'any thing; at all' });
    expect(result.bound).toBe('echo "$GROUP"');
  });

  it('leaves longer names, escaped dollars and the shell’s own braces alone', () => {
    const result = bindCommand('echo $APPS \\$APP {APP,x}', ['$APP'], { APP: 'v' }, {});
    expect(result.bound).toBe('echo $APPS \\$APP {APP,x}');
  });

  it('refuses a value that could become code and says where it stands', () => {
    const result = bindCommand('stop {name}', ['{name}'], { name: 'x; rm -rf /' }, {});
    expect(result.bound).toBeNull();
    expect(result.unbound).toEqual(['{name}']);
    expect(result.problems[0]).toContain('values.name in runproof.yaml');
  });

  it('replaces addresses longest first, once, and only whole hosts', () => {
    const addresses = { 'https://api.example.com': 'http://127.0.0.1:4001', 'api.example.com': '127.0.0.1:4001' };
    const source = 'curl https://api.example.com/health; ping api.example.com; ping my-api.example.com.au';
    expect(bindCommand(source, [], {}, addresses).bound).toBe(
      'curl http://127.0.0.1:4001/health; ping 127.0.0.1:4001; ping my-api.example.com.au',
    );
  });

  it('binds an address that holds an otherwise unbound placeholder', () => {
    const addresses = { 'https://app-{suffix}.example.net': 'http://127.0.0.1:4001' };
    const result = bindCommand('curl https://app-{suffix}.example.net/health', ['{suffix}'], {}, addresses);
    expect(result).toEqual({ bound: 'curl http://127.0.0.1:4001/health', unbound: [], problems: [] });
  });

  it('finds an address written with the value in a guide that writes the placeholder', () => {
    const result = bindCommand(
      'curl https://app-{s}.example.net',
      ['{s}'],
      { s: 'x1' },
      {
        'https://app-x1.example.net': 'http://localhost:1',
      },
    );
    expect(result.bound).toBe('curl http://localhost:1');
  });

  it('never puts an unsafe character of a value into a command', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const { bound } = bindCommand('echo {v}', ['{v}'], { v: value }, {});
        return SAFE_VALUE.test(value) ? bound === `echo ${value}` : bound === null;
      }),
    );
  });
});
