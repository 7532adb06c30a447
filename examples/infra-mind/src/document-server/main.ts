import { parseArgs } from 'node:util';
import { systemClock } from '@runproof/kit/clock';
import { startDocumentServer } from './server.ts';

/** `node main.js --port 4204 --folder DIR`: the document server as a process of its own, so that it can really stop. */
const { values } = parseArgs({ options: { port: { type: 'string' }, folder: { type: 'string' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535 || !values.folder) {
  console.error('usage: main.js --port PORT --folder DIR');
  process.exit(2);
}

const server = await startDocumentServer({
  port,
  folder: values.folder,
  now: systemClock.now,
  log: (line) => console.error(`${new Date(systemClock.now()).toISOString()} ${line}`),
}).catch((error: unknown) => {
  console.error(`The document server cannot start on port ${port}: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
console.log(`ready mongodb://127.0.0.1:${server.port}`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
}
