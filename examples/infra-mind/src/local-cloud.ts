import type { Metrics } from '@runproof/kit/metrics';
import type { FastifyInstance } from 'fastify';

/**
 * What stands beside the service in production and is asked by the guide's commands, as far as one machine can have
 * it: Prometheus' instant query over the service's own metrics, and the quota headers of a cloud's price list.
 */
const hourlyQuota = 3_600;

export function addLocalCloud(app: FastifyInstance, metrics: Metrics, now: () => number): void {
  app.get<{ Querystring: { query?: string } }>('/local/prometheus/api/v1/query', async (request, reply) => {
    const name = request.query.query ?? '';
    if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)) {
      const error = 'This stand-in answers a metric name alone, without functions or selectors.';
      return reply.code(400).send({ status: 'error', errorType: 'bad_data', error });
    }
    return { status: 'success', data: { resultType: 'vector', result: samplesOf(await metrics.text(), name, now()) } };
  });

  let hour = 0;
  let left = hourlyQuota;
  app.get('/local/aws/pricing/v1.0/', async (_request, reply) => {
    const thisHour = Math.floor(now() / 3_600_000);
    if (thisHour !== hour) [hour, left] = [thisHour, hourlyQuota];
    left = Math.max(0, left - 1);
    return reply
      .code(left > 0 ? 200 : 429)
      .headers({ 'x-ratelimit-limit': hourlyQuota, 'x-ratelimit-remaining': left })
      .send({ service: 'local price list' });
  });
}

/** `name{label="value"} 1` lines of an exposition, in the form of Prometheus' HTTP API. */
function samplesOf(exposition: string, name: string, now: number) {
  return exposition.split('\n').flatMap((line) => {
    const [, labels = '', value] = new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)`).exec(line) ?? [];
    if (value === undefined) return [];
    const pairs = [...labels.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g)];
    const metric = Object.fromEntries([['__name__', name], ...pairs.map(([, key, text]) => [key!, text!])]);
    return [{ metric, value: [now / 1_000, value] }];
  });
}
