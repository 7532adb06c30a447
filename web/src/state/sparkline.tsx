import { sparklinePath } from './sparkline-path.ts';

/** The last day of a value. It says nothing that the note's words do not, so screen readers pass it by. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const path = sparklinePath(values, 84, 26);
  if (path === '') return null;
  return (
    <svg className="spark" viewBox="0 0 84 26" preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
