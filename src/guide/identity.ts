import { createHash } from 'node:crypto';
import type { Commitment } from '../plan/commitment.ts';
import { sectionOf } from './document/part.ts';
import type { Draft } from './draft.ts';

/**
 * Gives drafts their ids: the kind and a hash of what is stated, so that a statement keeps its id wherever it moves.
 * A second statement of the same meaning gets "-2", in the order of the guide.
 */
export function identify(drafts: readonly Draft[]): Commitment[] {
  const seen = new Map<string, number>();
  return drafts.map(({ fields, part, line, endLine, text }) => {
    const hash = createHash('sha256').update(meaning({ fields, text })).digest('hex').slice(0, 10);
    const base = `${fields.kind}-${hash}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return { id: count === 1 ? base : `${base}-${count}`, line, endLine, section: sectionOf(part), text, ...fields };
  });
}

/**
 * What makes a statement this statement. The words count only where no field carries them; what a runbook gathers from
 * elsewhere in the guide (its commands' ids, the alerts it answers) does not; nor does what the source of a command tells.
 */
function meaning({ fields, text }: Pick<Draft, 'fields' | 'text'>): string {
  if (fields.kind === 'control') return JSON.stringify({ ...fields, text: text.toLowerCase() });
  if (fields.kind === 'runbook') return JSON.stringify({ ...fields, commands: undefined, symptoms: undefined });
  if (fields.kind === 'procedure') return JSON.stringify({ ...fields, commands: undefined });
  if (fields.kind === 'command')
    return JSON.stringify({ ...fields, programs: undefined, interactive: undefined, effect: undefined });
  return JSON.stringify(fields);
}
