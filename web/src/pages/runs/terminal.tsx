import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RunDetail } from '../../api/wire.ts';
import { plainText } from './plain-text.ts';

/** What a run says, as it says it. It follows the end until the reader scrolls away from it. */
export function Terminal({ output, state }: Pick<RunDetail, 'output' | 'state'>) {
  const going = state === 'queued' || state === 'running';
  const box = useRef<HTMLPreElement>(null);
  const follows = useRef(true);
  useEffect(() => {
    const element = box.current;
    const scrolled = () => {
      if (element !== null) follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
    };
    element?.addEventListener('scroll', scrolled, { passive: true });
    return () => element?.removeEventListener('scroll', scrolled);
  }, []);
  useLayoutEffect(() => {
    if (follows.current && output.length > 0) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [output]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard.
    <pre ref={box} className="terminal" role="log" aria-label="Output" aria-busy={going} tabIndex={0}>
      {output.length === 0 ? (
        <span className="soft">
          {going ? 'No output yet.' : state === 'refused' ? 'It was not run.' : 'It said nothing.'}
        </span>
      ) : (
        joined(output).map((piece) => (
          <span key={piece.sequence} className={piece.stream}>
            {plainText(piece.text)}
          </span>
        ))
      )}
      {going ? <span className="cursor" aria-hidden="true" /> : null}
    </pre>
  );
}

/** Neighbours of one stream as one piece, so that a sequence that was cut in two is whole again. */
function joined(output: RunDetail['output']): RunDetail['output'] {
  const pieces: RunDetail['output'] = [];
  for (const piece of output) {
    const last = pieces.at(-1);
    if (last?.stream === piece.stream) pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
    else pieces.push(piece);
  }
  return pieces;
}
