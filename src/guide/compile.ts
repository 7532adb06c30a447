import type { Commitment } from '../plan/commitment.ts';
import type { CompiledGuide, Diagnostic } from '../plan/diagnostic.ts';
import { buildDocument } from './document/build.ts';
import type { Part } from './document/part.ts';
import { identify } from './identity.ts';
import { linkCommands } from './link-commands.ts';
import type { GuideMemory } from './memory.ts';
import { readParts } from './read.ts';
import { unreadIn } from './unread.ts';

/** Longer than any guide a person reads; what comes after it is not read. */
const MOST_CHARACTERS = 10 * 1024 * 1024;

/**
 * Reads a guide: Markdown in, commitments and diagnostics out. Pure; problems of the guide are values, nothing is
 * thrown.
 *
 * @param text the Markdown
 * @param guide the file's name, for messages
 * @param memory of the compilation before: sections that have not changed are not read again. The result is the same.
 */
export function compileGuide(text: string, guide: string, memory?: GuideMemory): CompiledGuide {
  const tooLong = text.length > MOST_CHARACTERS;
  const diagnostics: Diagnostic[] = tooLong ? [{ line: 1, severity: 'error', message: TOO_LONG }] : [];
  try {
    const document = buildDocument(tooLong ? text.slice(0, MOST_CHARACTERS) : text);
    const commitments: readonly Commitment[] = linkCommands(identify(readParts(document, memory?.sections)));
    return {
      guide,
      system: systemOf(document, guide),
      commitments,
      diagnostics: [...diagnostics, ...unreadIn(document, commitments)],
    };
  } catch (error) {
    const message = `The Markdown could not be read: ${error instanceof Error ? error.message : String(error)}. Look for very deep nesting and break it up.`;
    return {
      guide,
      system: guide,
      commitments: [],
      diagnostics: [...diagnostics, { line: 1, severity: 'error', message }],
    };
  }
}

const TOO_LONG = 'The guide is longer than 10 MiB and only its beginning was read. Split it into one guide a system.';

/** Words of a title that name the document, not the system. */
const OF_THE_DOCUMENT =
  /\b(?:production|operations?|operational|ops|on-call|sre|running|operating)\b|\b(?:guide|runbook|manual|handbook|documentation|playbook)\b/gi;

/** "Parcel Tracker - Operations Runbook" → "Parcel Tracker"; the file's name where the title says nothing more. */
function systemOf(document: Part, guide: string): string {
  const [first] = document.children;
  const heading = document.children.find((part) => part.form === 'heading');
  // A manual whose sections are its only headings has its title in its first lines.
  const title = (heading?.depth === 1 || first?.form !== 'line' ? heading?.title : first.text.slice(0, 80)) ?? '';
  const pieces = title.split(/\s+[-|:]\s+|:\s+/);
  const named = pieces.find(
    (piece) => piece.replace(OF_THE_DOCUMENT, '').replace(/\W/g, '') === piece.replace(/\W/g, '') && piece.trim(),
  );
  return (
    named?.trim() ||
    title
      .replace(OF_THE_DOCUMENT, '')
      .replace(/\b(?:for|of|the|in|it|and)\b/gi, '')
      .replace(/\s+/g, ' ')
      .trim() ||
    title ||
    guide
  );
}
