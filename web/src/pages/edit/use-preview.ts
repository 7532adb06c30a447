import { useEffect, useState } from 'react';
import { previewGuide } from '../../api/deeds.ts';
import type { GuidePreview } from '../../api/wire.ts';

/** After the last key; a guide of common size compiles in less. */
const pauseMs = 350;

export interface Preview {
  /** Of the text as it was at the last pause; undefined before the first answer. */
  readonly data: GuidePreview | undefined;
  readonly error: Error | null;
  /** Whether the text, or the file, has changed since `data`. */
  readonly isBehind: boolean;
}

/**
 * What the text would mean, asked whenever the typing pauses, and again when the file is another one: what is operated is
 * what the text is compared with.
 *
 * @param hash of the file
 */
export function usePreview(systemId: string, text: string, hash: string): Preview {
  const [answered, setAnswered] = useState<{ text: string; hash: string; data?: GuidePreview; error: Error | null }>();
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      previewGuide(systemId, text, abort.signal).then(
        (data) => setAnswered({ text, hash, data, error: null }),
        (error: unknown) => {
          if (!abort.signal.aborted)
            setAnswered((last) => ({
              ...last,
              text,
              hash,
              error: error instanceof Error ? error : new Error(String(error)),
            }));
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [systemId, text, hash]);
  return {
    data: answered?.data,
    error: answered?.error ?? null,
    isBehind: answered?.text !== text || answered.hash !== hash,
  };
}
