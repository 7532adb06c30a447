import { systemClock } from '@runproof/kit/clock';
import { startDocumentServer } from './server.ts';

/** The document server as a process of its own, so that it can really stop. Told PORT and DATA_FOLDER by the environment. */
const port = Number(process.env.PORT);
const folder = process.env.DATA_FOLDER;
if (!Number.isInteger(port) || port < 0 || port > 65_535 || !folder) {
  console.error('The document server needs PORT (a port number) and DATA_FOLDER (a folder) in its environment.');
  process.exit(2);
}

const server = await startDocumentServer({ port, folder, now: () => systemClock.now(), log: console.error }).catch(
  (error: Error) => {
    console.error(`The document server cannot start on port ${port}: ${error.message}`);
    process.exit(1);
  },
);
console.log(`ready mongodb://127.0.0.1:${server.port}`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
}
