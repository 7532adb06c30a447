import type { ReactNode } from 'react';
import type { Appearance, ShapeName } from './states.ts';

const drawings: Readonly<Record<ShapeName, ReactNode>> = {
  holds: (
    <>
      <circle cx="6" cy="6" r="5" className="fill" />
      <path d="M3.4 6.2 5.3 8l3.3-3.8" className="cut" />
    </>
  ),
  fails: (
    <>
      <path d="M6 .8 11.6 11H.4z" className="fill" />
      <path d="M6 4.3v3.2M6 8.7v1" className="cut" />
    </>
  ),
  warns: (
    <>
      <path d="M6 1.6 11 10.4H1z" className="stroke" />
      <path d="M6 4.6v2.6M6 8.3v.9" className="stroke" />
    </>
  ),
  stale: (
    <>
      <circle cx="6" cy="6" r="4.8" className="stroke" />
      <path d="M6 3.4V6l1.8 1.2" className="stroke" />
    </>
  ),
  none: <circle cx="6" cy="6" r="4.8" className="stroke dashed" />,
  unread: (
    <>
      <circle cx="6" cy="6" r="4.8" className="stroke" />
      <path d="M4.5 4.7a1.5 1.5 0 1 1 2.2 1.4c-.5.3-.7.5-.7 1M6 8.5v.8" className="stroke" />
    </>
  ),
  input: (
    <>
      <rect x="1" y="1" width="10" height="10" rx="2.5" className="stroke" />
      <path d="M4 8.2 8 4.2" className="stroke" />
    </>
  ),
};

/** The shape alone. It is hidden from screen readers unless `label` says what it means. */
export function Shape({ name, label }: { name: ShapeName; label?: string }) {
  const naming = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: a title would show on every hover; the label says the same to those who need it.
    <svg className={`shape ${name}`} viewBox="0 0 12 12" {...naming}>
      {drawings[name]}
    </svg>
  );
}

/** Shape, word and colour together, since none of them is for everyone. */
export function StateWord({ shape, word }: Appearance) {
  return (
    <span className={`state-word ${shape}`}>
      <Shape name={shape} />
      {word}
    </span>
  );
}
