import type { CommitmentOf } from '../../plan/commitment.ts';

/** How a threshold of these lines is written: "> 1 s" for 1000 ms; empty where it cannot be found. */
export function thresholdWords({ value }: CommitmentOf<'alert'>, lines: readonly string[]): string {
  if (value === null) return '';
  const written = [
    ...lines.join('\n').matchAll(/(?:[<>≥≤]=?\s*)?\d[\d.,]*\s?(?:%|percent\b|ms\b|s\b|sec\w*|min\w*|h\b)?/g),
  ].map(([words]) => words);
  const exactly = written.filter((words) => meant(words).includes(value));
  return (exactly.find((words) => /^[<>≥≤]/.test(words)) ?? exactly[0] ?? '').trim();
}

/** The values a written number may stand for, in the units that commitments use. */
function meant(words: string): readonly number[] {
  const number = Number(/\d[\d.,]*/.exec(words)![0].replaceAll(',', '').replace(/\.$/, ''));
  return [number, number * 1000, number * 60, number * 3600];
}
