import type { CommitmentDetail } from '../../api/wire.ts';
import { formatTime } from '../../time/zone.ts';
import { type HistoryShape, historyShape } from './history-shape.ts';

const width = 430;
const height = 120;

/** The value of the last day, with what it is held against as a dashed line. */
export function HistoryChart({ history }: { history: NonNullable<CommitmentDetail['history']> }) {
  const { from, to, unit, values, limit } = history;
  const shape = historyShape(values, limit, width, height);
  if (shape === null) return <p className="soft">Nothing was measured within the last day.</p>;
  const inUnit = (value: number) => inWords(value, unit);
  const words = `Between ${inUnit(shape.lowest)} and ${inUnit(shape.highest)}, last ${inUnit(shape.last)}${limit === null ? '' : `, held against ${inUnit(limit)}`}.`;
  return (
    <figure className="history">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
        <title>{words}</title>
        <Lines shape={shape} />
      </svg>
      <p className="history-ends" aria-hidden="true">
        <span>{formatTime(from, Date.parse(to))}</span>
        <span>{formatTime(to, Date.parse(to))}</span>
      </p>
      <figcaption>{words}</figcaption>
    </figure>
  );
}

function Lines({ shape }: { shape: HistoryShape }) {
  return (
    <>
      {shape.limitY === null ? null : <path className="limit" d={`M0 ${shape.limitY}H${width}`} />}
      <path className="value" d={shape.path} />
      {shape.points.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r="1.8" />
      ))}
    </>
  );
}

/** Bytes as disks are counted; everything else in its own unit. */
function inWords(value: number, unit: string | null): string {
  if (unit !== 'bytes') return `${figure(value)}${unit === null ? '' : ` ${unit}`}`;
  const power = Math.min(byteUnits.length - 1, Math.floor(Math.log10(Math.max(1, Math.abs(value))) / 3));
  return `${figure(value / 1_000 ** power)} ${byteUnits[power]}`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Four figures are as many as a person compares. */
function figure(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en-GB').replaceAll(',', ' ');
}
