import { createGunzip, type Gunzip } from 'node:zlib';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { Problem } from '../problem.ts';
import type { ApiServices } from '../services.ts';

/** Bytes of one OTLP export, packed and unpacked. */
const BODY_LIMIT = 16 * 1_048_576;

/** OTLP over HTTP (protobuf and JSON), as https://opentelemetry.io/docs/specs/otlp/#otlphttp says. */
export const telemetryRoutes: FastifyPluginAsyncZod<{ services: ApiServices }> = async (
  server,
  { services: { telemetry } },
) => {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    ['application/x-protobuf', 'application/json'],
    { bodyLimit: BODY_LIMIT },
    (request, payload, done) => {
      const encoding = request.headers['content-encoding'] ?? 'identity';
      if (encoding !== 'gzip' && encoding !== 'identity')
        return done(new Problem(415, 'bad-encoding', `Content-Encoding ${encoding} is not read here; use gzip.`));
      const source: NodeJS.ReadableStream | Gunzip = encoding === 'gzip' ? payload.pipe(createGunzip()) : payload;
      collect(source).then(
        (body) => done(null, body),
        (error: Error) =>
          done(error instanceof Problem ? error : new Problem(400, 'bad-body', 'The body cannot be unpacked.')),
      );
    },
  );
  for (const signal of ['traces', 'metrics', 'logs'] as const)
    server.post(
      `/v1/${signal}`,
      { schema: { hide: true }, bodyLimit: BODY_LIMIT, config: { scope: 'ingest', rateLimit: false } },
      async (request, reply) => {
        const type = request.headers['content-type'] ?? 'application/x-protobuf';
        const answer = await telemetry.receive(signal, type, request.body as Buffer);
        return reply.status(answer.status).headers(answer.headers).send(answer.body);
      },
    );
};

async function collect(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk);
    size += piece.length;
    if (size > BODY_LIMIT)
      throw new Problem(413, 'too-large', `An export may hold ${BODY_LIMIT} bytes; send smaller batches.`);
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}
