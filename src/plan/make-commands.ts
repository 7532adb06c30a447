import { bindCommand, placeholderName } from './bind-command.ts';
import type { Bindings } from './bindings.ts';
import type { Commitment } from './commitment.ts';
import type { Need } from './make-plan.ts';
import { valueBinding, variableBinding } from './open-binding.ts';
import type { Command } from './plan.ts';

const RUNNABLE = new Set(['bash', 'sh', 'shell']);

/** The guide's code blocks with what the bindings fill in. */
export function planCommands(
  commitments: readonly Commitment[],
  bindings: Bindings,
): { commands: Command[]; needs: Need[] } {
  const commands: Command[] = [];
  const needs: Need[] = [];
  for (const commitment of commitments) {
    if (commitment.kind !== 'command') continue;
    const { id, language, source, placeholders, programs, interactive, effect } = commitment;
    const runnable = language !== null && RUNNABLE.has(language);
    const { bound, unbound, problems } = bindCommand(
      source,
      placeholders,
      bindings.values,
      bindings.addresses,
      bindings.commands.environment,
    );
    commands.push({
      ...{ id, language, source, bound, runnable, programs, interactive, effect },
      unboundPlaceholders: unbound,
    });
    if (!runnable || bound !== null) continue;
    const names = unbound.map(placeholderName);
    needs.push({
      commitmentId: id,
      needs: names,
      hint: problems[0] ?? `give ${names.map((name) => `values.${name}`).join(', ')} in runproof.yaml`,
      bindings: unbound.map((placeholder) =>
        placeholder.startsWith('$')
          ? variableBinding(placeholderName(placeholder))
          : valueBinding(placeholderName(placeholder)),
      ),
    });
  }
  return { commands, needs };
}
