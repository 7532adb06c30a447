import { randomUUID } from 'node:crypto';
import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { watchProcess } from './process-usage.ts';
import type { DependencyCall, RequestEnd, RequestStart } from './telemetry.ts';

/** The OpenTelemetry side of telemetry.ts, loaded only when there is somewhere to export to. */
export interface OpenSpan {
  span: Span;
  context: Context;
}

export type Exporter = ReturnType<typeof createExporter>;

export interface ExporterOptions {
  service: string;
  version: string;
  environment: string;
  endpoint: string;
  headers: Record<string, string>;
  metricIntervalMs: number;
}

export function createExporter(options: ExporterOptions) {
  const { endpoint, headers } = options;
  const resource = resourceFromAttributes({
    'service.name': options.service,
    'service.version': options.version,
    'service.instance.id': randomUUID(),
    'deployment.environment.name': options.environment,
  });
  const timeoutMillis = 5_000;
  const tracing = new BasicTracerProvider({
    resource,
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers, timeoutMillis }), {
        scheduledDelayMillis: 1_000,
        maxQueueSize: 4_096,
      }),
    ],
  });
  const metering = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: `${endpoint}/v1/metrics`, headers, timeoutMillis }),
        exportIntervalMillis: options.metricIntervalMs,
        exportTimeoutMillis: Math.min(timeoutMillis, options.metricIntervalMs),
      }),
    ],
  });
  const tracer = tracing.getTracer('@runproof/kit');
  const meter = metering.getMeter('@runproof/kit');
  const requestSeconds = meter.createHistogram('http.server.request.duration', { unit: 's' });
  const callSeconds = meter.createHistogram('db.client.operation.duration', { unit: 's' });
  const usage = watchProcess();
  meter
    .createObservableGauge('process_memory_percent', { unit: '%' })
    .addCallback((result) => result.observe(usage.memoryPercent()));
  meter
    .createObservableGauge('process_cpu_percent', { unit: '%' })
    .addCallback((result) => result.observe(usage.cpuPercent()));

  return {
    request(start: RequestStart): OpenSpan {
      const parent = remoteParent(start.traceparent);
      const attributes = { 'http.request.method': start.method, 'url.path': start.path, 'url.scheme': 'http' };
      const span = tracer.startSpan(start.method, { kind: SpanKind.SERVER, attributes }, parent);
      return { span, context: trace.setSpan(parent, span) };
    },
    endRequest(open: OpenSpan | undefined, start: RequestStart, end: RequestEnd, seconds: number): void {
      const attributes = {
        'http.request.method': start.method,
        'http.response.status_code': end.statusCode,
        ...(end.route === '' ? {} : { 'http.route': end.route }),
      };
      requestSeconds.record(seconds, attributes);
      if (!open) return;
      if (end.route !== '') open.span.updateName(`${start.method} ${end.route}`);
      open.span.setAttributes(attributes);
      // A 4xx is the caller's mistake: the conventions leave a server span's status unset for it.
      if (end.statusCode >= 500) markFailed(open.span, String(end.statusCode), end.error);
      open.span.end();
    },
    dependency(call: DependencyCall, parent: OpenSpan | undefined): Span {
      return tracer.startSpan(
        call.operation,
        { kind: SpanKind.CLIENT, attributes: callAttributes(call) },
        parent?.context ?? ROOT_CONTEXT,
      );
    },
    endDependency(
      span: Span | undefined,
      call: DependencyCall,
      failure: { error: unknown } | null,
      seconds: number,
    ): void {
      callSeconds.record(seconds, callAttributes(call));
      if (failure && span) markFailed(span, codeOf(failure.error), failure.error);
      span?.end();
    },
    async flush(): Promise<void> {
      await Promise.all([tracing.forceFlush(), metering.forceFlush()]);
    },
    async stop(): Promise<void> {
      // What cannot be delivered at the end is lost either way; stopping must not fail for it.
      await Promise.allSettled([tracing.shutdown(), metering.shutdown()]);
    },
  };
}

function callAttributes(call: DependencyCall): Record<string, string | number> {
  return {
    'db.system.name': call.system,
    'db.operation.name': call.operation,
    ...(call.serverAddress === undefined ? {} : { 'server.address': call.serverAddress }),
    ...(call.serverPort === undefined ? {} : { 'server.port': call.serverPort }),
  };
}

function markFailed(span: Span, errorType: string, error: unknown): void {
  span.setAttribute('error.type', errorType);
  span.setStatus({ code: SpanStatusCode.ERROR });
  if (error instanceof Error) span.recordException(error);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && code !== '') return code;
  return error instanceof Error ? error.name : 'error';
}

/** `00-<32 hex trace id>-<16 hex span id>-<flags>`, https://www.w3.org/TR/trace-context/#traceparent-header. */
function remoteParent(traceparent: string | undefined): Context {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '');
  if (!match || /^0+$/.test(match[1]!) || /^0+$/.test(match[2]!)) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: match[1]!,
    spanId: match[2]!,
    traceFlags: Number.parseInt(match[3]!, 16),
    isRemote: true,
  });
}
