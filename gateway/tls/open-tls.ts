/** All that a gateway needs to be trusted, put together: certificate, CA, and the watch over them. */
import type { SecretFiles } from '../auth/secret-files.ts';
import { CertificateWatch } from './certificate-watch.ts';
import { leafOf, type CertificateSource } from './certificate.ts';
import { FloorTime } from './floor-time.ts';
import { GivenCertificate } from './given-certificate.ts';
import { fingerprintOf } from './fingerprint.ts';
import { namesOf } from './leaf.ts';
import { OwnCertificate } from './own-certificate.ts';
import { publicNames, type PublicNames } from './public-names.ts';

export interface TlsParts {
  settings: { from: 'own' } | { from: 'files'; certFile: string; keyFile: string };
  /** As set; null = the certificate's when the plant gave one, else the machine's. */
  names: PublicNames | null;
  /** Asked again and again: addresses change. */
  machineNames: () => PublicNames;
  secrets: SecretFiles;
  now: () => number;
  monotonic: () => number;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

export interface Tls {
  /** By which devices come. */
  names: () => PublicNames;
  source: CertificateSource;
  /** Called with each new certificate. */
  watch(signal: AbortSignal, changed: () => void | Promise<void>): CertificateWatch;
}

/** Rejects with TLS_INVALID when there is no certificate to serve with. */
export async function openTls(parts: TlsParts): Promise<Tls> {
  const { settings, secrets, now, monotonic, log, bug } = parts;
  const names = () => parts.names ?? parts.machineNames();
  const floor = await FloorTime.open({ secrets, now, monotonic, log });
  const source: CertificateSource =
    settings.from === 'own'
      ? await OwnCertificate.open({ secrets, names, floor, log })
      : await GivenCertificate.open({ ...settings, log });
  if (source.ca) log(`Fingerprint of the plant's CA, to compare on devices: ${fingerprintOf(source.ca.root)}`);
  return {
    names: () => parts.names ?? (source.ca ? null : namesIn(source)) ?? parts.machineNames(),
    source,
    watch: (signal, changed) => {
      const watch = new CertificateWatch({ source, floor, changed, log, bug });
      watch.start(signal);
      return watch;
    },
  };
}

/** Null when the certificate is for patterns only (`*.plant.example.com`). */
function namesIn(source: CertificateSource): PublicNames | null {
  return publicNames(namesOf(leafOf(source.current)).filter((name) => !name.includes('*')));
}
