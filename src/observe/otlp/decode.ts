import protobuf from 'protobufjs';
import { messageType } from './messages.ts';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
export const POINT_LIMIT = 100_000;
/** Every message and attribute becomes objects; this keeps a small body from becoming gigabytes of them. */
const MESSAGE_LIMIT = 1_000_000;
const DEPTH_LIMIT = 64;

export type Encoding = 'protobuf' | 'json';

/** A request that cannot be taken as it is. `status` is the HTTP status; none of them is worth a retry. */
export class OtlpRefusal extends Error {
  override name = 'OtlpRefusal';
  readonly status: 400 | 413 | 415;
  constructor(status: 400 | 413 | 415, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Which of the two encodings a content type means. */
export function encodingOf(contentType: string | undefined): Encoding {
  const mediaType = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'application/x-protobuf') return 'protobuf';
  if (mediaType === 'application/json') return 'json';
  throw new OtlpRefusal(
    415,
    `Content type "${mediaType}" is not taken; send application/x-protobuf or application/json.`,
  );
}

/**
 * One request as plain objects in the protocol's JSON names: 64-bit integers as decimal strings, ids and bytes as
 * Buffers, absent fields absent.
 * @throws OtlpRefusal
 */
export function decodeRequest(requestName: string, contentType: string | undefined, body: Uint8Array): unknown {
  const encoding = encodingOf(contentType);
  if (body.length > BODY_LIMIT_BYTES) {
    throw new OtlpRefusal(
      413,
      `The request has ${body.length} bytes, at most ${BODY_LIMIT_BYTES} are taken; send smaller batches.`,
    );
  }
  const type = messageType(requestName);
  try {
    const message = encoding === 'protobuf' ? readProtobuf(type, body) : readJson(type, body);
    return type.toObject(message, { longs: String, arrays: false });
  } catch (error) {
    if (error instanceof OtlpRefusal) throw error;
    throw new OtlpRefusal(400, `The body is not a valid ${encoding} request: ${String(error).slice(0, 200)}`, {
      cause: error,
    });
  }
}

function readProtobuf(type: protobuf.Type, body: Uint8Array): protobuf.Message {
  countMessages(type, protobuf.Reader.create(body), body.length, 0, { left: MESSAGE_LIMIT });
  return type.decode(body);
}

/** Goes over the bytes without making objects. */
function countMessages(
  type: protobuf.Type,
  reader: protobuf.Reader,
  end: number,
  depth: number,
  budget: { left: number },
) {
  if (depth > DEPTH_LIMIT) throw new OtlpRefusal(400, `Values are nested deeper than ${DEPTH_LIMIT} levels.`);
  while (reader.pos < end) {
    const tag = reader.uint32();
    const inner = type.fieldsById[tag >>> 3]?.resolvedType;
    if ((tag & 7) === 2 && inner instanceof protobuf.Type) {
      spend(budget, 1);
      const innerEnd = reader.uint32() + reader.pos;
      if (innerEnd > end) throw new RangeError('a message is longer than the one it is in');
      countMessages(inner, reader, innerEnd, depth + 1, budget);
    } else {
      reader.skipType(tag & 7);
    }
  }
}

function spend(budget: { left: number }, count: number): void {
  budget.left -= count;
  if (budget.left < 0) {
    throw new OtlpRefusal(
      413,
      `The request holds more than ${MESSAGE_LIMIT} messages and attributes; send smaller batches.`,
    );
  }
}

const HEX_FIELDS = new Set(['traceId', 'spanId', 'parentSpanId']);
const OPENING_BRACE = 0x7b;

function readJson(type: protobuf.Type, body: Uint8Array): protobuf.Message {
  const budget = { left: MESSAGE_LIMIT };
  for (const byte of body) if (byte === OPENING_BRACE) spend(budget, 1);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  // The JSON form writes ids in hexadecimal where protobuf's own JSON form would take base64.
  const parsed: unknown = JSON.parse(text, (key, value) =>
    HEX_FIELDS.has(key) && typeof value === 'string' ? Buffer.from(value, 'hex') : value,
  );
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('an object is expected');
  return type.fromObject(parsed);
}
