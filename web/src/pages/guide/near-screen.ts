/** Tells the pieces of a long guide when they come near the screen and when they leave, with one observer for all. */
interface Slot {
  /** It came within reach. */
  readonly come: () => void;
  readonly go: () => void;
  /** Be there when this returns. */
  readonly call: () => void;
}

/** How far outside the screen, in pixels, a piece is made ready. */
const reach = 1_400;
const slots = new Map<Element, Slot>();
/** Who is about to come, in the order of asking. One comes with each frame: however fast the reader goes, none stalls. */
const coming = new Set<Element>();
let frame = 0;
let observer: IntersectionObserver | undefined;

/** Returns the function that ends it. */
export function nearScreen(element: Element, slot: Slot): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) coming.add(target);
        else if (!coming.delete(target)) slots.get(target)?.go();
      }
      if (frame === 0) frame = requestAnimationFrame(letOneCome);
    },
    { rootMargin: `${reach}px 0px` },
  );
  slots.set(element, slot);
  observer.observe(element);
  return () => {
    slots.delete(element);
    coming.delete(element);
    observer?.unobserve(element);
  };
}

function letOneCome() {
  const next = nearestToScreen();
  if (next !== undefined) {
    coming.delete(next);
    slots.get(next)?.come();
  }
  frame = coming.size === 0 ? 0 : requestAnimationFrame(letOneCome);
}

function nearestToScreen(): Element | undefined {
  let nearest: { element: Element; distance: number } | undefined;
  for (const element of coming) {
    const { top, bottom } = element.getBoundingClientRect();
    const distance = Math.max(0, top - window.innerHeight, -bottom);
    if (nearest === undefined || distance < nearest.distance) nearest = { element, distance };
  }
  return nearest?.element;
}

/** Brings the piece of this line into the page now. */
export function callLine(line: number): void {
  const element = slotOfLine(line);
  if (element !== undefined) slots.get(element)?.call();
}

/** The piece in which a line of the guide stands, there or not. */
export function slotOfLine(line: number): HTMLElement | undefined {
  const all = slotsInOrder();
  return all[lastWhere(all, (slot) => Number(slot.dataset.line) <= line)];
}

/** The piece that lies at this height of the screen. */
export function slotAt(y: number): HTMLElement | undefined {
  const all = slotsInOrder();
  return all[lastWhere(all, (slot) => slot.getBoundingClientRect().top <= y)] ?? all[0];
}

export function callAll(): void {
  for (const slot of slots.values()) slot.call();
}

function slotsInOrder(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main .slot')];
}

/** Of what is true up to some point, the last index; -1 for none. */
function lastWhere<Each>(all: readonly Each[], isTrue: (each: Each) => boolean): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(all[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
