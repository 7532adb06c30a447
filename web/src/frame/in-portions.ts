import { startTransition, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * How many of `count` things are to be in the page now: `portion` more after each time the page was drawn, so that many
 * of them stall nobody. Before the page is printed all of them are.
 */
export function useInPortions(count: number, portion: number): number {
  const [shown, setShown] = useState(portion);
  useEffect(() => {
    if (shown >= count) return;
    const timer = setTimeout(() => startTransition(() => setShown(shown + portion)));
    return () => clearTimeout(timer);
  }, [shown, count, portion]);
  useEffect(() => {
    const all = () => flushSync(() => setShown(count));
    window.addEventListener('beforeprint', all);
    return () => window.removeEventListener('beforeprint', all);
  }, [count]);
  return Math.min(shown, count);
}
