/**
 * The plant's certificate authority: what devices are asked to trust, once. Made by the first gateway of a plant, handed
 * to the others when they join, or put into DATA_DIR/secrets by the plant (`ca.crt.pem`, `ca.key.pem`) and used as it is.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import {
  BasicConstraints,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  KeyUsage,
  KeyUsageFlags,
} from '@peculiar/asn1-x509';
import { AppError } from '../../shared/errors.ts';
import type { SecretFiles } from '../auth/secret-files.ts';
import { nameConstraints, permittedFor } from './name-constraints.ts';
import type { PublicNames } from './public-names.ts';
import { extension, signCertificate } from './sign-certificate.ts';
import { DAY_MS, type PossibleTimes } from './floor-time.ts';

const CERTIFICATE = 'ca.crt.pem';
const KEY = 'ca.key.pem';
const YEARS_MS = 10 * 365.25 * DAY_MS;

export interface PlantCa {
  /** The one that signs. */
  certificate: X509Certificate;
  key: KeyObject;
  /** What a device installs: the last of `ca.crt.pem`, which may hold the way up to a plant's own root. */
  root: X509Certificate;
  /** All of `ca.crt.pem`, sent with each certificate. */
  chain: string;
}

export interface CaFiles {
  certificate: string;
  key: string;
}

/** The CA of these secrets, or a new one. Rejects with TLS_INVALID when what is there cannot be used. */
export async function openPlantCa(parts: {
  secrets: SecretFiles;
  names: PublicNames;
  times: PossibleTimes;
}): Promise<PlantCa> {
  const { secrets, names, times } = parts;
  const [certificate, key] = [await secrets.read(CERTIFICATE), await secrets.read(KEY)];
  if (certificate !== null && key === null) {
    throw new AppError(
      'TLS_INVALID',
      `"${CERTIFICATE}" is in DATA_DIR/secrets without "${KEY}": add it, or take both away.`,
    );
  }
  if (certificate !== null && key !== null) return readCa({ certificate, key });
  // A key alone was left by a start that was killed here; nobody trusts it yet.
  const files = makeCa(names, times, key ?? newKey());
  await keepCa(secrets, files);
  return readCa(files);
}

/** Key first: a certificate without its key would be refused at the next start. */
export async function keepCa(secrets: SecretFiles, files: CaFiles): Promise<void> {
  await secrets.write(KEY, files.key);
  await secrets.write(CERTIFICATE, files.certificate);
}

/** TLS_INVALID when they do not fit each other, or are not what a CA is. */
export function readCa(files: CaFiles): PlantCa {
  const certificates = files.certificate.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    const chain = certificates.map((text) => new X509Certificate(text));
    const [certificate, root] = [chain[0], chain.at(-1)];
    if (!certificate || !root) throw new Error('it holds no certificate');
    const key = createPrivateKey(files.key);
    if (!certificate.ca) throw new Error('it may not sign certificates');
    if (!certificate.checkPrivateKey(key)) throw new Error(`"${KEY}" is the key of another one`);
    return { certificate, key, root, chain: certificates.join('\n') };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'TLS_INVALID',
      `The plant's CA "${CERTIFICATE}" in DATA_DIR/secrets cannot be used: ${why}. Put the right files there (PEM, the key not encrypted).`,
      { cause },
    );
  }
}

export function caFiles({ chain, key }: PlantCa): CaFiles {
  return { certificate: `${chain}\n`, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

export function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function makeCa(names: PublicNames, times: PossibleTimes, keyText: string): CaFiles {
  const key = createPrivateKey(keyText);
  const certificate = signCertificate({
    subject: `Lineside plant CA ${names.dns[0] ?? names.addresses[0]!}`,
    publicKey: createPublicKey(key),
    issuer: { certificate: null, key },
    // A day early: clocks of devices differ, and time zones are set wrongly.
    notBefore: Math.min(...times) - DAY_MS,
    notAfter: Math.max(...times) + YEARS_MS,
    extensions: [
      extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
      extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
      extension(id_ce_nameConstraints, true, nameConstraints(permittedFor(names))),
    ],
  });
  return { certificate, key: keyText };
}
