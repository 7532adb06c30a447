export interface HistoryShape {
  readonly path: string;
  /** Values with none on either side: a line cannot show them. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** null where there is no limit, or it is so far off that the values would be a flat line. */
  readonly limitY: number | null;
  readonly lowest: number;
  readonly highest: number;
  readonly last: number;
}

const inset = 6;
/** A limit farther from the values than this many times their own size is said in words only. */
const farOff = 20;

/** Values from left to right over `width`; null without any. */
export function historyShape(
  values: readonly (number | null)[],
  limit: number | null,
  width: number,
  height: number,
): HistoryShape | null {
  const known = values.filter((value) => value !== null);
  const last = known.at(-1);
  if (last === undefined) return null;
  const lowest = Math.min(...known);
  const highest = Math.max(...known);
  const size = Math.max(Math.abs(lowest), Math.abs(highest));
  const isNear = limit !== null && Math.abs(limit) <= size * farOff;
  const bottom = Math.min(lowest, isNear ? limit : lowest);
  const top = Math.max(highest, isNear ? limit : highest);
  const span = top - bottom;
  const yOf = (value: number) =>
    round(span === 0 ? height / 2 : height - inset - ((value - bottom) / span) * (height - 2 * inset));
  const xOf = (index: number) => round((index / Math.max(1, values.length - 1)) * width);
  let path = '';
  const points: { x: number; y: number }[] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const [before, after] = [values[index - 1] ?? null, values[index + 1] ?? null];
    if (before === null && after === null) points.push({ x: xOf(index), y: yOf(value) });
    else path += `${before === null ? 'M' : 'L'}${xOf(index)} ${yOf(value)}`;
  });
  return { path, points, limitY: isNear ? yOf(limit) : null, lowest, highest, last };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
