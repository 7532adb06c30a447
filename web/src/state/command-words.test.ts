import { expect, it } from 'vitest';
import { commandWords } from './command-words.ts';

const bash = { language: 'bash', runnable: true, refusal: null, effect: 'reads', interactive: [] } as const;

it('says what running a command does', () => {
  expect(commandWords({ ...bash, interactive: [] })).toBe('bash · only looks');
  expect(commandWords({ ...bash, effect: 'destroys', interactive: [] })).toBe('bash · destroys something');
  expect(commandWords({ ...bash, effect: 'unknown', interactive: [{ words: 'logs -f', needs: 'stop' }] })).toBe(
    'bash · runs here · “logs -f” does not end by itself, and is stopped',
  );
});

it('says what keeps it from running before anything else', () => {
  const refusal = '{plan} has no value: set values.plan in runproof.yaml.';
  expect(commandWords({ ...bash, interactive: [], refusal })).toBe(`bash · ${refusal}`);
  const shown = { ...bash, interactive: [], language: 'sql', runnable: false, refusal: 'sql is shown and not run.' };
  expect(commandWords(shown)).toBe('sql is shown and not run.');
});
