/** This gateway's own certificate: signed by the plant's CA, good for about a year, made anew long before it ends. */
import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  GeneralName,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_kp_serverAuth,
  KeyUsage,
  KeyUsageFlags,
  SubjectAlternativeName,
} from '@peculiar/asn1-x509';
import { isIP } from 'node:net';
import { DAY_MS, type PossibleTimes } from './floor-time.ts';
import type { PlantCa } from './plant-ca.ts';
import { extension, signCertificate } from './sign-certificate.ts';

/** Browsers and Apple's devices refuse longer ones, or soon will. */
export const LIFE_MS = 397 * DAY_MS;
/** Clocks of devices that are a little behind. */
const EARLY_MS = DAY_MS;

export interface LeafWish {
  ca: PlantCa;
  /** DNS names and addresses, all within what the CA may vouch for; the first is its subject. */
  names: readonly string[];
  times: PossibleTimes;
}

/** PEM of the certificate alone. */
export function issueLeaf({ ca, names, times }: LeafWish, key: KeyObject): string {
  const { notBefore, notAfter } = validity(ca.certificate, times);
  const sans = names.map((name) => new GeneralName(isIP(name) === 0 ? { dNSName: name } : { iPAddress: name }));
  return signCertificate({
    subject: names[0]!,
    publicKey: createPublicKey(key),
    issuer: { certificate: ca.certificate, key: ca.key },
    notBefore,
    notAfter,
    extensions: [
      extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
      extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
      extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(id_ce_subjectAltName, false, new SubjectAlternativeName(sans)),
    ],
  });
}

/** Why a new one is needed; null = this one is fine. */
export function whyAnew(leaf: X509Certificate, { ca, names, times }: LeafWish): string | null {
  if (!leaf.checkIssued(ca.certificate) || !leaf.verify(ca.certificate.publicKey)) return 'the plant has another CA';
  // One that is gone may be back in a minute (a cable), and harms nobody: it goes with the next renewal.
  const said = namesOf(leaf);
  if (!names.every((name) => said.includes(name))) return 'it has another name or address';
  const from = leaf.validFromDate.getTime();
  const until = leaf.validToDate.getTime();
  const isIn = (at: number) => at >= from && at <= from + (until - from) * (2 / 3);
  const reachable = withinCa(ca.certificate, times);
  if (!reachable.every(isIn)) return 'two thirds of its time are over';
  const wanted = validity(ca.certificate, times);
  // Made while the clock was in doubt, and longer than all devices like.
  return until - from > LIFE_MS && wanted.notAfter - wanted.notBefore <= LIFE_MS ? 'the clock is right again' : null;
}

/** Names and addresses, as they were asked for. */
export function namesOf(leaf: X509Certificate): string[] {
  const { extensions = [] } = AsnConvert.parse(leaf.raw, Certificate).tbsCertificate;
  const found = extensions.find(({ extnID }) => extnID === id_ce_subjectAltName);
  const names = found ? [...AsnConvert.parse(found.extnValue, SubjectAlternativeName)] : [];
  return names.flatMap(({ dNSName, iPAddress }) => dNSName ?? iPAddress ?? []);
}

/** Null when it does not fit the key or is none. */
export function readLeaf(
  certificate: string | null,
  key: string | null,
): { leaf: X509Certificate; key: KeyObject } | null {
  if (certificate === null || key === null) return null;
  try {
    const read = { leaf: new X509Certificate(certificate), key: createPrivateKey(key) };
    return read.leaf.checkPrivateKey(read.key) ? read : null;
  } catch {
    return null;
  }
}

function validity(ca: X509Certificate, times: PossibleTimes): { notBefore: number; notAfter: number } {
  const moments = withinCa(ca, times);
  const notBefore = Math.max(Math.min(...moments) - EARLY_MS, ca.validFromDate.getTime());
  // A second less: both ends count.
  const notAfter = Math.min(Math.max(...moments) - EARLY_MS + LIFE_MS - 1000, ca.validToDate.getTime());
  return { notBefore, notAfter };
}

/** A moment outside the CA's own time cannot be helped; if none is inside, the CA is over and all of it is said elsewhere. */
function withinCa(ca: X509Certificate, times: PossibleTimes): readonly number[] {
  const moments = times.filter((at) => at >= ca.validFromDate.getTime() && at <= ca.validToDate.getTime());
  return moments.length > 0 ? moments : [ca.validToDate.getTime()];
}
