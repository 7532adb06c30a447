import { describe, expect, it } from 'vitest';
import { readBlock } from './testing/read-block.ts';

const escalations = (lines: readonly string[]): unknown[] =>
  readBlock('yaml', lines).flatMap((read) =>
    read.kind === 'escalation' ? [[read.from, read.to, read.afterS, read.severity]] : [],
  );

describe('the routes of an Alertmanager', () => {
  it('say who is told of which severity, and who is told too where the first route goes on', () => {
    const lines = [
      'route:',
      '  receiver: default',
      '  group_wait: 30s',
      '  routes:',
      '    - match: {severity: critical}',
      '      receiver: pager',
      '      continue: true',
      '    - matchers: [\'severity=~"critical|page"\']',
      '      receiver: lead',
      '      group_wait: 1h15m',
      '    - match_re: {severity: ^(warning)$}',
      '      receiver: chat',
    ];
    expect(escalations(lines)).toEqual([
      [null, 'pager', 30, 'critical'],
      ['pager', 'lead', 4500, 'critical'],
      [null, 'lead', 4500, 'page'],
      [null, 'chat', 30, 'warning'],
    ]);
  });

  it('are left out where they ask for more than a severity, or are never reached', () => {
    const lines = [
      'route:',
      '  routes:',
      '    - match: {severity: critical, team: db}',
      '      receiver: db',
      '    - match: {severity: critical}',
      '      active_time_intervals: [nights]',
      '      receiver: night',
      "    - matchers: ['severity!=info']",
      '      receiver: most',
      '    - match: {severity: critical}',
      '      receiver: pager',
      '    - match: {severity: critical}',
      '      receiver: never',
    ];
    expect(escalations(lines)).toEqual([[null, 'pager', null, 'critical']]);
  });

  it('of the operator are read in camel case, with their receivers', () => {
    const lines = [
      'kind: AlertmanagerConfig',
      'spec:',
      '  route:',
      '    groupWait: 10s',
      '    routes:',
      '      - matchers: [{name: severity, value: critical, matchType: "="}]',
      '        receiver: ops',
      '  receivers:',
      '    - name: ops',
      '      emailConfigs: [{to: ops@example.com}]',
    ];
    expect(readBlock('yaml', lines)).toMatchObject([
      { kind: 'escalation', to: 'ops', afterS: 10, severity: 'critical', line: 9, endLine: 10 },
      { kind: 'contact', role: 'ops', channel: 'email', address: 'ops@example.com' },
    ]);
  });

  it('that are no tree say nothing', () => {
    expect(readBlock('yaml', ['route: nowhere', 'receivers:', '  - name'])).toEqual([]);
  });
});
