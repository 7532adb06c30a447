import type { Op } from '../plan/commitment.ts';
import type { Figure, Proof, ProofInput } from './proof.ts';
import { figure, metricInWords } from './words.ts';

export function proof(input: ProofInput, found: Pick<Proof, 'state' | 'summary'> & Partial<Proof>): Proof {
  return {
    commitmentId: input.planned.commitment.id,
    value: null,
    threshold: null,
    since: null,
    evidenceAt: null,
    provenAt: null,
    ...found,
  };
}

export function figureOf(number: number, unit: string | null): Figure {
  return { number, unit, text: figure(number, unit) };
}

export function limit(op: Op, number: number, unit: string | null): Figure {
  return { number, unit, text: `${op === '==' ? 'must be' : 'of'} ${figure(number, unit)}` };
}

export function isOlder(at: number, now: number, seconds: number): boolean {
  return now - at > seconds * 1000;
}

export function noTelemetry(metric: string): string {
  return `no telemetry names ${metricInWords(metric)}`;
}

export function joined(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== null && part !== '').join(' · ');
}
