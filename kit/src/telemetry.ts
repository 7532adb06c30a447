import { AsyncLocalStorage } from 'node:async_hooks';
import type { Metrics } from './metrics.ts';
import type { Exporter, OpenSpan } from './otlp.ts';

/**
 * What a service tells about its work: a SERVER span a request, a CLIENT span a dependency call, and metrics. The names
 * are OpenTelemetry's semantic conventions (https://opentelemetry.io/docs/specs/semconv/http/ and …/database/).
 * Exported by OTLP over HTTP to `OTEL_EXPORTER_OTLP_ENDPOINT`; without that nothing of OpenTelemetry is even loaded.
 */
export interface TelemetryOptions {
  service: string;
  version: string;
  environment?: string;
  /** Prometheus metrics that are to count the same requests and calls. */
  metrics?: Metrics;
  /** Default `OTEL_EXPORTER_OTLP_ENDPOINT`; signals go to `/v1/traces` and `/v1/metrics` below it. */
  endpoint?: string | undefined;
  /** Default `OTEL_EXPORTER_OTLP_HEADERS`: `name=value,name=value`, values percent-encoded. */
  headers?: Record<string, string>;
  /** Default 10000. */
  metricIntervalMs?: number;
}

export interface RequestStart {
  method: string;
  /** Without the query string: queries may carry what nobody should keep. */
  path: string;
  traceparent?: string | undefined;
}

export interface RequestEnd {
  statusCode: number;
  /** The pattern the path matched, `/api/events/:id`; empty when none did. */
  route: string;
  error?: unknown;
}

export interface ObservedRequest {
  /** Runs the work so that dependency calls within become children of this request. */
  run<T>(work: () => T): T;
  end(end: RequestEnd): void;
}

export interface DependencyCall {
  /** `postgresql`, `mysql`, `redis`, `mongodb`, or another service's name. */
  system: string;
  /** Few different values: `SELECT events`, `GET session`. Never the statement's parameters. */
  operation: string;
  serverAddress?: string;
  serverPort?: number;
}

export interface Telemetry {
  readonly exporting: boolean;
  request(start: RequestStart): ObservedRequest;
  dependency<T>(call: DependencyCall, work: () => Promise<T>): Promise<T>;
  flush(): Promise<void>;
  /** Sends what is left and ends. */
  stop(): Promise<void>;
}

export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const endpoint = options.endpoint ?? process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const exporter = endpoint ? await openExporter(options, endpoint) : null;
  const current = new AsyncLocalStorage<OpenSpan>();
  const { metrics } = options;

  return {
    exporting: exporter !== null,
    request(start) {
      const startedAt = performance.now();
      const span = exporter?.request(start);
      return {
        run: (work) => (span ? current.run(span, work) : work()),
        end(end) {
          const seconds = (performance.now() - startedAt) / 1_000;
          metrics?.request({ method: start.method, route: end.route, statusCode: end.statusCode, seconds });
          exporter?.endRequest(span, start, end, seconds);
        },
      };
    },
    async dependency(call, work) {
      const startedAt = performance.now();
      const span = exporter?.dependency(call, current.getStore());
      let failure: { error: unknown } | null = null;
      try {
        return await work();
      } catch (error) {
        failure = { error };
        throw error;
      } finally {
        const seconds = (performance.now() - startedAt) / 1_000;
        metrics?.dependencyCall({
          system: call.system,
          operation: call.operation,
          failed: failure !== null,
          seconds,
        });
        exporter?.endDependency(span, call, failure, seconds);
      }
    },
    flush: async () => exporter?.flush(),
    stop: async () => exporter?.stop(),
  };
}

async function openExporter(options: TelemetryOptions, endpoint: string): Promise<Exporter> {
  const { createExporter } = await import('./otlp.ts');
  return createExporter({
    service: options.service,
    version: options.version,
    environment: options.environment ?? 'production',
    endpoint: endpoint.replace(/\/+$/, ''),
    headers: options.headers ?? parseHeaders(process.env.OTEL_EXPORTER_OTLP_HEADERS ?? ''),
    metricIntervalMs: options.metricIntervalMs ?? 10_000,
  });
}

/** `authorization=Bearer%20abc,x-team=core`, as the OTLP exporter specification writes headers. */
export function parseHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=');
    if (at <= 0) continue;
    const value = pair.slice(at + 1).trim();
    try {
      headers[pair.slice(0, at).trim()] = decodeURIComponent(value);
    } catch {
      // A stray percent sign: the value was written without encoding.
      headers[pair.slice(0, at).trim()] = value;
    }
  }
  return headers;
}
