import type { CommandBehaviour } from '../../plan/commitment.ts';
import { blockEffect } from './block-effect.ts';
import { waitingOf } from './interactive.ts';
import { ownFunctionsIn, programsIn } from './programs.ts';
import { shellCommandsIn } from './shell-commands.ts';

/** What a block does when it is run: the programs it calls, what of it needs a person, what it changes. */
export function behaviourOf(language: string, source: string): CommandBehaviour {
  const commands = language === 'bash' || language === 'fish' ? shellCommandsIn(source) : [];
  const own = ownFunctionsIn(source);
  const waiting = commands.map(waitingOf).filter((each) => each !== null);
  return {
    programs: [...new Set(commands.flatMap(({ text }) => programsIn(text)))].filter((name) => !own.has(name)),
    interactive: waiting.map(({ words, needs }) => ({ words, needs })),
    effect: blockEffect(language, source, commands),
  };
}
