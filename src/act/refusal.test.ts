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
  programs: ['az'],
  interactive: [],
  effect: 'changes',
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
    ['terminal', 'wants a terminal: it runs without one'],
    ['answer', 'asks something: nobody answers'],
    ['stop', 'never ends by itself: it runs'],
  ] as const)('says what becomes of a command that needs a person (%s)', (needs, said) => {
    expect(warnings([{ words: 'kubectl logs -f', needs }], 120)).toEqual([
      `"kubectl logs -f" ${said}, and is stopped after 120 s.`,
    ]);
  });

  it('is not given for a command that ends by itself', () => {
    expect(warnings([], 120)).toEqual([]);
  });
});
