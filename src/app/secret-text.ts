import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text: session cookies, API tokens, page links. Only the hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Not a password hash: the secret has 256 bits of its own, so a plain digest cannot be searched. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
