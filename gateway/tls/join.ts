/**
 * A gateway joins another one of its plant. A line gets from the plant's gateway the token with which it replicates; and
 * where there is a CA that the plant's devices trust, whoever joins takes it over.
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
import { Value } from 'typebox/value';
import { JoinAnswer, type JoinQuestion } from '../../shared/access/gateway-protocol.ts';
import { AppError } from '../../shared/errors.ts';
import { askGateway, detailOf } from '../auth/ask-gateway.ts';
import { keepJoined, type JoinedGateway } from '../auth/joined-gateways.ts';
import { keepPlantLink } from '../auth/plant-link.ts';
import type { SecretFiles } from '../auth/secret-files.ts';
import { fingerprintOf, readFingerprint } from './fingerprint.ts';
import { keepCa, readCa, type CaFiles } from './plant-ca.ts';
import { cannotBeAsked, vouchedCertificate } from './vouched-certificate.ts';

const WAIT_MS = 15_000;

export interface JoinParts {
  /** Of the gateway to join, `https://plant.local`; plain HTTP on this machine only. */
  origin: string;
  code: string;
  /** Of the plant's CA, or of a certificate that the other shows, as a person brought it; null on plain HTTP. */
  fingerprint: string | null;
  /** This gateway, as others will know it. */
  self: Omit<JoinQuestion, 'code' | 'withCa'>;
  /** Makes its certificate itself, by the plant's CA. */
  ownCertificate: boolean;
  secrets: SecretFiles;
}

export interface Joined extends JoinedGateway {
  /** The next start uses another CA. */
  tookCa: boolean;
  /** It is this line's plant from now on. */
  isPlant: boolean;
}

/** Resolves when all is kept; the next start uses it. Rejects with USAGE, TLS_INVALID or what the other gateway said. */
export async function joinPlant(parts: JoinParts): Promise<Joined> {
  const { code, self, secrets } = parts;
  const origin = originOnly(parts.origin);
  const vouched = await whoAnswers(origin, parts.fingerprint);
  const withCa = vouched !== null && parts.ownCertificate && !(await hasCa(secrets, vouched));
  const pem = vouched?.toString() ?? null;
  const answer = await ask(origin, pem, { ...self, code, withCa });
  const { gateway, name, origin: knownAs, role, key, token } = answer;
  const ca = withCa ? answer.ca : null;
  if (ca) await takeCa(secrets, ca, vouched);
  await keepJoined(secrets, { gateway, name, origin: knownAs, role, key });
  // By the address that a person tried: the other one's own may mean nothing here.
  if (token !== null) await keepPlantLink(secrets, { gateway, name, origin, token, ca: pem });
  return { gateway, name, origin: knownAs, role, key, tookCa: ca !== null, isPlant: token !== null };
}

/** null = this machine, in plain HTTP. Nothing is sent before it is the one that a person vouched for. */
async function whoAnswers(origin: string, text: string | null): Promise<X509Certificate | null> {
  if (origin.startsWith('http:')) return null;
  const fingerprint = text === null ? null : readFingerprint(text);
  if (!fingerprint) throw new AppError('USAGE', 'The fingerprint is not one: give all 32 pairs of hex digits.');
  return vouchedCertificate(origin, fingerprint, WAIT_MS);
}

function originOnly(text: string): string {
  const url = URL.parse(text);
  const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url && (url.protocol === 'https:' || isHere) && url.pathname === '/' && url.search === '' && url.username === '')
    return url.origin;
  throw new AppError('USAGE', `"${text}" is no address of a gateway; expected one such as https://plant.local.`);
}

/** What a gateway has need not cross the network. */
async function hasCa(secrets: SecretFiles, vouched: X509Certificate): Promise<boolean> {
  const [certificate, key] = [await secrets.read('ca.crt.pem'), await secrets.read('ca.key.pem')];
  if (certificate === null || key === null) return false;
  return fingerprintOf(readCa({ certificate, key }).root) === fingerprintOf(vouched);
}

async function ask(origin: string, ca: string | null, question: JoinQuestion): Promise<JoinAnswer> {
  const answer = await askGateway({ origin, path: '/api/gateways/join', ca, body: question, timeoutMs: WAIT_MS }).catch(
    (cause: unknown) => {
      throw cannotBeAsked(origin, cause);
    },
  );
  const { status, body } = answer;
  if (status !== 200) throw new AppError('USAGE', detailOf(answer) ?? `"${origin}" answered ${status}.`);
  if (Value.Check(JoinAnswer, body)) return body;
  throw new AppError('USAGE', `"${origin}" answered as no gateway of this version does; update both.`);
}

async function takeCa(secrets: SecretFiles, files: CaFiles, vouched: X509Certificate | null): Promise<void> {
  if (!vouched || fingerprintOf(readCa(files).root) !== fingerprintOf(vouched))
    throw new AppError('TLS_INVALID', 'It handed over another CA than the one of its fingerprint; nothing was kept.');
  await keepFormer(secrets, files.certificate);
  await keepCa(secrets, files);
}

/** A CA that this gateway made before goes aside: a device may trust it. */
async function keepFormer(secrets: SecretFiles, certificate: string): Promise<void> {
  const [before, key] = [await secrets.read('ca.crt.pem'), await secrets.read('ca.key.pem')];
  if (before === null || key === null || before === certificate) return;
  await secrets.write('former-ca.key.pem', key);
  await secrets.write('former-ca.crt.pem', before);
}
