import { placeholderName } from '../plan/bind-command.ts';
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

const INTERACTIVE: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  {
    pattern: /\b(?:kubectl|docker|podman|oc)\b[^\n|;&]*\bexec\b[^\n|;&]*\s(?:-it|-ti|--tty|--stdin --tty|-t)\b/,
    what: 'exec -it',
  },
  { pattern: /\b(?:docker|podman)\b[^\n|;&]*\brun\b[^\n|;&]*\s(?:-it|-ti)\b/, what: 'run -it' },
  { pattern: /\blogs?\b[^\n|;&]*\s(?:-f|--follow)\b/, what: 'logs -f' },
  { pattern: /\blog tail\b/, what: 'log tail' },
  { pattern: /\btail\b[^\n|;&]*\s(?:-[a-zA-Z]*[fF]|--follow)\b/, what: 'tail -f' },
  { pattern: /\bport-forward\b/, what: 'port-forward' },
  { pattern: /\bwatch\s/, what: 'watch' },
  { pattern: /(?:^|[;&|]|\bsudo)\s*(?:vim?|nano|emacs|less|more|top|htop)(?:\s|$)/m, what: 'a program for a terminal' },
];

/** A sentence for each part of a command that wants a terminal or does not end by itself; it is run all the same. */
export function warnings(source: string, timeoutSeconds: number): readonly string[] {
  return INTERACTIVE.filter(({ pattern }) => pattern.test(source)).map(
    ({ what }) =>
      `"${what}" wants a terminal or never ends: it runs without a terminal and is stopped after ${timeoutSeconds} s.`,
  );
}
