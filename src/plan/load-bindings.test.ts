import { describe, expect, it } from 'vitest';
import { expand, loadBindings } from './load-bindings.ts';

const problemsOf = (text: string, environment: Record<string, string> = {}) => {
  const loaded = loadBindings(text, environment);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

describe('loading runproof.yaml', () => {
  it('fills in what is left out', () => {
    const loaded = loadBindings('version: 1\n', {});
    expect(loaded.ok && loaded.bindings).toMatchObject({
      guide: 'OPERATIONS.md',
      environment: 'production',
      observe: { intervalSeconds: 10 },
      escalation: { afterMinutes: 15 },
      commands: { path: [], timeoutSeconds: 120 },
    });
  });

  it('says where the text stops being YAML', () => {
    expect(problemsOf('version: 1\nvalues: [1, 2\n')[0]).toMatch(/^\d+:\d+ this is not YAML: /);
  });

  it('says where an unknown key stands, and which was perhaps meant', () => {
    expect(problemsOf('version: 1\nobserv:\n  intervalSeconds: 5\n')).toEqual([
      '2:1 unknown key `observ`; did you mean `observe`?',
    ]);
    expect(problemsOf('version: 1\nobserve:\n  intervalSecond: 5\n')).toEqual([
      '3:3 observe: unknown key `intervalSecond`; did you mean `intervalSeconds`?',
    ]);
    expect(problemsOf('version: 1\npeople:\n  - { role: On call, mail: a@example.com }\n')[0]).toContain(
      'unknown key `mail`; did you mean `email`?',
    );
    expect(problemsOf('version: 1\nobserve:\n  zzz: 5\n')[0]).toMatch(
      /unknown key `zzz`; known here: .*intervalSeconds/,
    );
  });

  it('reports all problems together, in the order of the file', () => {
    const problems = problemsOf('version: 2\nid: Not An Id\ntargets:\n  database: ${DATABASE}\n');
    expect(problems).toHaveLength(3);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['1', '2', '4']);
    expect(problems[0]).toContain('version: write `version: 1`');
    expect(problems[2]).toContain('the environment variable DATABASE is not set');
  });

  it('reads the environment in values, never in keys', () => {
    const text = 'version: 1\nbaseUrl: http://127.0.0.1:${PORT:-8080}\nvalues:\n  "${PORT}": x\n';
    const loaded = loadBindings(text, { PORT: '9000' });
    expect(loaded.ok && loaded.bindings.baseUrl).toBe('http://127.0.0.1:9000');
    expect(loaded.ok && Object.keys(loaded.bindings.values)).toEqual(['${PORT}']);
    const unset = loadBindings(text, {});
    expect(unset.ok && unset.bindings.baseUrl).toBe('http://127.0.0.1:8080');
  });

  it('does not let a value of the environment bring in keys of its own', () => {
    const loaded = loadBindings('version: 1\nsystem: ${NAME}\n', { NAME: 'x\nid: injected' });
    expect(loaded.ok && loaded.bindings.system).toBe('x\nid: injected');
    expect(loaded.ok && loaded.bindings.id).toBeUndefined();
  });

  it('takes no YAML bomb', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `l${level + 1}: &l${level + 1} [*l${level}, *l${level}, *l${level}]`,
    );
    expect(() => loadBindings(`version: 1\nl0: &l0 [x]\n${levels.join('\n')}\n`, {})).not.toThrow();
    expect(problemsOf(`version: 1\nl0: &l0 [x]\n${levels.join('\n')}\n`).length).toBeGreaterThan(0);
  });
});

describe('expanding', () => {
  it('leaves a literal ${ that is written with two dollars', () => {
    expect(expand('$${HOME} and ${HOME}', { HOME: '/home' })).toEqual({ value: '${HOME} and /home', unset: [] });
  });
});
