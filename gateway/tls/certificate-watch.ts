/** Keeps the certificate good while the gateway runs, and says in time when people have to do something about one. */
import type { X509Certificate } from 'node:crypto';
import { leafOf, type CertificateSource } from './certificate.ts';
import { DAY_MS, type ClockDoubt, type FloorTime } from './floor-time.ts';

export type CertificateLevel = 'good' | 'soon' | 'pressing' | 'urgent' | 'expired';

export interface CertificateStatus {
  what: 'server' | 'ca';
  subject: string;
  /** Epoch ms. */
  notAfter: number;
  /** Whole days; negative = over. */
  daysLeft: number;
  level: CertificateLevel;
}

export interface TlsStatus {
  certificates: CertificateStatus[];
  /** The machine's clock seems wrong; certificates are made so that it does not matter. */
  clock: ClockDoubt | null;
}

/** From so many days on it is said, and again at each next step. */
const LEVELS: readonly [number, CertificateLevel][] = [
  [0, 'expired'],
  [1, 'urgent'],
  [7, 'pressing'],
  [30, 'soon'],
];
const LOOK_MS = 60_000;

export interface CertificateWatchParts {
  source: CertificateSource;
  floor: FloorTime;
  /** There is another certificate: new connections are to be shown this one. */
  changed: () => void | Promise<void>;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

export class CertificateWatch {
  readonly #parts: CertificateWatchParts;
  readonly #said = new Map<string, CertificateLevel>();

  constructor(parts: CertificateWatchParts) {
    this.#parts = parts;
    this.#warn();
  }

  start(signal: AbortSignal): void {
    const timer = setInterval(() => void this.look().catch(this.#parts.bug), LOOK_MS).unref();
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  async look(): Promise<void> {
    const { source, floor, changed } = this.#parts;
    try {
      await floor.look();
      if (await source.look()) await changed();
    } catch (error) {
      // A full disk keeps no new certificate; the one in use is good for months, and each look tries again.
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#parts.log(`The certificate cannot be looked after: ${error.message}.`);
    }
    this.#warn();
  }

  status(): TlsStatus {
    const { source, floor } = this.#parts;
    const at = Math.max(...floor.possible());
    const certificates = [statusOf('server', leafOf(source.current), at)];
    if (source.ca) certificates.push(statusOf('ca', source.ca.certificate, at));
    return { certificates, clock: floor.doubt };
  }

  #warn(): void {
    for (const { what, subject, daysLeft, level } of this.status().certificates) {
      const before = this.#said.get(what) ?? 'good';
      this.#said.set(what, level);
      if (level === before || level === 'good') continue;
      const when =
        level === 'expired' ? 'has EXPIRED' : daysLeft < 1 ? 'expires TODAY' : `expires in ${daysLeft} day(s)`;
      this.#parts.log(`The certificate "${subject}" ${when}: ${this.#remedy(what)}.`);
    }
  }

  #remedy(what: CertificateStatus['what']): string {
    if (what === 'ca') {
      return 'it is what devices trust. Take ca.crt.pem and ca.key.pem out of DATA_DIR/secrets, start the gateway, and let each device trust the new one by the onboarding page';
    }
    return this.#parts.source.ca
      ? 'the gateway should have renewed it; see the messages before this one'
      : 'put its successor where TLS_CERT and TLS_KEY point; no restart is needed';
  }
}

function statusOf(what: CertificateStatus['what'], certificate: X509Certificate, at: number): CertificateStatus {
  const notAfter = certificate.validToDate.getTime();
  const days = (notAfter - at) / DAY_MS;
  const level = LEVELS.find(([limit]) => days <= limit)?.[1] ?? 'good';
  return { what, subject: certificate.subject.replace(/^CN=/, ''), notAfter, daysLeft: Math.floor(days), level };
}
