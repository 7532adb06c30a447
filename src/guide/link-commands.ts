import type { Commitment } from '../plan/commitment.ts';

/** Gives runbooks and procedures the ids of the commands that stand within their lines, in the order of the guide. */
export function linkCommands(commitments: readonly Commitment[]): Commitment[] {
  const commands = commitments.filter(({ kind }) => kind === 'command');
  return commitments.map((commitment) => {
    if (commitment.kind !== 'runbook' && commitment.kind !== 'procedure') return commitment;
    const inside = commands.filter(({ line, endLine }) => commitment.line <= line && endLine <= commitment.endLine);
    return { ...commitment, commands: inside.map(({ id }) => id) };
  });
}
