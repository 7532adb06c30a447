import net from 'node:net';
import tls from 'node:tls';
import type { Probe } from '../plan/plan.ts';
import { certificateDays } from './certificate.ts';
import { sentenceForCode } from './network-error.ts';
import type { Observation, ProbeContext, Prober } from './probe.ts';

/** The port accepts a connection; nothing is said over it. */
export const tcpProber: Prober<Extract<Probe, { type: 'tcp' }>> = {
  look: ({ host, port }, context) =>
    withSocket(net.connect({ host, port }), 'connect', context, () => ({
      ok: true,
      status: null,
      message: `${host}:${port} accepts connections`,
      details: {},
    })),
};

/**
 * A handshake, and how long the certificate still lasts. The connection is made even where the certificate is not
 * trusted, so that an expired one says when it expired.
 */
export const tlsProber: Prober<Extract<Probe, { type: 'tls' }>> = {
  look: ({ host, port }, context) => {
    const servername = net.isIP(host) === 0 ? { servername: host } : {};
    const socket = tls.connect({ host, port, ...servername, rejectUnauthorized: false });
    return withSocket(socket, 'secureConnect', context, () => tlsObservation(socket, context.now()));
  },
};

function tlsObservation(socket: tls.TLSSocket, now: number): Observation {
  const days = certificateDays(socket, now);
  const details = { certificateDays: days, protocol: socket.getProtocol() };
  if (days === null) return { ok: false, status: null, message: 'no certificate was sent', details };
  if (days <= 0) return { ok: false, status: null, message: `the certificate expired ${-days} days ago`, details };
  if (!socket.authorized) {
    const reason = sentenceForCode(String(socket.authorizationError));
    return { ok: false, status: null, message: `the certificate is not trusted: ${reason}`, details };
  }
  return { ok: true, status: null, message: `the certificate is good for ${days} days`, details };
}

function withSocket(
  socket: net.Socket,
  ready: 'connect' | 'secureConnect',
  context: ProbeContext,
  observe: () => Observation,
): Promise<Observation> {
  return new Promise<Observation>((resolve, reject) => {
    const abort = () => socket.destroy(new Error('aborted'));
    context.signal.addEventListener('abort', abort, { once: true });
    socket.once(ready, () => {
      resolve(observe());
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => {
      context.signal.removeEventListener('abort', abort);
      reject(new Error('the connection was closed before it was ready'));
    });
  });
}
