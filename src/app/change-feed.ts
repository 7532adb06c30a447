import type { ChangeEvent } from '../api/contract/event.ts';

/** Tells open pages what changed. In this process only: a page of another replica fetches again when it reconnects. */
export class ChangeFeed {
  readonly #listeners = new Set<(event: ChangeEvent) => void>();

  subscribe(listener: (event: ChangeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(event: ChangeEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
