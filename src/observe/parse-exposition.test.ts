import fc from 'fast-check';
import { Counter, Gauge, Histogram, Registry, Summary } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { parseExposition, SAMPLE_LIMIT } from './parse-exposition.ts';

const one = (line: string) => parseExposition(line, 7).samples[0];

describe('the Prometheus text format', () => {
  it('is read as prom-client writes it', async () => {
    const registry = new Registry();
    const registers = [registry];
    new Counter({ name: 'orders_total', help: 'Orders', labelNames: ['kind'], registers }).inc(
      { kind: 'a "b"\\\n' },
      3,
    );
    new Gauge({ name: 'load', help: 'Load', registers }).set(-0.25);
    const histogram = new Histogram({ name: 'latency_seconds', help: 'x', buckets: [0.1, 1], registers });
    for (const value of [0.05, 0.5, 5]) histogram.observe(value);
    new Summary({ name: 'size', help: 'x', percentiles: [0.5], registers }).observe(4);

    const { samples, dropped } = parseExposition(await registry.metrics(), 7);
    expect(dropped).toBe(0);
    expect(samples).toEqual(
      [
        ['orders_total', { kind: 'a "b"\\\n' }, 3, 'counter'],
        ['load', {}, -0.25, 'gauge'],
        ['latency_seconds_bucket', { le: '0.1' }, 1, 'counter'],
        ['latency_seconds_bucket', { le: '1' }, 2, 'counter'],
        ['latency_seconds_bucket', { le: '+Inf' }, 3, 'counter'],
        ['latency_seconds_sum', {}, 5.55, 'counter'],
        ['latency_seconds_count', {}, 3, 'counter'],
        ['size', { quantile: '0.5' }, 4, 'gauge'],
        ['size_sum', {}, 4, 'counter'],
        ['size_count', {}, 1, 'counter'],
      ].map(([name, attributes, value, type]) => ({ name, attributes, value, at: 7, type })),
    );
  });

  it('takes spaces, trailing commas, timestamps and exemplars', () => {
    expect(one('a { x = "1" , y="2", } 3 1395066363000')).toMatchObject({
      attributes: { x: '1', y: '2' },
      value: 3,
      at: 1_395_066_363_000,
    });
    expect(one('a 3 1395066363.5')).toMatchObject({ at: 1_395_066_363_500 });
    expect(one('a_bucket{le="1"} 3 # {trace_id="abc"} 0.5 1395066363.5')).toMatchObject({ value: 3, at: 7 });
    expect(one('a 1.5e-3')).toMatchObject({ value: 0.0015, type: 'untyped' });
  });

  it('takes braces, commas and hashes inside a label for what they are', () => {
    expect(one('a{path="/x,{y} # z"} 1')).toMatchObject({ attributes: { path: '/x,{y} # z' }, value: 1 });
  });

  it.each(['a', 'a{', 'a{x} 1', 'a{x="1} 1', 'a{x="1"y="2"} 1', '1a 2', 'a NaN', 'a +Inf', 'a 0x10', '<html>'])(
    'drops %s',
    (line) => {
      expect(parseExposition(line, 7)).toEqual({ samples: [], dropped: 1 });
    },
  );

  it('takes so many samples and counts the others', () => {
    const lines = Array.from({ length: SAMPLE_LIMIT + 5 }, (_, index) => `a{i="${index}"} 1`).join('\n');
    const { samples, dropped } = parseExposition(lines, 7);
    expect([samples.length, dropped]).toEqual([SAMPLE_LIMIT, 5]);
  });

  it('never throws, and reads back any label value that is written', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseExposition(text, 7)));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => {
        const written = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
        expect(one(`a{v="${written}"} 1`)?.attributes.v).toBe(value);
      }),
    );
  });
});
