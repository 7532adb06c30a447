import { z } from 'zod';

/** What is told of a command before somebody runs it. */
export const commandBehaviour = {
  /** Whether running it leaves the system as it was, as far as its words tell. */
  effect: z.enum(['reads', 'changes', 'destroys', 'unknown']),
  /** Words of it that need a terminal, an answer, or somebody to stop them; empty where it can run unattended. */
  interactive: z.array(z.object({ words: z.string(), needs: z.enum(['terminal', 'answer', 'stop']) })),
};
