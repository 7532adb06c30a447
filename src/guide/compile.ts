import type { CompiledGuide } from '../plan/diagnostic.ts';
import { buildDocument } from './document/build.ts';
import { type Part, walk } from './document/part.ts';
import { identify } from './identity.ts';
import { readCommand } from './kinds/command.ts';

/**
 * Reads a guide: Markdown in, commitments and diagnostics out. Pure; problems of the guide are values, nothing is
 * thrown.
 *
 * @param text the Markdown
 * @param guide the file's name, for messages
 */
export function compileGuide(text: string, guide: string): CompiledGuide {
  const document = buildDocument(text);
  const drafts = [...walk(document)].flatMap(readCommand);
  return { guide, system: systemOf(document, guide), commitments: identify(drafts), diagnostics: [] };
}

/** The system's name: the guide's first heading. */
function systemOf(document: Part, guide: string): string {
  const title = document.children.find((part) => part.form === 'heading')?.title;
  return title || guide;
}
