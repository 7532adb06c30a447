import { BSON, type Document } from 'mongodb';

/**
 * MongoDB's wire protocol, the two messages that today's drivers send: OP_MSG, and OP_QUERY for the first handshake.
 * Source: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 *
 * header, 16 bytes: int32 length of all, int32 request id, int32 the id answered, int32 kind
 * OP_MSG:   uint32 flags, then sections: 0 + document, or 1 + int32 size + cstring field + documents; 4 bytes checksum
 * OP_QUERY: int32 flags, cstring "database.$cmd", int32 skip, int32 limit, document
 */
export interface WireRequest {
  requestId: number;
  kind: typeof opMsg | typeof opQuery;
  command: Document;
  /** False for unacknowledged writes: the sender waits for nothing. */
  wantsReply: boolean;
}

const opMsg = 2013;
const opQuery = 2004;
const opReply = 1;
const headerBytes = 16;
/** What `hello` announces; a longer message ends the connection. */
export const longestMessageBytes = 48_000_000;

/** The length of the first message in `buffered`, or null while it has not arrived whole. Throws a RangeError. */
export function messageLength(buffered: Buffer): number | null {
  if (buffered.length < 4) return null;
  const length = buffered.readInt32LE(0);
  if (length < headerBytes || length > longestMessageBytes) throw new RangeError(`a message of ${length} bytes`);
  return buffered.length < length ? null : length;
}

/** Throws a RangeError for a message of another kind, and BSON's errors for a broken one. */
export function decodeRequest(message: Buffer): WireRequest {
  const requestId = message.readInt32LE(4);
  const kind = message.readInt32LE(12);
  if (kind === opMsg) {
    const flags = message.readUInt32LE(headerBytes);
    const end = flags & 1 ? message.length - 4 : message.length;
    return { requestId, kind, command: readSections(message, headerBytes + 4, end), wantsReply: (flags & 2) === 0 };
  }
  if (kind === opQuery) {
    const nameEnd = message.indexOf(0, headerBytes + 4);
    const database = message.toString('utf8', headerBytes + 4, nameEnd).split('.', 1)[0]!;
    const query = documentAt(message, nameEnd + 9);
    return { requestId, kind, command: { ...query.document, $db: database }, wantsReply: true };
  }
  throw new RangeError(`a message of kind ${kind}; this server knows OP_MSG and OP_QUERY`);
}

export function encodeReply(request: WireRequest, document: Document): Buffer {
  const body = BSON.serialize(document, { ignoreUndefined: true });
  const prefix = request.kind === opMsg ? Buffer.alloc(5) : Buffer.alloc(20);
  if (request.kind === opQuery) prefix.writeInt32LE(1, 16);
  const header = Buffer.alloc(headerBytes);
  header.writeInt32LE(headerBytes + prefix.length + body.length, 0);
  header.writeInt32LE(request.requestId, 8);
  header.writeInt32LE(request.kind === opMsg ? opMsg : opReply, 12);
  return Buffer.concat([header, prefix, body]);
}

function readSections(message: Buffer, start: number, end: number): Document {
  let command: Document = {};
  const sequences: Document = {};
  let at = start;
  while (at < end) {
    const sectionKind = message.readUInt8(at);
    at += 1;
    if (sectionKind === 0) {
      const body = documentAt(message, at);
      command = body.document;
      at = body.end;
    } else if (sectionKind === 1) {
      const sectionEnd = at + message.readInt32LE(at);
      if (sectionEnd > end) throw new RangeError('a section longer than its message');
      const nameEnd = message.indexOf(0, at + 4);
      const documents: Document[] = [];
      for (let next = nameEnd + 1; next < sectionEnd; ) {
        const item = documentAt(message, next);
        documents.push(item.document);
        next = item.end;
      }
      sequences[message.toString('utf8', at + 4, nameEnd)] = documents;
      at = sectionEnd;
    } else throw new RangeError(`a section of kind ${sectionKind}`);
  }
  return { ...command, ...sequences };
}

function documentAt(message: Buffer, at: number): { document: Document; end: number } {
  const end = at + message.readInt32LE(at);
  return { document: BSON.deserialize(message.subarray(at, end)), end };
}
