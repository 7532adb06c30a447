import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { DatabaseUnavailable } from './database.ts';
import { assignment, newTask, type Tasks, type Transition, taskChange, taskQuery } from './tasks.ts';

/**
 * GET, POST            /api/tasks
 * GET, PATCH, DELETE   /api/tasks/:id
 * POST                 /api/tasks/:id/assign, /api/tasks/:id/complete
 */
interface Answer {
  status: number;
  body?: unknown;
}

const idPattern = /^\/api\/tasks\/([0-9a-f-]{36})(?:\/(assign|complete))?$/;
const mostBodyBytes = 64 * 1024;

/** The pattern a path matches, for telemetry; empty when none does. */
export function routeOf(request: IncomingMessage): string {
  const path = pathOf(request);
  if (path === '/api/tasks' || path.startsWith('/health') || path === '/metrics') return path;
  const action = idPattern.exec(path)?.[2];
  if (action) return `/api/tasks/:id/${action}`;
  return idPattern.test(path) ? '/api/tasks/:id' : '';
}

export async function answerTasks(tasks: Tasks, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let answer: Answer;
  try {
    answer = await route(tasks, request);
  } catch (error) {
    answer = answerTo(error);
  }
  const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
  response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(body);
}

async function route(tasks: Tasks, request: IncomingMessage): Promise<Answer> {
  const { method } = request;
  const path = pathOf(request);
  if (path === '/api/tasks' && method === 'GET') {
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams);
    return { status: 200, body: await tasks.list(taskQuery.parse(query)) };
  }
  if (path === '/api/tasks' && method === 'POST') {
    return { status: 201, body: await tasks.create(newTask.parse(await bodyOf(request))) };
  }
  const [, id, action] = idPattern.exec(path) ?? [];
  if (!id) return notFound;
  if (action === 'assign' && method === 'POST') {
    const { assignee } = assignment.parse(await bodyOf(request));
    return answerOf(await tasks.assign(id, assignee));
  }
  if (action === 'complete' && method === 'POST') return answerOf(await tasks.complete(id));
  if (action) return notFound;
  if (method === 'GET') return orNotFound(await tasks.find(id));
  if (method === 'PATCH') return orNotFound(await tasks.change(id, taskChange.parse(await bodyOf(request))));
  if (method === 'DELETE') return (await tasks.remove(id)) ? { status: 204 } : notFound;
  return { status: 405, body: { error: `${method} does not belong to this path.` } };
}

const notFound: Answer = { status: 404, body: { error: 'There is nothing here.' } };

function orNotFound(task: unknown): Answer {
  return task === null ? notFound : { status: 200, body: task };
}

function answerOf(transition: Transition): Answer {
  if (transition.outcome === 'done') return { status: 200, body: transition.task };
  if (transition.outcome === 'missing') return notFound;
  return { status: 409, body: { error: 'The task has been completed already.' } };
}

class BadRequest extends Error {}

function answerTo(error: unknown): Answer {
  if (error instanceof z.ZodError) {
    const problems = error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
    return { status: 400, body: { error: problems.join('; ') } };
  }
  if (error instanceof BadRequest) return { status: 400, body: { error: error.message } };
  const message = error instanceof Error ? error.message : String(error);
  console.error(`ERROR ${message}`);
  if (error instanceof DatabaseUnavailable) return { status: 503, body: { error: 'The database does not answer.' } };
  return { status: 500, body: { error: 'The request failed.' } };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBodyBytes) throw new BadRequest(`The body is longer than ${mostBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0]!;
}
