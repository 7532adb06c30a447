import type { MetricSample } from './telemetry.ts';

/** More than this of one target is not taken: a label with a value per user would drown everything else. */
export const SAMPLE_LIMIT = 20_000;
const LABEL_LIMIT = 64;
const TEXT_LIMIT = 1_024;

export interface Exposition {
  readonly samples: readonly MetricSample[];
  /** Lines that could not be read or had no finite value, and samples past the limit. */
  readonly dropped: number;
}

type SampleType = MetricSample['type'];

/** The parts of a histogram or summary only ever grow; a summary's quantiles do not. */
const COUNTER_SUFFIX = /_(?:bucket|sum|count|total)$/;

/**
 * Reads the Prometheus text format (version 0.0.4; lines of OpenMetrics are read too, exemplars are not). Never throws.
 *
 *     # TYPE http_requests_total counter
 *     http_requests_total{method="GET",code="200"} 1027 1395066363000
 */
export function parseExposition(text: string, at: number): Exposition {
  const types = new Map<string, string>();
  const samples: MetricSample[] = [];
  let dropped = 0;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    if (trimmed.startsWith('#')) {
      readType(trimmed, types);
      continue;
    }
    const sample = samples.length < SAMPLE_LIMIT ? readSample(trimmed, types, at) : null;
    if (sample === null) dropped += 1;
    else samples.push(sample);
  }
  return { samples, dropped };
}

function readType(line: string, types: Map<string, string>): void {
  const match = /^#\s*TYPE\s+([a-zA-Z_:][a-zA-Z0-9_:]*)\s+(\w+)$/.exec(line);
  if (match && types.size < SAMPLE_LIMIT) types.set(match[1]!, match[2]!);
}

function readSample(line: string, types: ReadonlyMap<string, string>, at: number): MetricSample | null {
  const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(line)?.[0];
  if (name === undefined || name.length > TEXT_LIMIT) return null;
  const labels = readLabels(line, name.length);
  if (labels === null) return null;
  // `value`, `value timestamp`, and after ` # ` an exemplar.
  const [valueText, timestamp] = line.slice(labels.end).split(' #', 1)[0]!.trim().split(/\s+/);
  const value = numberOf(valueText);
  if (value === null) return null;
  return { name, attributes: labels.attributes, value, at: instantOf(timestamp) ?? at, type: typeOf(name, types) };
}

/** Reads `{name="value",…}` at a position; without braces there are no labels. */
function readLabels(line: string, start: number): { attributes: Record<string, string>; end: number } | null {
  const attributes: Record<string, string> = {};
  let position = skipSpace(line, start);
  if (line[position] !== '{') return { attributes, end: position };
  position = skipSpace(line, position + 1);
  for (let count = 0; line[position] !== '}'; count += 1) {
    const label = /[a-zA-Z_][a-zA-Z0-9_]*\s*=\s*"/y;
    label.lastIndex = position;
    const opening = label.exec(line)?.[0];
    if (opening === undefined || count >= LABEL_LIMIT) return null;
    const value = readQuoted(line, position + opening.length);
    if (value === null || value.text.length > TEXT_LIMIT) return null;
    const name = opening.slice(0, opening.indexOf('=')).trim();
    if (name === '__proto__') return null;
    attributes[name] = value.text;
    position = skipSpace(line, value.end);
    if (line[position] === ',') position = skipSpace(line, position + 1);
    else if (line[position] !== '}') return null;
  }
  return { attributes, end: position + 1 };
}

/** Reads up to the closing quote; `\\`, `\"` and `\n` stand for their characters. */
function readQuoted(line: string, start: number): { readonly text: string; readonly end: number } | null {
  let text = '';
  for (let position = start; position < line.length; position += 1) {
    const character = line[position]!;
    if (character === '"') return { text, end: position + 1 };
    if (character === '\\') {
      position += 1;
      const escaped = line[position];
      text += escaped === 'n' ? '\n' : (escaped ?? '');
    } else {
      text += character;
    }
  }
  return null;
}

function skipSpace(line: string, start: number): number {
  let position = start;
  while (line[position] === ' ' || line[position] === '\t') position += 1;
  return position;
}

/** Only finite values can be stored and judged; NaN and infinities are how exporters say that there is none. */
function numberOf(text: string | undefined): number | null {
  if (text === undefined || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Prometheus writes milliseconds, OpenMetrics seconds with a fraction. */
function instantOf(text: string | undefined): number | null {
  const value = numberOf(text);
  if (value === null || text === undefined) return null;
  return text.includes('.') || value < 1e11 ? Math.round(value * 1_000) : value;
}

function typeOf(name: string, types: ReadonlyMap<string, string>): SampleType {
  const own = types.get(name);
  if (own === 'counter') return 'counter';
  if (own === 'gauge') return 'gauge';
  if (own === 'summary') return 'gauge';
  const family = types.get(name.replace(COUNTER_SUFFIX, ''));
  return family === 'counter' || family === 'histogram' || family === 'summary' ? 'counter' : 'untyped';
}
