import { describe, expect, it } from 'vitest';
import { readBlock } from './testing/read-block.ts';

describe('objectives for a generator of rules', () => {
  it('are read for Sloth, as its file and as its object', () => {
    const slos = [
      'service: checkout',
      'slos:',
      '  - name: requests-availability',
      '    objective: 99.9',
      '  - name: latency',
      '    objective: 99',
    ];
    const read = [
      { kind: 'objective', sli: 'availability', op: '>=', value: 99.9, unit: '%', windowS: null },
      { kind: 'objective', sli: 'x:checkout latency', value: 99, unit: '%' },
    ];
    expect(readBlock('yaml', slos)).toMatchObject(read);
    expect(
      readBlock('yaml', ['kind: PrometheusServiceLevel', 'spec:', ...slos.map((line) => `  ${line}`)]),
    ).toMatchObject(read);
  });

  it('are read for Pyrra, with their window', () => {
    const lines = ['kind: ServiceLevelObjective', 'metadata: {name: api-errors}', 'spec: {target: "99.5", window: 4w}'];
    expect(readBlock('yaml', lines)).toMatchObject([{ sli: 'availability', value: 99.5, windowS: 2_419_200 }]);
  });

  it('of OpenSLO bring the conditions of their alert policies', () => {
    const lines = [
      'apiVersion: openslo/v1',
      'kind: SLO',
      'metadata: {name: checkout}',
      'spec:',
      '  objectives: [{target: 0.999}]',
      '  timeWindow: [{duration: 30d}]',
      '  alertPolicies:',
      '    - spec:',
      '        conditions:',
      '          - metadata: {name: burn}',
      '            spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 14.4, lookbackWindow: 1h}}',
    ];
    expect(readBlock('yaml', lines)).toMatchObject([
      { kind: 'objective', value: 99.9, windowS: 2_592_000 },
      { kind: 'alert', name: 'burn', metric: 'x:burn rate', op: '>', value: 14.4, windowS: 3600, severity: 'page' },
    ]);
  });
});
