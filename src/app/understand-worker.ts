import { parentPort, workerData } from 'node:worker_threads';
import { type GuideText, understand } from './understand.ts';

/** The entry of the thread that reads one long guide: answers with what it understood, and ends. */
parentPort?.postMessage(understand(workerData as GuideText));
