/** What a gateway shows who it is by, wherever it comes from. */
import { X509Certificate } from 'node:crypto';
import type { PlantCa } from './plant-ca.ts';

/** PEM; `cert` with the way up to the root. */
export interface ServerCertificate {
  cert: string;
  key: string;
}

export interface CertificateSource {
  /** The one in use. */
  readonly current: ServerCertificate;
  /** Null = the plant's own certificate, and devices know already whom to trust. */
  readonly ca: PlantCa | null;
  /** Looks whether another is needed or was given. True = `current` is another now. */
  look(): Promise<boolean>;
}

/** The gateway's own, without those above it. */
export function leafOf({ cert }: ServerCertificate): X509Certificate {
  return new X509Certificate(cert);
}
