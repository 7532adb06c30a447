import { Shape } from '../../state/shape.tsx';
import { commitmentAppearance } from '../../state/states.ts';
import { useTime } from '../../time/clock.ts';
import { formatDate } from '../../time/zone.ts';
import { useGuide } from './guide-context.ts';
import { totalsOf } from './totals.ts';

/** Where the sheet comes from, of when it is, and how the guide stood then. */
export function UnderTitleOnPaper() {
  const { live } = useGuide();
  const { system, guide } = live;
  const now = useTime((nowMs) => formatDate(new Date(nowMs).toISOString(), system.timeZone));
  return (
    <>
      <p className="by">
        Operations guide with its proofs · {guide} · {system.environment} · as of <b>{now}</b> · applied{' '}
        {formatDate(system.appliedAt, system.timeZone)}
      </p>
      <ul className="totals" aria-label="Commitments by state">
        {totalsOf(live.commitments).map(({ state, count, words }) => (
          <li key={state}>
            <Shape name={commitmentAppearance[state].shape} /> <b>{count}</b> {words}
          </li>
        ))}
      </ul>
      <p>{system.reason}</p>
    </>
  );
}
