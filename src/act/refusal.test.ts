import { describe, expect, it } from 'vitest';
import type { Command } from '../plan/plan.ts';
import { refusal, warnings } from './refusal.ts';

const command: Command = {
  id: 'c1',
  language: 'bash',
  source: 'az webapp restart',
  bound: 'az webapp restart',
  unboundPlaceholders: [],
  runnable: true,
};

describe('a refusal', () => {
  it('is not there for a bound command of bash', () => {
    expect(refusal(command)).toBeNull();
  });

  it('names what is unbound and how to bind it', () => {
    const unbound = { ...command, bound: null, unboundPlaceholders: ['{suffix}', '<pod-name>'] };
    expect(refusal(unbound)).toEqual({
      reason: 'unbound',
      message: '{suffix}, <pod-name> have no values: set values.suffix, values.pod-name in runproof.yaml.',
    });
  });

  it('points at the diagnostics where a value itself was refused', () => {
    expect(refusal({ ...command, bound: null })?.message).toContain('diagnostics');
  });

  it('says that another language is only shown', () => {
    const message = refusal({ ...command, language: 'kusto', runnable: false })?.message;
    expect(message).toBe('kusto is shown and not run: only bash and sh are, so far.');
  });
});

describe('a warning', () => {
  it.each([
    ['kubectl exec -it deployment/api -- /bin/sh', 'exec -it'],
    ['kubectl logs -f deployment/api --tail=100', 'logs -f'],
    ['docker compose logs --follow', 'logs -f'],
    ['tail -n 50 -f /var/log/syslog', 'tail -f'],
    ['az webapp log tail -n app', 'log tail'],
    ['sudo vim /etc/hosts', 'a program for a terminal'],
    ['kubectl port-forward deployment/api 3001:3001', 'port-forward'],
  ])('is given for %s', (source, what) => {
    expect(warnings(source, 120)).toEqual([
      `"${what}" wants a terminal or never ends: it runs without a terminal and is stopped after 120 s.`,
    ]);
  });

  it.each([
    'kubectl logs deployment/api',
    'tail -n 50 file',
    'kubectl exec -i pod -- env',
    'kubectl top pods',
    'rm -f x',
  ])('is not given for %s', (source) => {
    expect(warnings(source, 120)).toEqual([]);
  });
});
