import { shellCommandsIn } from '../commands/shell-commands.ts';
import type { Part } from '../document/part.ts';
import type { Draft, Reader } from '../draft.ts';

/** A file that a command is fed, read as a block of its own: `kubectl apply -f - <<EOF` … `EOF`. */
export const readHeredocs =
  (readers: readonly Reader[]) =>
  (fence: Part): Draft[] => {
    if (!fence.text.includes('<<')) return [];
    return shellCommandsIn(fence.text, fence.line + 1)
      .filter(({ input }) => input !== '')
      .flatMap(({ input, endLine }) => {
        const block: Part = { ...fence, language: 'yaml', text: input, line: endLine };
        return readers.flatMap((reader) => reader(block).map((read) => ({ ...read, part: fence })));
      });
  };
