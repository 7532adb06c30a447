import type { TLSSocket } from 'node:tls';

const DAY_MS = 86_400_000;

/** Days until the peer's certificate expires, rounded down to a tenth; negative after; null where it sent none. */
export function certificateDays(socket: TLSSocket, now: number): number | null {
  const { valid_to: validTo } = socket.getPeerCertificate();
  const expiresAt = validTo ? Date.parse(validTo) : Number.NaN;
  return Number.isNaN(expiresAt) ? null : Math.floor(((expiresAt - now) / DAY_MS) * 10) / 10;
}
