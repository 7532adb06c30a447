import { useEffect } from 'react';

/** The name of the tab. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Runproof`;
  }, [title]);
}
