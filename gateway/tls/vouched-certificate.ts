/** The certificate that a person vouched for by its fingerprint, from the chain that a gateway shows. */
import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { AppError } from '../../shared/errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import { hostOf } from './public-names.ts';

/** Nothing is sent over this connection. Rejects with TLS_INVALID when it is not there, USAGE when nobody answers. */
export async function vouchedCertificate(
  origin: string,
  fingerprint: string,
  timeoutMs: number,
): Promise<X509Certificate> {
  const { port } = new URL(origin);
  const host = hostOf(origin);
  const chain = await new Promise<X509Certificate[]>((resolve, reject) => {
    const socket = connect({
      ...{ host, port: Number(port || 443), rejectUnauthorized: false, timeout: timeoutMs },
      ...(isIP(host) === 0 && { servername: host }),
    });
    socket.once('error', reject);
    socket.once('timeout', () => socket.destroy(new Error('it did not answer')));
    socket.once('secureConnect', () => {
      resolve(chainOf(socket.getPeerX509Certificate()));
      socket.destroy();
    });
  }).catch((cause: unknown) => {
    throw cannotBeAsked(origin, cause);
  });
  const vouched = chain.find((certificate) => fingerprintOf(certificate) === fingerprint);
  if (vouched) return vouched;
  const what = `"${origin}" shows no certificate of this fingerprint`;
  throw new AppError(
    'TLS_INVALID',
    `${what}. Compare it with the console of that gateway: it is mistyped, or somebody is in between.`,
  );
}

export function cannotBeAsked(origin: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `"${origin}" cannot be asked: ${why}. See that it runs, and that both clocks are right.`;
  return new AppError('USAGE', message, { cause });
}

function chainOf(leaf: X509Certificate | undefined): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (
    let at = leaf;
    at && !chain.some(({ fingerprint256 }) => fingerprint256 === at?.fingerprint256);
    at = at.issuerCertificate
  )
    chain.push(at);
  return chain;
}
