import { shellCommandsIn } from '../commands/shell-commands.ts';
import type { Part } from '../document/part.ts';
import type { Draft, Reader } from '../draft.ts';

/** A file within a block, read as a block of its own: what a command is fed, or what a ConfigMap holds. */
export const readFilesWithin =
  (readers: readonly Reader[]) =>
  (fence: Part): Draft[] =>
    [...fedIn(fence), ...heldIn(fence)].flatMap(({ text, line }) => {
      const block: Part = { ...fence, language: 'yaml', text, line };
      return readers.flatMap((reader) => reader(block).map((read) => ({ ...read, part: fence })));
    });

interface FileWithin {
  readonly text: string;
  /** Of the line above its first. */
  readonly line: number;
}

/** `kubectl apply -f - <<EOF` … `EOF` */
function fedIn(fence: Part): FileWithin[] {
  if (!fence.text.includes('<<')) return [];
  return shellCommandsIn(fence.text, fence.line + 1)
    .filter(({ input }) => input !== '')
    .map(({ input, endLine }) => ({ text: input, line: endLine }));
}

/** `rules.yml: |` and the deeper lines below it. */
function heldIn(fence: Part): FileWithin[] {
  if (!/^(?:ya?ml|)$/.test(fence.language ?? '') || !HOLDS.test(fence.text)) return [];
  const lines = fence.text.split('\n');
  const found: FileWithin[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const opens = HOLDS.exec(lines[at]!);
    if (!opens) continue;
    const depth = opens[1]!.length;
    let until = at + 1;
    while (until < lines.length && (lines[until]!.trim() === '' || /^ */.exec(lines[until]!)![0].length > depth))
      until += 1;
    const text = lines.slice(at + 1, until).join('\n');
    if (IS_A_FILE.test(text)) found.push({ text, line: fence.line + 1 + at });
    at = until - 1;
  }
  return found;
}

const HOLDS = /^( *)[\w.-]+:\s*[|>][-+]?\s*$/m;
const IS_A_FILE = /^\s*(?:groups|route|receivers|kind|scrape_configs|slos):/m;
