/**
 * A gateway joins a plant: it takes over the CA that the plant's devices trust, from a gateway that has it.
 *
 * The CA's key itself is handed on, so that each gateway renews its certificate and follows its addresses alone, for as
 * long as the network is away, and so that the plant keeps its CA when the first gateway burns. The price: whoever breaks
 * into one gateway can pose as any gateway of the plant. Name constraints keep it at that, and gateways trust each other's
 * facts anyway. Signing requests instead would keep the key in one place, and stop a line when that place is away.
 *
 * Not handed on is the pepper of PINs and passwords: hashes of people come to every gateway, and without the pepper those
 * of another are worth nothing to a thief, however short the PIN.
 */
import type { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import type { JoinAnswer, JoinQuestion } from '../../shared/access/protocol.ts';
import { AppError } from '../../shared/errors.ts';
import type { SecretFiles } from '../auth/secret-files.ts';
import { fingerprintOf, readFingerprint } from './fingerprint.ts';
import { isPermitted, permittedBy } from './name-constraints.ts';
import { keepCa, readCa } from './plant-ca.ts';
import { hostOf } from './public-names.ts';

const WAIT_MS = 15_000;

export interface JoinParts {
  /** Of the gateway to join, `https://line8.plant.local`. */
  origin: string;
  code: string;
  /** Of the plant's CA, as a person brought it. */
  fingerprint: string;
  /** This gateway, as others will know it. */
  self: { gateway: string; name: string; origin: string };
  secrets: SecretFiles;
}

/** Resolves when the CA is kept; the next start uses it. Rejects with USAGE, TLS_INVALID or what the other gateway said. */
export async function joinPlant(parts: JoinParts): Promise<Omit<JoinAnswer, 'ca'>> {
  const { code, self, secrets } = parts;
  const origin = originOnly(parts.origin);
  const fingerprint = readFingerprint(parts.fingerprint);
  if (!fingerprint) throw new AppError('USAGE', 'The fingerprint is not one: give all 32 pairs of hex digits.');
  const ca = await caBehind(origin, fingerprint);
  if (!isPermitted(permittedBy(ca), hostOf(self.origin))) {
    throw new AppError(
      'TLS_INVALID',
      `The plant's CA may not vouch for "${self.origin}". Set PUBLIC_NAMES to a name within the plant.`,
    );
  }
  const { ca: files, ...first } = await ask(origin, ca, { code, ...self });
  if (fingerprintOf(readCa(files).root) !== fingerprint)
    throw new AppError(
      'TLS_INVALID',
      `"${origin}" handed over another CA than the one of its fingerprint; nothing was kept.`,
    );
  await keepFormer(secrets, files.certificate);
  await keepCa(secrets, files);
  await secrets.write('joined.json', JSON.stringify(first));
  return first;
}

function originOnly(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && url.pathname === '/' && url.search === '' && url.username === '') return url.origin;
  throw new AppError('USAGE', `"${text}" is no address of a gateway; expected one such as https://line8.plant.local.`);
}

/** Nothing is sent over a connection before the CA that it showed is the one a person vouched for. */
async function caBehind(origin: string, fingerprint: string): Promise<X509Certificate> {
  const { port } = new URL(origin);
  const host = hostOf(origin);
  const chain = await new Promise<X509Certificate[]>((resolve, reject) => {
    const socket = connect({
      ...{ host, port: Number(port || 443), rejectUnauthorized: false, timeout: WAIT_MS },
      ...(isIP(host) === 0 && { servername: host }),
    });
    socket.once('error', reject);
    socket.once('timeout', () => socket.destroy(new Error('it did not answer')));
    socket.once('secureConnect', () => {
      resolve(chainOf(socket.getPeerX509Certificate()));
      socket.destroy();
    });
  }).catch((cause: unknown) => {
    throw unreachable(origin, cause);
  });
  const ca = chain.find((certificate) => fingerprintOf(certificate) === fingerprint);
  if (ca) return ca;
  const what = `"${origin}" does not show the CA of this fingerprint`;
  throw new AppError(
    'TLS_INVALID',
    `${what}. Compare it with the console of that gateway: it is mistyped, or somebody is in between.`,
  );
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

/** A second connection, now checked in full: name, dates and signatures, up to this CA and no other. */
async function ask(origin: string, ca: X509Certificate, question: JoinQuestion): Promise<JoinAnswer> {
  const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request(`${origin}/api/gateways/join`, {
      method: 'POST',
      ca: ca.toString(),
      headers: { 'content-type': 'application/json' },
      timeout: WAIT_MS,
      agent: false,
    });
    asked.once('error', reject);
    asked.once('timeout', () => asked.destroy(new Error('it did not answer')));
    asked.once('response', (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject);
    });
    asked.end(JSON.stringify(question));
  }).catch((cause: unknown) => {
    throw unreachable(origin, cause);
  });
  if (status === 200) return JSON.parse(body) as JoinAnswer;
  throw new AppError('USAGE', detailOf(body) ?? `"${origin}" answered ${status}.`);
}

function detailOf(body: string): string | null {
  try {
    return (JSON.parse(body) as { detail?: string }).detail ?? null;
  } catch {
    return null;
  }
}

function unreachable(origin: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'USAGE',
    `"${origin}" cannot be asked: ${why}. See that it runs, and that both clocks are right.`,
    { cause },
  );
}

/** A CA that this gateway made before goes aside: a device may trust it. */
async function keepFormer(secrets: SecretFiles, certificate: string): Promise<void> {
  const [before, key] = [await secrets.read('ca.crt.pem'), await secrets.read('ca.key.pem')];
  if (before === null || key === null || before === certificate) return;
  await secrets.write('former-ca.key.pem', key);
  await secrets.write('former-ca.crt.pem', before);
}
