import type { IncidentDetail, IncidentSummary } from '../../api/contract/incident.ts';
import type { SystemSummary } from '../../api/contract/system.ts';
import { OperationalError } from '../../plan/error.ts';
import { dataFolder, readServerFile } from '../data-folder.ts';
import { Finding } from '../finding.ts';

/** The running server, as the commands of the same user reach it. */
interface Client {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
}

interface ClientOptions {
  readonly data?: string;
}

/** `runproof status [--json]`: exit status 1 while a system is down. */
export async function status(options: ClientOptions & { readonly json: boolean }): Promise<void> {
  const systems = await (await connect(options)).get<SystemSummary[]>('/api/systems');
  if (options.json) process.stdout.write(`${JSON.stringify(systems, null, 2)}\n`);
  else
    for (const { id, state, reason, openIncidents, counts } of systems)
      console.log(
        `${id.padEnd(20)} ${state.padEnd(9)} ${String(counts.holds ?? 0).padStart(4)} hold ${String(counts.failing ?? 0).padStart(3)} failing  ${openIncidents} open  ${reason}`,
      );
  if (systems.some(({ state }) => state === 'down')) throw new Finding('');
}

/** `runproof fault SYSTEM FAULT`. */
export async function fault(system: string, name: string, options: ClientOptions): Promise<void> {
  const client = await connect(options);
  const { message } = await client.post<{ message: string }>(`/api/systems/${encodeURIComponent(system)}/faults`, {
    fault: name,
  });
  console.log(message);
}

export async function incidents(options: ClientOptions & { readonly json: boolean }): Promise<void> {
  const open = await (await connect(options)).get<IncidentSummary[]>('/api/incidents?state=open');
  if (options.json) process.stdout.write(`${JSON.stringify(open, null, 2)}\n`);
  else if (open.length === 0) console.log('No incident is open.');
  else
    for (const { number, severity, state, systemId, title, openedAt } of open)
      console.log(`#${number}  ${severity}  ${state.padEnd(12)} ${systemId}  ${title}  since ${openedAt}`);
}

export async function acknowledge(number: string, options: ClientOptions): Promise<void> {
  await act(number, 'acknowledge', {}, options);
}

export async function resolve(number: string, options: ClientOptions & { readonly note?: string }): Promise<void> {
  await act(number, 'resolve', { note: options.note ?? null }, options);
}

async function act(number: string, action: string, body: object, options: ClientOptions): Promise<void> {
  const client = await connect(options);
  const all = await client.get<IncidentSummary[]>('/api/incidents?state=open');
  const found = all.find((incident) => String(incident.number) === number.replace(/^#/, '') || incident.id === number);
  if (found === undefined)
    throw new OperationalError('usage', `There is no open incident ${number}; runproof incident list shows them.`);
  const after = await client.post<IncidentDetail>(`/api/incidents/${encodeURIComponent(found.id)}/${action}`, body);
  console.log(`#${after.number} ${after.title}: ${after.state}.`);
}

async function connect(options: ClientOptions): Promise<Client> {
  const folder = dataFolder(options.data);
  const server = await readServerFile(folder);
  const notRunning = (cause?: unknown) =>
    new OperationalError(
      'server-not-running',
      `No Runproof runs on ${folder}; start it with npm start or runproof up, or name its folder with --data.`,
      cause,
    );
  if (server === null) throw notRunning();
  const request = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(`${server.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(60_000),
    }).catch((error: unknown) => {
      throw notRunning(error);
    });
    const answer = (await response.json().catch(() => ({}))) as { message?: string };
    if (!response.ok)
      throw new OperationalError('not-allowed', answer.message ?? `The server answered ${response.status}.`);
    return answer as T;
  };
  return {
    get: (path) => request(path, {}),
    post: (path, body) => request(path, { method: 'POST', body: JSON.stringify(body) }),
  };
}
