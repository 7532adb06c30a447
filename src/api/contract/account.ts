import { z } from 'zod';
import { time } from './system.ts';

export const signIn = z.object({ name: z.string().min(1).max(100), password: z.string().min(1).max(1_000) });

export const account = z.object({
  name: z.string(),
  role: z.enum(['administrator', 'responder', 'viewer']),
  /** True until the generated first password is changed. */
  mustChangePassword: z.boolean(),
});

export const passwordChange = z.object({ current: z.string().max(1_000), next: z.string().min(12).max(1_000) });

export const tokenScope = z.enum(['read', 'respond', 'administer', 'ingest']);

export const newToken = z.object({
  name: z.string().min(1).max(100),
  scope: tokenScope,
  expiresAt: time.nullable().default(null),
});

export const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  scope: tokenScope,
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
});

/** The secret is shown once, here. */
export const createdToken = apiToken.extend({ token: z.string() });

/** Every error answer. `code` is stable; `message` is one sentence that names the way out. */
export const problem = z.object({ code: z.string(), message: z.string() });

/** Their names in the OpenAPI document. */
z.globalRegistry.add(account, { id: 'Account' });
z.globalRegistry.add(apiToken, { id: 'ApiToken' });
z.globalRegistry.add(createdToken, { id: 'CreatedToken' });
z.globalRegistry.add(problem, { id: 'Problem' });

export type Account = z.infer<typeof account>;
export type TokenScope = z.infer<typeof tokenScope>;
export type ApiToken = z.infer<typeof apiToken>;
export type CreatedToken = z.infer<typeof createdToken>;
