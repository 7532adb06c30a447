import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CompletionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type MarkupContent,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { Finding } from '../src/guide/lint/finding.ts';
import { clearFolder, root, temporaryFolder } from './place.ts';
import { runproof } from './product.ts';
import { Program } from './program.ts';
import { until } from './until.ts';

const GUIDE = `# Orders

## Severity levels

| Level | Definition | Response time |
|---|---|---|
| S1 | nobody can order | 15 minutes |
| S2 | orders are slow | 1 hour |

## Health checks

- \`/health\`: liveness

## Alerts

- **High error rate**: error rate above 5 % for 5 minutes

`;
const lineOf = (words: string) => GUIDE.split('\n').findIndex((line) => line.includes(words));

let folder: string;
let server: Program;
let editor: ProtocolConnection;
const told = new Map<string, PublishDiagnosticsParams>();

beforeAll(async () => {
  folder = temporaryFolder('language-server');
  mkdirSync(join(folder, 'orders'));
  writeFileSync(join(folder, 'orders', 'HANDBOOK.md'), GUIDE);
  writeFileSync(join(folder, 'orders', 'runproof.yaml'), 'version: 1\nguide: HANDBOOK.md\nservices: [orders]\n');
  server = new Program([join(root, 'dist', 'main.js'), 'lsp', '--stdio'], { folder });
  const { stdin, stdout } = server.child;
  if (stdin === null || stdout === null) throw new Error('the language server has no streams');
  editor = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  editor.onNotification(PublishDiagnosticsNotification.type, (diagnostics) => {
    told.set(diagnostics.uri, diagnostics);
  });
  editor.listen();
});

afterAll(async () => {
  editor?.dispose();
  await server?.end('SIGKILL');
  expect(await clearFolder(folder)).toEqual([]);
});

const uri = (name: string) => pathToFileURL(join(folder, 'orders', name)).href;
const open = (name: string, text: string) =>
  editor.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri: uri(name), languageId: 'markdown', version: 1, text },
  });
const diagnosticsOf = (name: string, version: number) =>
  until(`diagnostics of ${name}`, () => told.get(uri(name))?.version === version && told.get(uri(name))?.diagnostics, {
    seconds: 10,
  });

const wordsOf = (hover: Hover | null) =>
  hover === null || !('value' in (hover.contents as object)) ? '' : (hover.contents as MarkupContent).value;

describe('the language server, as an editor starts it', () => {
  it('says what it can do', async () => {
    const { capabilities } = await editor.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: {},
    });
    await editor.sendNotification(InitializedNotification.type, {});
    expect(capabilities).toMatchObject({ hoverProvider: true, completionProvider: {} });
  });

  it('points at what needs input, in the words of the bindings beside the guide', async () => {
    await open('HANDBOOK.md', GUIDE);
    expect(await diagnosticsOf('HANDBOOK.md', 1)).toContainEqual(
      expect.objectContaining({
        range: expect.objectContaining({ start: { line: lineOf('`/health`'), character: 0 } }),
        code: 'needs-input',
        message: expect.stringContaining('baseUrl'),
      }),
    );
  });

  it('finds what the command finds: dates that are past and links that lead nowhere too', async () => {
    const text = `${GUIDE}See [the plan](RECOVERY.md).\n\n**Next review:** 2020-06-01\n`;
    writeFileSync(join(folder, 'RUNBOOK.md'), text);
    await open('../RUNBOOK.md', text);
    const { stdout } = await runproof(['lint', join(folder, 'RUNBOOK.md'), '--format', 'json'], { folder });
    const { files } = JSON.parse(stdout) as { files: [{ findings: Finding[] }] };
    const said = files[0].findings.map(({ rule, line, column }) => `${line}:${column} ${rule}`);
    const shown = (await diagnosticsOf('../RUNBOOK.md', 1))
      .filter(({ code }) => code !== undefined && code !== 'needs-input')
      .map(({ code, range: { start } }) => `${start.line + 1}:${start.character + 1} ${code}`);
    expect(said.join()).toMatch(/dead-link.*review-overdue/);
    expect(shown).toEqual(said);
  });

  it('leaves other Markdown beside it alone', async () => {
    await open('README.md', GUIDE);
    expect(await diagnosticsOf('README.md', 1)).toEqual([]);
  });

  it('shows the compiled form of a line', async () => {
    const hover = await editor.sendRequest(HoverRequest.type, {
      textDocument: { uri: uri('HANDBOOK.md') },
      position: { line: lineOf('High error rate'), character: 8 },
    });
    const shown = wordsOf(hover);
    expect(shown).toContain('**alert** · live');
    expect(JSON.parse(/```json\n([\s\S]*)\n```/.exec(shown)?.[1] ?? '')).toMatchObject({
      metric: 'error_rate',
      op: '>',
      value: 5,
      unit: '%',
      windowS: 300,
    });
  });

  it('completes kinds where a line begins, and metrics and the guide’s own severities within one', async () => {
    const lastLine = GUIDE.split('\n').length - 1;
    const complete = async (line: number, character: number) => {
      const items = await editor.sendRequest(CompletionRequest.type, {
        textDocument: { uri: uri('HANDBOOK.md') },
        position: { line, character },
      });
      return (Array.isArray(items) ? items : (items?.items ?? [])).map(({ label }) => label);
    };
    expect(await complete(lastLine, 0)).toEqual(expect.arrayContaining(['alert', 'check', 'objective']));
    const within = await complete(lineOf('High error rate'), 22);
    expect(within).toEqual(expect.arrayContaining(['latency_p95', 'error_rate', 'S1', 'S2']));
    expect(within).not.toContain('critical');
  });

  it('reads again what was typed', async () => {
    const text = GUIDE.replace('5 % for', '7 % for');
    await editor.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uri('HANDBOOK.md'), version: 2 },
      contentChanges: [{ text }],
    });
    await diagnosticsOf('HANDBOOK.md', 2);
    const hover = await editor.sendRequest(HoverRequest.type, {
      textDocument: { uri: uri('HANDBOOK.md') },
      position: { line: lineOf('High error rate'), character: 8 },
    });
    expect(wordsOf(hover)).toContain('"value": 7');
  });

  it('ends when the editor says so', async () => {
    await editor.sendRequest(ShutdownRequest.type);
    await editor.sendNotification(ExitNotification.type);
    expect(await server.ended).toMatchObject({ status: 0, stderr: '' });
  });
});
