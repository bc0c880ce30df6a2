/** The plant's own certificate, from files that somebody else renews: they are read again when they change. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { AppError } from '../../shared/errors.ts';
import type { CertificateSource, ServerCertificate } from './certificate.ts';

export interface GivenCertificateParts {
  certFile: string;
  keyFile: string;
  log: (message: string) => void;
}

export class GivenCertificate implements CertificateSource {
  readonly ca = null;
  readonly #parts: GivenCertificateParts;
  #current: ServerCertificate;
  #seen: string;

  private constructor(parts: GivenCertificateParts, current: ServerCertificate, seen: string) {
    this.#parts = parts;
    this.#current = current;
    this.#seen = seen;
  }

  /** Rejects with TLS_INVALID when the two cannot be read, or are not a pair. */
  static async open(parts: GivenCertificateParts): Promise<GivenCertificate> {
    const seen = await marks(parts);
    return new GivenCertificate(parts, await read(parts), seen);
  }

  get current(): ServerCertificate {
    return this.#current;
  }

  /** Files that are no pair, or not yet, are said once and looked at again when they change; what was goes on. */
  async look(): Promise<boolean> {
    const seen = await marks(this.#parts);
    if (seen === this.#seen) return false;
    this.#seen = seen;
    try {
      const before = this.#current.cert;
      this.#current = await read(this.#parts);
      if (this.#current.cert === before) return false;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#parts.log(`${error.message} The certificate read before goes on being used.`);
      return false;
    }
    this.#parts.log(`The certificate of TLS_CERT="${this.#parts.certFile}" changed and is in use.`);
    return true;
  }
}

/** What tells that a file was written: also a name that points to another file now. */
async function marks({ certFile, keyFile }: GivenCertificateParts): Promise<string> {
  const of = async (file: string) => {
    const { mtimeMs, size, ino } = await stat(file).catch(() => ({ mtimeMs: 0, size: 0, ino: 0 }));
    return `${mtimeMs} ${size} ${ino}`;
  };
  return `${await of(certFile)}, ${await of(keyFile)}`;
}

async function read({ certFile, keyFile }: GivenCertificateParts): Promise<ServerCertificate> {
  try {
    const [cert, key] = [await readFile(certFile, 'utf8'), await readFile(keyFile, 'utf8')];
    const leaf = new X509Certificate(cert);
    if (!leaf.checkPrivateKey(createPrivateKey(key))) throw new Error('the key is of another certificate');
    // Says what else is wrong with them now rather than at the first connection.
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'TLS_INVALID',
      `TLS_CERT="${certFile}" and TLS_KEY="${keyFile}" cannot be used: ${why}. Give a certificate and its key, both PEM, the key not encrypted.`,
      { cause },
    );
  }
}
