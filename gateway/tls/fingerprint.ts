/** SHA-256 of a certificate, as people compare it: from the console with the page, from the page with the device. */
import { createHash, X509Certificate } from 'node:crypto';

/** `AB:CD:…`, 32 bytes. */
export function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256;
}

/** The same of bytes that came over a connection. */
export function fingerprintOfBytes(der: Buffer): string {
  const hex = createHash('sha256').update(der).digest('hex').toUpperCase();
  return hex.match(/../g)!.join(':');
}

/** As a person typed or pasted it, with whatever between the digits; null = no SHA-256. */
export function readFingerprint(text: string): string | null {
  const hex = text.replace(/[^0-9a-f]/gi, '').toUpperCase();
  return hex.length === 64 && !/[g-z]/i.test(text) ? hex.match(/../g)!.join(':') : null;
}

/** Eight groups of four bytes: what one can read aloud. */
export function inGroups(fingerprint: string): string[] {
  return fingerprint.match(/(..:){3}../g) ?? [];
}

/** Of the topmost certificate that is shown beside the own one, PEM: the one that lasts longest. */
export function fingerprintOfTopmost(chain: string): string {
  const certificates = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return fingerprintOf(new X509Certificate(certificates.at(-1) ?? chain));
}
