import type { Commitment } from '../plan/commitment.ts';

/** Gives runbooks and procedures the ids of the commands that stand within their lines, in the order of the guide. */
export function linkCommands(commitments: readonly Commitment[]): Commitment[] {
  const commands = commitments.filter(({ kind }) => kind === 'command');
  return commitments.map((commitment) => {
    if (commitment.kind !== 'runbook' && commitment.kind !== 'procedure') return commitment;
    const inside: string[] = [];
    for (let n = firstFrom(commands, commitment.line); n < commands.length; n += 1) {
      const { line, endLine, id } = commands[n]!;
      if (line > commitment.endLine) break;
      if (endLine <= commitment.endLine) inside.push(id);
    }
    return { ...commitment, commands: inside };
  });
}

/** The first of the commands, which stand in the order of the guide, at a line or after it. */
function firstFrom(commands: readonly Commitment[], line: number): number {
  let [low, high] = [0, commands.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (commands[middle]!.line < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
