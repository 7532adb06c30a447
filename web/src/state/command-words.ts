import type { LiveCommitment, RunbookOffer } from '../api/wire.ts';

type Command = Pick<
  RunbookOffer['commands'][number] & NonNullable<LiveCommitment['command']>,
  'language' | 'runnable' | 'refusal' | 'effect' | 'interactive'
>;

/** What is to be known of a command before somebody runs it: its language, why it does not run, or what running it does. */
export function commandWords({ language, runnable, refusal, effect, interactive }: Command): string {
  // The sentence names the language.
  if (!runnable) return refusal ?? `${language ?? 'text'} · does not run here`;
  const parts = [language ?? 'text', refusal ?? effects[effect]];
  for (const { words, needs } of interactive) parts.push(`“${words}” ${wants[needs]}`);
  return parts.join(' · ');
}

const effects: Readonly<Record<Command['effect'], string>> = {
  reads: 'only looks',
  changes: 'changes the system',
  destroys: 'destroys something',
  unknown: 'runs here',
};

const wants: Readonly<Record<Command['interactive'][number]['needs'], string>> = {
  terminal: 'wants a terminal, and has none here',
  answer: 'asks something, and nobody answers here',
  stop: 'does not end by itself, and is stopped',
};
