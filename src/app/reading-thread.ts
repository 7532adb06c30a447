import { Worker } from 'node:worker_threads';
import type { GuideText, Understood } from './understand.ts';

const TIMEOUT_MS = 120_000;
/** After so long without a guide to read, what is remembered of the last ones is given back. */
const IDLE_MS = 300_000;
const ENTRY = new URL('./understand-worker.js', import.meta.url);

export type ThreadAnswer = { readonly understood: Understood } | { readonly problem: string };

/** The thread: not there → idle (it keeps no process alive) → reading → idle → not there. Replaced when it fails. */
let thread: Worker | null = null;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();

/** One after the other: a processor that reads twice as much at once is no faster. */
export function readInThread(text: GuideText, signal?: AbortSignal): Promise<Understood> {
  const result = last.then(() => {
    signal?.throwIfAborted();
    return read(text);
  });
  last = result.catch(() => undefined);
  return result;
}

async function read(text: GuideText): Promise<Understood> {
  clearTimeout(idle);
  thread ??= startThread();
  const worker = thread;
  worker.ref();
  try {
    const answer = await askThread(worker, text);
    if ('problem' in answer) throw new Error(answer.problem);
    return answer.understood;
  } catch (error) {
    thread = null;
    void worker.terminate();
    throw error;
  } finally {
    worker.unref();
    idle = setTimeout(() => {
      thread = null;
      void worker.terminate();
    }, IDLE_MS).unref();
  }
}

function startThread(): Worker {
  const worker = new Worker(ENTRY);
  // An error between two guides ends the thread, and must not end the process.
  worker.on('error', () => undefined);
  worker.on('exit', () => {
    if (thread === worker) thread = null;
  });
  return worker;
}

function askThread(worker: Worker, text: GuideText): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => settle(() => reject(new Error(why)));
    const onMessage = (answer: ThreadAnswer) => settle(() => resolve(answer));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = (code: number) => fail(`the thread that read ${text.name} ended with ${code}`);
    const timer = setTimeout(
      () => fail(`${text.name} was not read within ${TIMEOUT_MS / 1_000} s; split it into several guides`),
      TIMEOUT_MS,
    );
    const settle = (end: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      end();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(text);
  });
}
