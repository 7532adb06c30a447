import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { languageOf } from '../words/language.ts';
import { placeholdersIn } from '../words/placeholder.ts';

/** What a person or Runproof runs. */
const RUNNABLE = new Set([
  'bash',
  'powershell',
  'sql',
  'kql',
  'promql',
  'typescript',
  'javascript',
  'python',
  'ruby',
  'go',
  'java',
  'csharp',
  'php',
  'lua',
  'logql',
  'cypher',
  'groovy',
  'perl',
  'cmd',
  'bat',
  'fish',
]);

/** Blocks that show something (a sample answer, a diagram, a file): no command. */
export const isRunnable = (language: string | null): boolean => language !== null && RUNNABLE.has(language);

/** A fenced block in a language that runs. */
export function readCommand(part: Part): Draft[] {
  if (part.form !== 'fence') return [];
  const language = languageOf(part.language, part.text);
  if (!isRunnable(language) || !part.text.trim()) return [];
  const placeholders = placeholdersIn(part.text, language === 'bash');
  const firstLine = part.text
    .split('\n')
    .find((line) => line.trim())!
    .trim();
  return [draft(part, { kind: 'command', language, source: part.text, placeholders }, { text: firstLine })];
}
