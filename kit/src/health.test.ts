import { describe, expect, it } from 'vitest';
import { createHealth, type HealthCheck } from './health.ts';

const ok = (name: string, more: Partial<HealthCheck> = {}): HealthCheck => ({
  name,
  run: async () => undefined,
  ...more,
});
const failing = (name: string, more: Partial<HealthCheck> = {}): HealthCheck => ({
  name,
  run: async () => {
    throw new Error('connect ECONNREFUSED 127.0.0.1:1');
  },
  ...more,
});

function healthOf(...checks: HealthCheck[]) {
  const clock = { at: 0, now: () => Date.UTC(2030, 0, 2, 3, 4, 5), elapsed: () => clock.at };
  const health = createHealth({ version: '1.2.3', environment: 'staging', clock });
  for (const check of checks) health.add(check);
  return { health, clock };
}

describe('a health answer', () => {
  it('is 200 and healthy when every check passes, and says who answers since when', async () => {
    const { health, clock } = healthOf(
      ok('database', { run: async () => ({ message: 'fine', details: { idle: 2 } }) }),
    );
    clock.at = 90_000;
    const answer = await health.answer();
    expect(answer).toEqual({
      statusCode: 200,
      body: {
        status: 'healthy',
        timestamp: '2030-01-02T03:04:05.000Z',
        uptime: 90,
        version: '1.2.3',
        environment: 'staging',
        checks: { database: { status: 'healthy', message: 'fine', latency: 0, details: { idle: 2 } } },
      },
    });
  });

  it('is 503 and unhealthy when a critical check fails, with the reason', async () => {
    const { health } = healthOf(ok('cache'), failing('database'));
    const answer = await health.answer();
    expect(answer.statusCode).toBe(503);
    expect(answer.body.status).toBe('unhealthy');
    expect(answer.body.checks.database?.message).toBe('connect ECONNREFUSED 127.0.0.1:1');
    expect(answer.body.checks.cache?.status).toBe('healthy');
  });

  it('is 200 and degraded when a check that is not critical fails', async () => {
    const { health } = healthOf(ok('database'), failing('cache', { critical: false }));
    const answer = await health.answer();
    expect([answer.statusCode, answer.body.status]).toEqual([200, 'degraded']);
  });

  it('says what a driver means when it rejects for every address of a host at once', async () => {
    const run = async () => {
      throw new AggregateError([
        new Error('connect ECONNREFUSED ::1:1'),
        new Error('connect ECONNREFUSED 127.0.0.1:1'),
      ]);
    };
    const { health } = healthOf(ok('database', { run }));
    const { body } = await health.answer();
    expect(body.checks.database?.message).toBe('connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1');
  });
});

describe('a check that does not answer', () => {
  it('fails at its time limit, and is told to give up', async () => {
    let wasAborted = false;
    const hanging: HealthCheck = {
      name: 'database',
      timeoutMs: 30,
      run: (signal) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            wasAborted = true;
          });
        }),
    };
    const { health } = healthOf(hanging);
    const { statusCode, body } = await health.answer();
    expect(statusCode).toBe(503);
    expect(body.checks.database?.message).toBe('no answer within 30 ms');
    expect(wasAborted).toBe(true);
  });

  it('is asked once for all probes that wait for it', async () => {
    let asked = 0;
    const counting = ok('database', {
      run: async () => {
        asked++;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return undefined;
      },
    });
    const { health } = healthOf(counting);
    await Promise.all(Array.from({ length: 25 }, () => health.answer()));
    expect(asked).toBe(1);
  });
});

describe('the probes', () => {
  it('leave liveness alone when a dependency is down: restarting would not help', async () => {
    const { health } = healthOf(failing('database'));
    expect((await health.answer('liveness')).statusCode).toBe(200);
    expect((await health.answer('readiness')).statusCode).toBe(503);
  });

  it('ask for liveness what was named for liveness', async () => {
    const { health } = healthOf(failing('event loop', { probes: ['liveness'] }));
    expect((await health.answer('liveness')).statusCode).toBe(503);
    expect((await health.answer('readiness')).statusCode).toBe(200);
  });

  it('remember that the service has started once', async () => {
    let isUp = false;
    const database = ok('database', {
      run: async () => {
        if (!isUp) throw new Error('away');
        return undefined;
      },
    });
    const { health } = healthOf(database);
    expect((await health.answer('startup')).statusCode).toBe(503);
    isUp = true;
    expect((await health.answer('startup')).statusCode).toBe(200);
    isUp = false;
    expect((await health.answer('startup')).statusCode).toBe(200);
  });

  it('answer for one check alone, and refuse a name nobody added', async () => {
    const { health } = healthOf(ok('cache'), failing('database'));
    expect((await health.answerOne('cache')).statusCode).toBe(200);
    expect(Object.keys((await health.answerOne('database')).body.checks)).toEqual(['database']);
    await expect(health.answerOne('queue')).rejects.toThrow('No health check is named "queue".');
  });

  it('refuse a second check of the same name', () => {
    const { health } = healthOf(ok('cache'));
    expect(() => health.add(ok('cache'))).toThrow('exists already');
  });
});
