import { type ReactNode, useState } from 'react';

/** More than these are read by nobody at once, and thousands would stall the page. */
const atOnce = 100;

/** The items of a list, those that are many only when they are asked for. */
export function FirstOfMany<Item>({
  items,
  children,
}: {
  items: readonly Item[];
  children: (item: Item, index: number) => ReactNode;
}) {
  const [shown, setShown] = useState(atOnce);
  const left = items.length - shown;
  return (
    <>
      {items.slice(0, shown).map(children)}
      {left <= 0 ? null : (
        <li className="left">
          <button type="button" className="button small" onClick={() => setShown(shown + 5 * atOnce)}>
            Show {Math.min(left, 5 * atOnce)} more of {items.length}
          </button>
        </li>
      )}
    </>
  );
}
