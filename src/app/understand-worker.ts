import { parentPort } from 'node:worker_threads';
import { type GuideMemory, newMemory } from '../guide/memory.ts';
import type { ThreadAnswer } from './reading-thread.ts';
import { type GuideText, understand } from './understand.ts';

/** Guides whose last reading is remembered: those that people edit at the same time. */
const MOST_REMEMBERED = 4;
const memories = new Map<string, GuideMemory>();

/** The entry of the thread that reads long guides: a text in, what was understood out. */
parentPort?.on('message', (text: GuideText) => parentPort?.postMessage(answer(text)));

function answer(text: GuideText): ThreadAnswer {
  try {
    return { understood: understand(text, memoryOf(text.place.guidePath)) };
  } catch (error) {
    return { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The one used last stands last; the first is forgotten. */
function memoryOf(guidePath: string): GuideMemory {
  const memory = memories.get(guidePath) ?? newMemory();
  memories.delete(guidePath);
  memories.set(guidePath, memory);
  for (const oldest of [...memories.keys()].slice(0, -MOST_REMEMBERED)) memories.delete(oldest);
  return memory;
}
