import { createConnection, ProposedFeatures, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type GuideMemory, newMemory } from '../guide/memory.ts';
import { completionsFor } from './completion.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { hoverAt } from './hover.ts';
import { isGuide, type ReadGuide, readGuideText, type Surroundings } from './read-guide.ts';

/** Milliseconds of quiet typing after which a guide is read again. */
const QUIET_MS = 200;

/**
 * Serves an editor over a pair of streams, as the Language Server Protocol 3.17 says: diagnostics, hover and completion
 * in guides. Other Markdown files are left alone. Ends with the process, when the editor says `exit` or goes away.
 */
export function serveEditor(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  surroundings: Surroundings,
): Promise<void> {
  const connection = createConnection(ProposedFeatures.all, input, output);
  const documents = new TextDocuments(TextDocument);
  const read = new Map<string, { readonly version: number; readonly guide: ReadGuide }>();
  const memories = new Map<string, GuideMemory>();
  const waiting = new Map<string, NodeJS.Timeout>();

  const guideOf = async (document: TextDocument | undefined): Promise<ReadGuide | null> => {
    if (document === undefined || !(await isGuide(document.uri))) return null;
    const known = read.get(document.uri);
    if (known?.version === document.version) return known.guide;
    const memory = memories.get(document.uri) ?? newMemory();
    memories.set(document.uri, memory);
    const guide = await readGuideText(document.uri, document.getText(), memory, surroundings);
    read.set(document.uri, { version: document.version, guide });
    return guide;
  };
  const tellDiagnostics = async ({ uri, version }: TextDocument): Promise<void> => {
    const guide = await guideOf(documents.get(uri));
    if (documents.get(uri)?.version !== version) return;
    await connection.sendDiagnostics({ uri, version, diagnostics: guide === null ? [] : diagnosticsOf(guide) });
  };
  const sayWhy = (error: unknown) => connection.console.error(`Runproof: ${(error as Error).message}`);

  connection.onInitialize(() => ({
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      completionProvider: {},
    },
    serverInfo: { name: 'runproof' },
  }));
  documents.onDidChangeContent(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    // What was just opened is read at once.
    const pause = read.has(document.uri) ? QUIET_MS : 0;
    waiting.set(
      document.uri,
      setTimeout(() => void tellDiagnostics(document).catch(sayWhy), pause),
    );
  });
  // The bindings may have changed meanwhile, outside of the editor.
  documents.onDidSave(({ document }) => {
    read.delete(document.uri);
    void tellDiagnostics(document).catch(sayWhy);
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
    read.delete(uri);
    memories.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] }).catch(sayWhy);
  });
  connection.onHover(async ({ textDocument, position }) => {
    const guide = await guideOf(documents.get(textDocument.uri));
    return guide === null ? null : hoverAt(guide, position.line);
  });
  connection.onCompletion(async ({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    const guide = await guideOf(document);
    if (document === undefined || guide === null) return [];
    const start = { line: position.line, character: 0 };
    return completionsFor(guide, document.getText({ start, end: position }), position);
  });

  documents.listen(connection);
  connection.listen();
  return new Promise((ended) => {
    input.once('end', ended);
    input.once('close', ended);
  });
}
