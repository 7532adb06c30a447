import { describe, expect, it } from 'vitest';
import { readBlock } from './testing/read-block.ts';

describe('what configuration asks of a system is a check', () => {
  it('by the probes of a workload, and by one shown alone', () => {
    const probe = ['livenessProbe:', '  httpGet: {path: /live, port: 8080}', '  timeoutSeconds: 2'];
    expect(readBlock('yaml', probe)).toMatchObject([
      { kind: 'check', path: '/live', purpose: 'liveness', timeoutMs: 2000, line: 5 },
    ]);
    const workload = [
      'kind: Deployment',
      'spec:',
      '  template:',
      '    spec:',
      '      containers:',
      '        - name: api',
      '          readinessProbe: {httpGet: {path: /ready}}',
      '          startupProbe: {tcpSocket: {port: 8080}}',
    ];
    expect(readBlock('yaml', workload)).toMatchObject([{ path: '/ready', purpose: 'readiness', timeoutMs: null }]);
  });

  it('by the health checks of Compose', () => {
    const lines = [
      'services:',
      '  api:',
      '    healthcheck:',
      '      test: ["CMD", "curl", "-f", "http://localhost:8080/health"]',
      '      timeout: 5s',
      '  db:',
      '    healthcheck: {test: pg_isready -U app}',
      '  web: {healthcheck: {disable: true}}',
    ];
    expect(readBlock('yaml', lines)).toMatchObject([
      { path: '/health', purpose: 'api', expect: { status: 200 }, timeoutMs: 5000 },
      { target: 'db', purpose: 'pg_isready -U app' },
    ]);
  });

  it('by the targets of a blackbox exporter, not by those of any other job', () => {
    const lines = [
      'scrape_configs:',
      '  - job_name: outside',
      '    metrics_path: /probe',
      '    params: {module: [http_2xx]}',
      '    static_configs: [{targets: ["https://shop.example.com", "db:5432"]}]',
      '  - job_name: node',
      '    static_configs: [{targets: ["node1:9100"]}]',
    ];
    expect(readBlock('yaml', lines)).toMatchObject([
      { url: 'https://shop.example.com', purpose: 'outside', expect: { status: 200 } },
      { target: 'db:5432', url: null },
    ]);
  });

  it('by lists of monitors', () => {
    const gatus = [
      'endpoints:',
      '  - name: shop',
      '    url: https://shop.example.com',
      '    conditions: ["[STATUS] == 200", "[RESPONSE_TIME] < 500"]',
    ];
    expect(readBlock('yaml', gatus)).toMatchObject([
      { url: 'https://shop.example.com', expect: { status: 200 }, maxLatencyMs: 500 },
    ]);
    const kuma = '{"monitors": [{"name": "Shop", "url": "https://shop.example.com", "timeout": 10}]}';
    expect(readBlock('json', [kuma])).toMatchObject([{ purpose: 'Shop', timeoutMs: 10_000 }]);
  });

  it('by a platform that is told in TOML', () => {
    const lines = [
      '[http_service]',
      '  path = "/no"',
      '[[http_service.checks]]',
      '  timeout = "2s"',
      '  path = "/healthz"',
      '',
      '[env]',
      '  path = "/no"',
    ];
    expect(readBlock('toml', lines)).toMatchObject([
      { kind: 'check', path: '/healthz', timeoutMs: 2000, line: 6, endLine: 8 },
    ]);
  });

  it('by the services of Nagios', () => {
    const lines = [
      'define service {',
      '  host_name web01',
      '  service_description HTTP ; the shop',
      '  check_command check_http!-w 2',
      '}',
    ];
    expect(readBlock('cfg', [...lines, 'define host {', '  host_name db01', '}'])).toMatchObject([
      { kind: 'check', target: 'web01', purpose: 'HTTP', line: 4, endLine: 8 },
    ]);
  });
});
