/** The ports of a gateway as a plant's network sees them, with its real certificates: the app over TLS, onboarding in plain. */
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Middleware } from 'koa';
import { createApp } from '../../gateway/api/app.ts';
import { SecretFiles } from '../../gateway/auth/secret-files.ts';
import { issueLeaf } from '../../gateway/tls/leaf.ts';
import { onboardingTest } from '../../gateway/tls/onboarding-test.ts';
import { createOnboardingServer } from '../../gateway/tls/onboarding.ts';
import { openTls } from '../../gateway/tls/open-tls.ts';
import { newKey, type PlantCa } from '../../gateway/tls/plant-ca.ts';
import { hostsOf, publicNames, type PublicNames } from '../../gateway/tls/public-names.ts';
import { createGatewayServer, type GatewayServer } from '../../gateway/tls/secure-server.ts';

const PAGES = fileURLToPath(new URL('../../pwa/dist', import.meta.url));

/** The name that the plant's name server knows; `ELSEWHERE` is a name that its CA may not vouch for. */
export const NAME = 'line8.plant.local';
export const ELSEWHERE = 'intranet.example.com';

export class TlsGateway {
  readonly ca: PlantCa;
  readonly origin: string;
  readonly plainOrigin: string;
  /** Ways that browsers asked of the secure port. */
  readonly asked: string[] = [];
  /** Origins of other gateways that pages of this one may ask. */
  readonly others: string[] = [];
  /** What `/events` sends. */
  readonly events = new Set<PassThrough>();
  readonly #parts: { gateway: GatewayServer; renew: () => Promise<void> };
  readonly #clean: (() => unknown)[];

  private constructor(
    parts: { gateway: GatewayServer; renew: () => Promise<void>; ca: PlantCa; ports: { plain: number } },
    clean: (() => unknown)[],
  ) {
    this.#parts = parts;
    this.#clean = clean;
    this.ca = parts.ca;
    this.origin = `https://${NAME}:${portOf(parts.gateway.server)}`;
    this.plainOrigin = `http://${NAME}:${parts.ports.plain}`;
  }

  static async open(): Promise<TlsGateway> {
    const directory = await mkdtemp(join(tmpdir(), 'lineside-tls-'));
    let names: PublicNames = publicNames([NAME])!;
    const stop = new AbortController();
    const secrets = await SecretFiles.open(directory);
    const tls = await openTls({
      ...{ settings: { from: 'own' }, names: null, machineNames: () => names, secrets },
      ...{ now: Date.now, monotonic: () => performance.now(), log: () => {}, bug: rethrow },
    });
    const { source } = tls;
    const watching: Middleware = (ctx, next) => {
      opened.asked.push(ctx.path);
      if (ctx.path !== '/events') return onboardingTest(() => ports.plain)(ctx, next);
      const stream = new PassThrough();
      opened.events.add(stream);
      ctx.type = 'text/event-stream';
      ctx.body = stream;
    };
    const hosts = () => hostsOf(tls.names());
    const app = createApp({
      ...{ pages: PAGES, routing: () => null, hosts, origins: () => opened.others, before: [watching], bug: rethrow },
    });
    const gateway = createGatewayServer({ answer: app.callback(), certificate: source.current });
    await listening(gateway.server);
    const onboarding = createOnboardingServer({
      ...{ plantName: 'North plant', names: tls.names, ca: source.ca, bug: rethrow },
      securePort: portOf(gateway.server),
    });
    await listening(onboarding.server);
    const ports = { plain: portOf(onboarding.server) };
    const watch = tls.watch(stop.signal, () => gateway.renew(source.current));
    const renew = async () => {
      names = publicNames([NAME, '192.168.10.8'])!;
      await watch.look();
    };
    const clean = [
      () => stop.abort(),
      () => gateway.end(),
      onboarding.end,
      () => rm(directory, { recursive: true, force: true }),
    ];
    const opened = new TlsGateway({ gateway, renew, ca: source.ca!, ports }, clean);
    return opened;
  }

  /** The gateway gets another certificate while it runs. */
  renew(): Promise<void> {
    return this.#parts.renew();
  }

  /** Somebody who stole the CA's key pretends to be another site; answers where. */
  async posesAs(host: string): Promise<string> {
    const key = newKey();
    const cert = issueLeaf({ ca: this.ca, names: [host], times: [Date.now()] }, createPrivateKey(key));
    const thief = createGatewayServer({
      answer: (_, answer) => void answer.end('stolen'),
      certificate: { cert: `${cert}${this.ca.chain}\n`, key },
    });
    await listening(thief.server);
    this.#clean.push(() => thief.end());
    return `https://${host}:${portOf(thief.server)}/`;
  }

  async close(): Promise<void> {
    for (const clean of this.#clean) await clean();
  }
}

async function listening(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function rethrow(error: unknown): never {
  throw error;
}
