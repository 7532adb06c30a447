import type { TelemetryBatch, TelemetrySink } from '../telemetry.ts';
import { type Encoding, encodingOf, OtlpRefusal } from './decode.ts';
import type { Decoded } from './decoded.ts';
import { decodeLogs } from './logs.ts';
import { messageType } from './messages.ts';
import { decodeMetrics } from './metrics.ts';
import { decodeTraces } from './traces.ts';

export type Signal = 'traces' | 'metrics' | 'logs';

export interface OtlpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const DECODERS = { traces: decodeTraces, metrics: decodeMetrics, logs: decodeLogs };
/** What the count of rejected items is called in the JSON answer. */
const REJECTED = { traces: 'rejectedSpans', metrics: 'rejectedDataPoints', logs: 'rejectedLogRecords' };
const RETRY_AFTER_SECONDS = 5;

/**
 * Answers one export request of the OpenTelemetry protocol over HTTP. `body` is already decompressed. Never rejects:
 * 200 with a partial success where single items were unusable, 400, 413 or 415 for what no retry mends, 503 where the
 * telemetry could not be kept and the sender should try again.
 */
export async function receiveOtlp(
  signal: Signal,
  contentType: string | undefined,
  body: Uint8Array,
  sink: Pick<TelemetrySink, 'writeRows'>,
): Promise<OtlpAnswer> {
  try {
    const encoding = encodingOf(contentType);
    const decoded = DECODERS[signal](contentType, body);
    if (decoded.accepted > 0) await sink.writeRows(decoded.batch);
    return { status: 200, headers: headersOf(encoding), body: encodeSuccess(signal, encoding, decoded) };
  } catch (error) {
    if (error instanceof OtlpRefusal) return failure(contentType, error.status, error.message);
    const answer = failure(contentType, 503, 'The telemetry store does not take telemetry now; try again.');
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(RETRY_AFTER_SECONDS) } };
  }
}

function encodeSuccess(signal: Signal, encoding: Encoding, decoded: Decoded<TelemetryBatch>): Buffer {
  const { rejected, errorMessage } = decoded;
  if (rejected === 0) return encoding === 'json' ? Buffer.from('{}') : Buffer.alloc(0);
  if (encoding === 'json') {
    // 64-bit integers are text in the JSON form.
    return Buffer.from(JSON.stringify({ partialSuccess: { [REJECTED[signal]]: String(rejected), errorMessage } }));
  }
  return encode('Response', { partialSuccess: { rejected, errorMessage } });
}

/** google.rpc.Code: 3 invalid argument, 14 unavailable. */
function failure(contentType: string | undefined, status: number, message: string): OtlpAnswer {
  const encoding: Encoding = contentType?.includes('protobuf') ? 'protobuf' : 'json';
  const payload = { code: status === 503 ? 14 : 3, message };
  const body = encoding === 'json' ? Buffer.from(JSON.stringify(payload)) : encode('Status', payload);
  return { status, headers: headersOf(encoding), body };
}

function headersOf(encoding: Encoding): Record<string, string> {
  return { 'content-type': encoding === 'json' ? 'application/json' : 'application/x-protobuf' };
}

function encode(name: string, payload: Record<string, unknown>): Buffer {
  const type = messageType(name);
  return Buffer.from(type.encode(type.fromObject(payload)).finish());
}
