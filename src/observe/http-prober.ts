import http from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import type { Probe } from '../plan/plan.ts';
import { certificateDays } from './certificate.ts';
import type { Observation, ProbeContext, Prober } from './probe.ts';

type HttpProbe = Extract<Probe, { type: 'http' }>;

const BODY_LIMIT_BYTES = 1024 * 1024;
const EXCERPT_LENGTH = 500;

interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
  readonly cut: boolean;
  readonly certificateDays: number | null;
}

/**
 * One GET over a connection of its own, so that what is measured includes connecting. Redirects are not followed: a
 * health endpoint that redirects to a sign-in page would look healthy.
 */
export const httpProber: Prober<HttpProbe> = {
  async look(probe, context) {
    const answer = await get(probe.url, context);
    const failing = [...statusFailure(probe, answer), ...jsonFailures(probe, answer)];
    const certificate = answer.certificateDays === null ? {} : { certificateDays: answer.certificateDays };
    if (failing.length === 0) {
      return { ok: true, status: answer.status, message: `answered ${answer.status}`, details: certificate };
    }
    const details = { ...certificate, failing, excerpt: answer.body.slice(0, EXCERPT_LENGTH) };
    return { ok: false, status: answer.status, message: failing.join('; '), details } satisfies Observation;
  },
};

function get(url: string, context: ProbeContext): Promise<Answer> {
  const client = url.startsWith('https:') ? https : http;
  const headers = { accept: 'application/json, */*;q=0.5', 'user-agent': 'runproof-probe', connection: 'close' };
  return new Promise((resolve, reject) => {
    const request = client.get(url, { agent: false, signal: context.signal, headers }, (response) => {
      const { socket } = response;
      const days = socket instanceof TLSSocket ? certificateDays(socket, context.now()) : null;
      const chunks: Buffer[] = [];
      let length = 0;
      const finish = (cut: boolean) =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location ?? null,
          body: Buffer.concat(chunks).toString('utf8'),
          cut,
          certificateDays: days,
        });
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= BODY_LIMIT_BYTES) {
          chunks.push(chunk);
          return;
        }
        finish(true);
        response.destroy();
      });
      response.on('end', () => finish(false));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

function statusFailure(probe: HttpProbe, answer: Answer): string[] {
  const { status, location } = answer;
  if (probe.status === null ? status >= 200 && status < 300 : status === probe.status) return [];
  const expected = probe.status === null ? 'a 2xx' : String(probe.status);
  const redirect = location === null ? '' : ` (a redirect to ${location}, which is not followed)`;
  return [`answered ${status}${redirect}, expected ${expected}`];
}

function jsonFailures(probe: HttpProbe, answer: Answer): string[] {
  const fields = Object.entries(probe.json);
  if (fields.length === 0) return [];
  if (answer.cut) return [`the answer is longer than ${BODY_LIMIT_BYTES} bytes, so its fields were not read`];
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer.body);
  } catch {
    return [`the answer is not JSON, expected ${fields.map(([name]) => name).join(', ')} in it`];
  }
  return fields.flatMap(([name, expected]) => {
    const actual = field(parsed, name);
    if (isDeepStrictEqual(actual, expected)) return [];
    const was = actual === undefined ? 'is missing' : `was ${shown(actual)}`;
    return [`${name} ${was}, expected ${shown(expected)}`];
  });
}

/** `a.b` is the field `a.b` where there is one, else `b` in `a`. */
function field(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  return field(field(value, path.slice(0, dot)), path.slice(dot + 1));
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 200);
}
