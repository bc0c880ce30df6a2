/**
 * How commands reach the gateway that runs on the same DATA_DIR, and know that it is this one: its certificate's
 * fingerprint in a file that only its user can read. No name and no clock is needed, so it works when those are wrong.
 */
import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { AppError } from '../../shared/errors.ts';
import type { SecretFiles } from '../auth/secret-files.ts';
import { leafOf, type ServerCertificate } from './certificate.ts';
import { fingerprintOf } from './fingerprint.ts';

const FILE = 'local-way.json';

interface Kept {
  host: string;
  /** Null = plain HTTP. */
  fingerprint: string | null;
}

export interface LocalWay {
  protocol: 'http:' | 'https:';
  host: string;
  /** For `request` of node:http or node:https; sends nothing before it knows whom it speaks to. */
  agent: PlainAgent;
}

/** To be kept before the first command may come, and with every new certificate. `host` = as listened on. */
export async function keepLocalWay(
  secrets: SecretFiles,
  { host, certificate }: { host: string; certificate: ServerCertificate | null },
): Promise<void> {
  const kept: Kept = { host: reachable(host), fingerprint: certificate && fingerprintOf(leafOf(certificate)) };
  await secrets.write(FILE, JSON.stringify(kept));
}

/** A gateway that was never started with TLS is asked on loopback, in plain HTTP. */
export async function localWay(secrets: SecretFiles): Promise<LocalWay> {
  const text = await secrets.read(FILE);
  const { host, fingerprint } = text === null ? { host: '127.0.0.1', fingerprint: null } : (JSON.parse(text) as Kept);
  return fingerprint === null
    ? { protocol: 'http:', host, agent: new PlainAgent() }
    : { protocol: 'https:', host, agent: new PinnedAgent(fingerprint) };
}

/** Who listens on every address listens on loopback. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === 'localhost') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

type Connected = (error: Error | null, stream: Duplex) => void;

/** Trusts one certificate, whoever signed it and whatever the clock says. */
class PinnedAgent extends SecureAgent {
  readonly #fingerprint: string;

  constructor(fingerprint: string) {
    super();
    this.#fingerprint = fingerprint;
  }

  override createConnection(options: RequestOptions, connected: Connected): undefined {
    const { port } = options;
    const host = options.host ?? '127.0.0.1';
    const socket = connect({
      ...{ host, port: Number(port), ALPNProtocols: ['http/1.1'] },
      // What is checked instead is below.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 && { servername: host }),
    });
    const failed = (error: Error) => connected(error, socket);
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      if (socket.getPeerX509Certificate()?.fingerprint256 === this.#fingerprint) {
        socket.off('error', failed);
        return connected(null, socket);
      }
      const message = `What answers at port ${port} is not the gateway of this DATA_DIR. See which program has the port.`;
      socket.destroy(new AppError('TLS_INVALID', message));
    });
    return undefined;
  }
}
