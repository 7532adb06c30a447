import type { CommandEffect } from '../../plan/commitment.ts';
import { ownFunctionsIn } from './programs.ts';
import { type ShellCommand, shellCommandsIn } from './shell-commands.ts';
import { shellEffect } from './shell-effect.ts';
import { sqlEffect } from './sql.ts';
import { strongest } from './strongest.ts';

/** Longer than what a person would run by hand. */
const MOST_CHARACTERS = 20_000;

/** What a block changes when it is run; of languages that are not known here, "unknown". */
export function blockEffect(language: string, source: string, commands: readonly ShellCommand[]): CommandEffect {
  if (source.length > MOST_CHARACTERS) return 'unknown';
  if (language === 'bash' || language === 'fish') return shellEffect(commands, ownFunctionsIn(source));
  if (language === 'sql') return sqlEffect(source);
  if (language === 'promql' || language === 'logql') return 'reads';
  if (language === 'kql') return kqlEffect(source);
  if (language === 'cypher') return cypherEffect(source);
  if (language === 'powershell') return powershellEffect(source);
  return 'unknown';
}

/** Queries read; a command of the engine begins with a dot, and looks only where it says so. */
function kqlEffect(source: string): CommandEffect {
  const commands = [...source.matchAll(/^\s*\.([a-z-]+)/gm)].map(
    ([, verb]): CommandEffect =>
      /^(?:drop|purge|delete|clear)/.test(verb!) ? 'destroys' : verb === 'show' ? 'reads' : 'changes',
  );
  return strongest(commands);
}

function cypherEffect(source: string): CommandEffect {
  if (/\b(?:DELETE|DROP)\b/i.test(source)) return 'destroys';
  return /\b(?:CREATE|MERGE|SET|REMOVE)\b/i.test(source) ? 'changes' : 'reads';
}

/** Its own commands say by their first word what they do (Get-Service, Restart-Service); all others are those of a shell. */
function powershellEffect(source: string): CommandEffect {
  const lines = source
    .replace(/`\s*\n/g, ' ')
    .split('\n')
    .filter((line) => !/^\s*(?:#|[{}()\]]*\s*$)/.test(line));
  return strongest(
    lines.flatMap((line) => {
      const verbs = [...line.matchAll(/\b([A-Z][a-z]+)-[A-Z]\w+/g)].map(([, verb]) => verbEffect(verb!));
      if (verbs.length > 0) return verbs;
      // An assignment, a parameter, a piece of control: nothing is done there that another line does not say.
      return /^\s*(?:\$|\[|param\b|if\b|else|foreach\b|function\b|try\b|catch\b|return\b)/i.test(line)
        ? []
        : [shellEffect(shellCommandsIn(line), new Set())];
    }),
  );
}

const verbEffect = (verb: string): CommandEffect =>
  /^(?:Remove|Clear|Uninstall|Reset)$/.test(verb)
    ? 'destroys'
    : /^(?:Get|Test|Find|Select|Where|Measure|Sort|Format|Out|Write|Show|Compare|Resolve|Search|Read|Convert\w*|For|Group|Trace|Wait|Connect|Import|Join|Split)$/.test(
          verb,
        )
      ? 'reads'
      : 'changes';
