import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const compress = promisify(gzip);
/** Characters. What is shorter fits into a few packets as it is. */
const SHORTEST = 8_192;
/** Fast: an answer repeats itself so much that a better level hardly shortens it. */
const LEVEL = 1;

/** Long JSON answers travel compressed to whoever takes that: a guide with thousands of commitments has megabytes. */
export function compressLongAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < SHORTEST) return payload;
    if (!/^application\/json\b/.test(String(reply.getHeader('content-type')))) return payload;
    reply.header('vary', 'accept-encoding');
    if (!takesGzip(request.headers['accept-encoding'])) return payload;
    reply.header('content-encoding', 'gzip');
    reply.removeHeader('content-length');
    return compress(payload, { level: LEVEL });
  });
}

/** `gzip;q=0` says that it is not wanted (RFC 9110, 12.5.3). */
function takesGzip(accepted: string | undefined): boolean {
  return (accepted ?? '').split(',').some((each) => /^\s*(gzip|\*)\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/i.test(each));
}
