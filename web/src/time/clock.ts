/** The pages' one clock. Everything that shows an age or a countdown reads the time here. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = Date.now();

/** Renders again only when what `read` makes of the time differs: an age in days costs nothing each second. */
export function useTime<Shown extends string | number | boolean>(read: (nowMs: number) => Shown): Shown {
  return useSyncExternalStore(subscribe, () => read(nowMs));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick() {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}
