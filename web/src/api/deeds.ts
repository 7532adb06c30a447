/** What a person can do from the pages. Each throws Problem, and puts the answer where the pages read it. */
import { answer, client } from './client.ts';
import { queryClient } from './queries.ts';
import type { IncidentDetail, OpenBinding, TokenScope } from './wire.ts';

export async function signIn(name: string, password: string) {
  const account = await answer(client.POST('/api/session', { body: { name, password } }));
  queryClient.clear();
  queryClient.setQueryData(['session'], account);
  return account;
}

export async function signOut() {
  await answer(client.DELETE('/api/session'));
  queryClient.clear();
}

/** A new password ends every session, this one too: who has just typed it need not type it again. */
export async function changePassword(name: string, current: string, next: string) {
  await answer(client.PUT('/api/account/password', { body: { current, next } }));
  const account = await answer(client.POST('/api/session', { body: { name, password: next } }));
  queryClient.setQueryData(['session'], account);
}

export async function createToken(name: string, scope: TokenScope, expiresAt: string | null) {
  const created = await answer(client.POST('/api/tokens', { body: { name, scope, expiresAt } }));
  await queryClient.invalidateQueries({ queryKey: ['tokens'] });
  return created;
}

export async function revokeToken(tokenId: string) {
  await answer(client.DELETE('/api/tokens/{tokenId}', { params: { path: { tokenId } } }));
  await queryClient.invalidateQueries({ queryKey: ['tokens'] });
}

export async function startRun(systemId: string, commandId: string, incidentId: string | null) {
  const run = await answer(
    client.POST('/api/systems/{systemId}/runs', { params: { path: { systemId } }, body: { commandId, incidentId } }),
  );
  await queryClient.invalidateQueries({ queryKey: ['runs'] });
  if (incidentId !== null) await queryClient.invalidateQueries({ queryKey: ['incident', incidentId] });
  return run;
}

/** What a text of the guide would mean; nothing is applied. */
export function previewGuide(systemId: string, markdown: string, signal: AbortSignal) {
  const params = { path: { systemId } };
  return answer(client.POST('/api/systems/{systemId}/guide/preview', { params, body: { markdown }, signal }));
}

/** Throws Problem `changed-meanwhile` when the file is not any more the text that `baseHash` names. */
export async function saveGuide(systemId: string, markdown: string, baseHash: string) {
  const params = { path: { systemId } };
  const body = { markdown, baseHash };
  const applied = await answer(client.PUT('/api/systems/{systemId}/guide/source', { params, body }));
  await queryClient.invalidateQueries({ queryKey: ['system', systemId] });
  return applied;
}

/** Writes one entry of `runproof.yaml`, or takes it out with null. */
export async function saveBinding(systemId: string, path: OpenBinding['path'], value: BindingValue) {
  const params = { path: { systemId } };
  const applied = await answer(client.PUT('/api/systems/{systemId}/bindings', { params, body: { path, value } }));
  await queryClient.invalidateQueries({ queryKey: ['system', systemId] });
  return applied;
}

export type BindingValue = string | Record<string, unknown> | null;

export async function cancelRun(runId: string) {
  const run = await answer(client.POST('/api/runs/{runId}/cancel', { params: { path: { runId } } }));
  await queryClient.invalidateQueries({ queryKey: ['run', runId] });
  return run;
}

export async function acknowledge(incidentId: string) {
  const params = { path: { incidentId } };
  return keepIncident(await answer(client.POST('/api/incidents/{incidentId}/acknowledge', { params })));
}

export async function resolve(incidentId: string, note: string) {
  const params = { path: { incidentId } };
  const body = note === '' ? {} : { note };
  return keepIncident(await answer(client.POST('/api/incidents/{incidentId}/resolve', { params, body })));
}

export async function addNote(incidentId: string, text: string) {
  const params = { path: { incidentId } };
  return keepIncident(await answer(client.POST('/api/incidents/{incidentId}/notes', { params, body: { text } })));
}

function keepIncident(incident: IncidentDetail) {
  queryClient.setQueryData(['incident', incident.id], incident);
  void queryClient.invalidateQueries({ queryKey: ['incidents'] });
  void queryClient.invalidateQueries({ queryKey: ['systems'] });
  return incident;
}
