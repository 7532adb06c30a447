import { behaviourOf } from '../commands/behaviour.ts';
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
export const isRunnable = (language: string | null): language is string => language !== null && RUNNABLE.has(language);

/** A fenced block in a language that runs. */
export function readCommand(part: Part): Draft[] {
  if (part.form !== 'fence') return [];
  const language = languageOf(part.language, part.text);
  if (!isRunnable(language) || !part.text.trim()) return [];
  const source = language === 'bash' ? typedIn(part.text) : part.text;
  const placeholders = placeholdersIn(source, language === 'bash');
  const firstLine = source
    .split('\n')
    .find((line) => line.trim())!
    .trim();
  const behaviour = behaviourOf(language, source);
  return [draft(part, { kind: 'command', language, source, placeholders, ...behaviour }, { text: firstLine })];
}

/** What was typed in a session that is shown with its prompts and answers; a block without prompts is all typed. */
function typedIn(source: string): string {
  const lines = source.split('\n');
  if (!lines.some((line) => PROMPT.test(line))) return source;
  let continues = false;
  const typed = lines.filter((line) => {
    const isTyped = continues || PROMPT.test(line);
    continues = isTyped && /\\$/.test(line);
    return isTyped;
  });
  return typed.map((line) => line.replace(PROMPT, '')).join('\n');
}

const PROMPT = /^\s*(?:[\w.-]+@[\w.-]+[^$#\n]{0,30})?\$\s+(?=\S)/;
