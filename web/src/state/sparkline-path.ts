/**
 * The path of a sparkline: `series` from left to right over `width`, the smallest at the bottom of `height`. A null is
 * a gap in the line; before the first value there is nothing to leave a gap for. A flat line lies in the middle. Empty
 * when there are fewer than two values to join.
 */
export function sparklinePath(series: readonly (number | null)[], width: number, height: number): string {
  const values = series.slice(series.findIndex((value) => value !== null));
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return '';
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const inset = 2;
  const y = (value: number) =>
    span === 0 ? height / 2 : height - inset - ((value - low) / span) * (height - 2 * inset);
  let path = '';
  let penDown = false;
  values.forEach((value, index) => {
    if (value !== null) {
      path += `${penDown ? 'L' : 'M'}${round((index / (values.length - 1)) * width)} ${round(y(value))}`;
    }
    penDown = value !== null;
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
