import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { localLanguageModel } from '../agents/language-model.ts';
import type { Script } from './data-scripts.ts';
import { type Surroundings, ToolFailure } from './surroundings.ts';

/** The release's scripts that ask the running service. */
const healthCheck: Script = async (_options, { apiUrl, say }) => {
  const response = await get(`${apiUrl}/health`);
  const { status, checks } = (await response.json()) as {
    status: string;
    checks: Record<string, { status: string; message: string; latency: number }>;
  };
  say(`Infra Mind is ${status}`);
  for (const [name, check] of Object.entries(checks))
    say(`  ${name}: ${check.status}, ${check.message} (${check.latency} ms)`);
  if (!response.ok) throw new ToolFailure('The system is not healthy.');
};

/** One assessment from beginning to end, removed afterwards. */
const integrationTest: Script = async (_options, { apiUrl, say }) => {
  const request = {
    userId: 'integration-test',
    company: 'Integration Test',
    industry: 'retail',
    clouds: ['aws'],
    servers: 3,
    monthlyBudget: 300,
  };
  const headers = { 'content-type': 'application/json' };
  const begun = await get(`${apiUrl}/api/assessments`, { method: 'POST', headers, body: JSON.stringify(request) });
  if (begun.status !== 202) throw new ToolFailure(`An assessment was answered with ${begun.status}.`);
  const { _id } = (await begun.json()) as { _id: string };
  const address = `${apiUrl}/api/assessments/${_id}`;
  let status = 'processing';
  for (let attempt = 0; attempt < 60 && status === 'processing'; attempt += 1) {
    await sleep(500);
    status = ((await (await get(address)).json()) as { status: string }).status;
  }
  await get(address, { method: 'DELETE' });
  if (status !== 'completed') throw new ToolFailure(`The assessment ended as "${status}".`);
  say('1 assessment from request to report: passed');
};

const smokeTest: Script = async (_options, { apiUrl, say }) => {
  for (const path of ['/health', '/metrics', '/api/assessments?limit=1']) {
    const status = await statusOf(`${apiUrl}${path}`);
    say(`${status} ${path}`);
    if (status !== 200) throw new ToolFailure(`${path} answered ${status}.`);
  }
};

const validateConfiguration: Script = async (_options, { mongoUrl, redisUrl, say }) => {
  const environment = process.env.ENVIRONMENT ?? 'unset';
  const problems = [
    ...(environment === 'production' ? [] : [`ENVIRONMENT is ${environment}, not production`]),
    ...(new URL(mongoUrl).protocol.startsWith('mongodb') ? [] : ['MONGODB_URL is not a mongodb: address']),
    ...(new URL(mongoUrl).pathname.length > 1 ? [] : ['MONGODB_URL names no database']),
    ...(new URL(redisUrl).protocol.startsWith('redis') ? [] : ['REDIS_URL is not a redis: address']),
  ];
  if (problems.length > 0) throw new ToolFailure(`The configuration is not valid: ${problems.join('; ')}.`);
  say('ENVIRONMENT, MONGODB_URL and REDIS_URL are valid');
};

const languageModelStatus: Script = async (_options, { apiUrl, say }) => {
  const words = await localLanguageModel.complete(
    { role: 'Status check', task: 'itself', facts: ['it answers'] },
    AbortSignal.timeout(5_000),
  );
  say(`provider ${localLanguageModel.provider}: ${words}`);
  for (const line of await metricLines(apiUrl, 'success_percent')) if (line.includes('language-model')) say(line);
};

const apiRates: Script = async (_options, { apiUrl, say }) => {
  for (const line of await metricLines(apiUrl, 'agent_executions_total')) say(line);
  const { headers } = await get(`${apiUrl}/local/aws/pricing/v1.0/`, { method: 'HEAD' });
  say(`aws: ${headers.get('x-ratelimit-remaining')} of ${headers.get('x-ratelimit-limit')} calls left this hour`);
};

const warmCache: Script = async (_options, { apiUrl, say }) => {
  const list = await get(`${apiUrl}/api/assessments?status=completed&limit=50`);
  const { assessments } = (await list.json()) as { assessments: { _id: string }[] };
  for (const { _id } of assessments) await statusOf(`${apiUrl}/api/assessments/${_id}`);
  say(`${assessments.length} assessments in the cache`);
};

/** Restarts the database as a failover would, and measures how long the service feels it. */
const testFailover: Script = async (_options, { apiUrl, say }) => {
  const startedAt = performance.now();
  const child = spawn('kubectl', ['--namespace', 'infra-mind-prod', 'rollout', 'restart', 'statefulset/mongodb'], {
    stdio: 'inherit',
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new ToolFailure('The database could not be restarted.');
  while ((await statusOf(`${apiUrl}/health`)) !== 200) {
    if (performance.now() - startedAt > 60_000) throw new ToolFailure('Not healthy a minute after the failover.');
    await sleep(200);
  }
  say(`healthy again ${((performance.now() - startedAt) / 1_000).toFixed(1)} s after the restart began`);
};

export const serviceScripts: Record<string, Script> = {
  'health-check': healthCheck,
  test_integration: integrationTest,
  test_smoke: smokeTest,
  validate_config: validateConfiguration,
  check_llm_status: languageModelStatus,
  check_api_rates: apiRates,
  warm_cache: warmCache,
  test_failover: testFailover,
};

async function metricLines(apiUrl: Surroundings['apiUrl'], name: string): Promise<string[]> {
  const text = await (await get(`${apiUrl}/metrics`)).text();
  return text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

/** The answer is read to its end: one left unread keeps the process alive. */
async function statusOf(address: string): Promise<number> {
  const response = await get(address);
  await response.arrayBuffer();
  return response.status;
}

async function get(address: string, request: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, { ...request, signal: AbortSignal.timeout(10_000) });
  } catch (cause) {
    throw new ToolFailure(`${address} does not answer.`, { cause });
  }
}
