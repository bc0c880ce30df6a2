/** A gateway: its pages at once, its lines as soon as they are restored. `main.ts` gives it a process. */
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createApp } from './api/app.ts';
import type { Route } from './api/route.ts';
import { routing, type Routing } from './api/routing.ts';
import { SecretFiles } from './auth/secret-files.ts';
import type { Config } from './config.ts';
import { DataDirectory } from './disk/data-directory.ts';
import { listen } from './listen.ts';
import { machineNames } from './plant/own-names.ts';
import { declaredPlant } from './plant/plant-file.ts';
import { KnownSecrets, redacting } from './running/redaction.ts';
import { openHealth } from './running/health.ts';
import { runPlant, type RunningPlant } from './running/plant.ts';
import { keepLocalWay } from './tls/local-way.ts';
import { createOnboardingServer } from './tls/onboarding.ts';
import { onboardingTest } from './tls/onboarding-test.ts';
import { openTls } from './tls/open-tls.ts';
import { hostsOf, originOf } from './tls/public-names.ts';
import { createGatewayServer } from './tls/secure-server.ts';

export interface GatewayParts {
  config: Config;
  /** Folder of the built app. */
  pages: string;
  version: string;
  pid: number;
  now: () => number;
  /** ms from anywhere; setting the clock does not move it. */
  monotonic: () => number;
  /** 0 ≤ x < 1. */
  random: () => number;
  log: (message: string) => void;
  /** Told whose log it is. */
  identified?: (gateway: string) => void;
  /** A bug in a part that runs on its own: the process must end. */
  bug: (error: unknown) => void;
}

export interface Gateway {
  /** `http://localhost:8080` */
  address: string;
  /** Resolves when lines are restored and sources are read. */
  ready: Promise<void>;
  /** As they are served; empty until it is ready. */
  routes(): readonly Route[];
  stop(): Promise<void>;
}

/** Resolves when the app's pages are served; rejects with an AppError that names the setting at fault. */
export async function startGateway(parts: GatewayParts): Promise<Gateway> {
  const { config, now } = parts;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const declared = await declaredPlant(config, { zone, now });
  const directory = await DataDirectory.open(config.dataDir, parts.pid);
  parts.identified?.(directory.gateway);
  /** What is open, to be ended in the same order. */
  const ends: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends) await end();
    await directory.release();
  };
  try {
    return { ...(await serve(parts, declared, directory, ends)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function serve(
  parts: GatewayParts,
  { plant, onDisk }: Awaited<ReturnType<typeof declaredPlant>>,
  directory: DataDirectory,
  ends: (() => void | Promise<void>)[],
): Promise<Omit<Gateway, 'stop'>> {
  const { config, now, monotonic, bug } = parts;
  const known = new KnownSecrets();
  known.add(directory.token);
  if (config.metricsTokenFile) known.add((await readFile(config.metricsTokenFile, 'utf8')).trim());
  const log = redacting(parts.log, known);
  const bugAt = (error: unknown, path: string) =>
    log(`Bug at ${path}: ${error instanceof Error ? error.stack : String(error)}`);
  const stopping = new AbortController();
  ends.push(() => stopping.abort());

  const secrets = await SecretFiles.open(config.dataDir);
  const ofMachine = () => machineNames(config.host);
  const tlsParts = { names: config.publicNames, machineNames: ofMachine, secrets, now, monotonic, log, bug };
  const tls = config.tls && (await openTls({ settings: config.tls, ...tlsParts }));
  const names = () => tls?.names() ?? config.publicNames ?? ofMachine();
  const ca = tls?.source.ca ?? null;
  let running: RunningPlant | null = null;
  let ready: Routing | null = null;
  let onboardingPort: number | null = null;
  const health = openHealth({
    ...{ config, gateway: directory.gateway, version: parts.version, now, monotonic, log },
    principal: (ctx) => ready?.principal(ctx) ?? null,
  });
  const app = createApp({
    pages: parts.pages,
    routing: () => ready,
    hosts: () => hostsOf(names()),
    origins: () => running?.origins() ?? [],
    around: health.times,
    before: [health.routes, ...(tls ? [onboardingTest(() => onboardingPort)] : [])],
    bug: bugAt,
  });
  const server = createGatewayServer({ answer: app.callback(), certificate: tls?.source.current ?? null });
  await listen(server.server, config);
  ends.push(() => server.end());
  const { port } = server.server.address() as AddressInfo;
  const keepWay = () => keepLocalWay(secrets, { host: config.host, certificate: tls?.source.current ?? null });
  await keepWay();
  await directory.listening(port);
  const watch = tls?.watch(stopping.signal, async () => {
    await keepWay();
    server.renew(tls.source.current);
    running?.certificateRenewed();
  });
  if (config.onboardingPort !== null) {
    const name = plant.plant.name;
    const pages = createOnboardingServer({ plantName: name, names, securePort: port, ca, bug: bugAt });
    await listen(pages.server, { host: config.host, port: config.onboardingPort }, 'ONBOARDING_PORT');
    ends.push(() => pages.end());
    onboardingPort = (pages.server.address() as AddressInfo).port;
  }
  if (config.plantFile === null && config.tls)
    log(
      'Everybody who reaches this gateway can sign on as anybody of the simulated plant. For a real one set PLANT_FILE.',
    );
  health.start(stopping.signal);
  const origin = tls ? originOf(names(), port) : `http://localhost:${port}`;
  const opened = runPlant({
    ...{ config, plant, onDisk, directory, secrets, known, ca, origin, now, monotonic, random: parts.random, log, bug },
    health,
    shown: () => tls?.source.current.cert ?? null,
    ...{ version: parts.version, print: parts.log, signal: stopping.signal, tlsStatus: () => watch?.status() ?? null },
  }).then((started) => {
    running = started;
    ready = routing(started.routes, { principal: started.principal, token: directory.token });
  });
  ends.push(async () => {
    await opened.catch(() => {});
    await running?.stop();
  });
  return { address: origin, ready: opened, routes: () => ready?.routes ?? [] };
}
