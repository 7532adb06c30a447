import type { Traffic } from '../../host/src/traffic.ts';

const methods = ['tools/list', 'tools/call', 'resources/read', 'prompts/get', 'sampling/createMessage'];
const headers = { 'x-api-key': process.env.KILOMETERS_TRAFFIC_KEY ?? 'km_local_northwind' };

/** Mostly events coming in, as in life; now and then somebody looks at them. */
const traffic: Traffic = async (call, turn) => {
  if (turn % 5 === 3) await call({ path: '/api/dashboard/summary?hours=1', headers });
  else if (turn % 5 === 4) await call({ path: '/api/events?minimumRisk=5&limit=20', headers });
  else {
    const events = [0, 1, 2].map((offset) => ({
      method: methods[(turn + offset) % methods.length]!,
      riskLevel: (turn * 7 + offset * 3) % 11,
      agent: `agent-${(turn % 4) + 1}`,
      detail: { tool: 'search', bytes: 100 + ((turn * 37) % 900) },
    }));
    await call({ method: 'POST', path: '/api/events', headers, body: { events } });
  }
};

export default traffic;
