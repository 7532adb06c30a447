import { placeholderName } from '../plan/bind-command.ts';
import type { Interaction } from '../plan/commitment.ts';
import type { Command } from '../plan/plan.ts';

/** Why a command is not run, and the way out. */
export interface Refusal {
  readonly reason: 'unbound' | 'not-runnable';
  readonly message: string;
}

/** null where the command can be run. */
export function refusal(command: Command): Refusal | null {
  if (!command.runnable) {
    const language = command.language ?? 'A block without a language';
    const message = `${language} is shown and not run: only bash and sh are, so far.`;
    return { reason: 'not-runnable', message };
  }
  if (command.bound === null) {
    const unbound = command.unboundPlaceholders;
    if (unbound.length === 0) {
      return {
        reason: 'unbound',
        message: 'A value or address in runproof.yaml cannot be put into this command; see its diagnostics.',
      };
    }
    const settings = unbound.map((placeholder) => `values.${placeholderName(placeholder)}`).join(', ');
    const stands = unbound.length === 1 ? 'has no value' : 'have no values';
    return { reason: 'unbound', message: `${unbound.join(', ')} ${stands}: set ${settings} in runproof.yaml.` };
  }
  return null;
}

/** What becomes of a command that needs a person, where there is none. */
const NEEDS: Readonly<Record<Interaction['needs'], string>> = {
  terminal: 'wants a terminal: it runs without one',
  answer: 'asks something: nobody answers',
  stop: 'never ends by itself: it runs',
};

/** A sentence for each part of a command that needs a person; it is run all the same. */
export function warnings(interactive: readonly Interaction[], timeoutSeconds: number): readonly string[] {
  return interactive.map(({ words, needs }) => `"${words}" ${NEEDS[needs]}, and is stopped after ${timeoutSeconds} s.`);
}
