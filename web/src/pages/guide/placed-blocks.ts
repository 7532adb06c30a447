/** The blocks with notes that are in the page now, by their lines: the margin stands its notes beside them. */
export class PlacedBlocks {
  readonly #elements = new Map<number, HTMLElement>();
  readonly #listeners = new Set<() => void>();
  #frame = 0;

  /** `null` takes the block of this line out. */
  readonly place = (line: number, element: HTMLElement | null): void => {
    if (element === null) this.#elements.delete(line);
    else this.#elements.set(line, element);
    // Pieces of the text come and go with many blocks: all of a frame are one change.
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      for (const listener of this.#listeners) listener();
    });
  };

  inOrder(): [number, HTMLElement][] {
    return [...this.#elements].sort(([a], [b]) => a - b);
  }

  /** Returns the function that ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
