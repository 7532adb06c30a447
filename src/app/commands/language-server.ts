import { serveEditor } from '../../lsp/serve.ts';
import { wallClock } from '../clock.ts';
import { lintSurroundings } from '../lint-surroundings.ts';

/** `runproof lsp`: serves the editor at the other end of the standard streams until it goes away. */
export function languageServer(): Promise<void> {
  return serveEditor(process.stdin, process.stdout, (folder) => lintSurroundings(folder, wallClock.now()));
}
