import cluster from 'node:cluster';
import promClient from 'prom-client';
import { clusterText } from './cluster-metrics.ts';
import { watchProcess } from './process-usage.ts';

/** Prometheus metrics of a service: requests, dependency calls, what the process uses, and its own beside them. */
export interface Metrics {
  readonly registry: promClient.Registry;
  readonly contentType: string;
  /** The exposition. In a cluster worker it is the sum over all workers, else a scrape would see only one of them. */
  text(): Promise<string>;
  request(request: { method: string; route: string; statusCode: number; seconds: number }): void;
  dependencyCall(call: { system: string; operation: string; failed: boolean; seconds: number }): void;
}

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics({ service }: { service: string }): Metrics {
  const registry = new promClient.Registry();
  registry.setDefaultLabels({ service });
  promClient.collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const usage = watchProcess();
  new promClient.Gauge({
    name: 'process_memory_percent',
    help: 'Resident memory as percent of the memory limit; over a cluster the fullest worker.',
    aggregator: 'max',
    registers,
    collect() {
      this.set(usage.memoryPercent());
    },
  });
  new promClient.Gauge({
    name: 'process_cpu_percent',
    help: 'Processor time as percent of one core; over a cluster the busiest worker.',
    aggregator: 'max',
    registers,
    collect() {
      this.set(usage.cpuPercent());
    },
  });
  const requests = new promClient.Counter({
    name: 'http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status_code'],
    registers,
  });
  const requestSeconds = new promClient.Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer.',
    labelNames: ['method', 'route', 'status_code'],
    buckets: secondsBuckets,
    registers,
  });
  const callSeconds = new promClient.Histogram({
    name: 'dependency_call_duration_seconds',
    help: 'Time a database, cache or other service took to answer.',
    labelNames: ['system', 'operation'],
    buckets: secondsBuckets,
    registers,
  });
  const callFailures = new promClient.Counter({
    name: 'dependency_failures_total',
    help: 'Calls to a database, cache or other service that failed.',
    labelNames: ['system', 'operation'],
    registers,
  });
  if (cluster.isWorker) {
    promClient.AggregatorRegistry.setRegistries(registry);
    // Its constructor is what makes prom-client listen for the primary's question.
    new promClient.AggregatorRegistry();
  }

  return {
    registry,
    contentType: registry.contentType,
    text: () => (cluster.isWorker ? clusterText() : registry.metrics()),
    request({ method, route, statusCode, seconds }) {
      const labels = { method, route, status_code: String(statusCode) };
      requests.inc(labels);
      requestSeconds.observe(labels, seconds);
    },
    dependencyCall({ system, operation, failed, seconds }) {
      callSeconds.observe({ system, operation }, seconds);
      if (failed) callFailures.inc({ system, operation });
    },
  };
}
