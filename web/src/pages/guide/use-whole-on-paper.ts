import { useEffect } from 'react';
import { callAll } from './near-screen.ts';

/** A sheet of paper does not scroll: whoever prints the page gets all of the guide. */
export function useWholeOnPaper() {
  useEffect(() => {
    window.addEventListener('beforeprint', callAll);
    return () => window.removeEventListener('beforeprint', callAll);
  }, []);
}
