/** A real gateway in this process, so that a test can also see its table of routes; asked over HTTP like any other. */
import { fileURLToPath } from 'node:url';
import type { Route } from '../../gateway/api/route.ts';
import { parseConfig } from '../../gateway/config.ts';
import { startGateway } from '../../gateway/gateway.ts';
import { Visitor } from './visitor.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface GatewayHere {
  address: string;
  routes: readonly Route[];
  /** Who set it up. */
  admin: Visitor;
  log: readonly string[];
  stop(): Promise<void>;
}

export async function startGatewayHere(
  { dataDir, plantFile }: { dataDir: string; plantFile: string },
  env: Record<string, string> = {},
): Promise<GatewayHere> {
  const log: string[] = [];
  const config = parseConfig({ PORT: '0', DATA_DIR: dataDir, PLANT_FILE: plantFile, ...env }, root);
  const gateway = await startGateway({
    ...{ config, pages: `${root}/pwa/dist`, version: '0.0.0-test', pid: process.pid, now: Date.now },
    monotonic: () => performance.now(),
    random: Math.random,
    log: (message) => log.push(message),
    bug: (error) => {
      throw error;
    },
  });
  await gateway.ready;
  const admin = new Visitor(gateway.address);
  await admin.setUp(setupCode(log.join('\n'))!);
  return { address: gateway.address, routes: gateway.routes(), admin, log, stop: () => gateway.stop() };
}

/** The code for the first admin, as a gateway prints it. */
export function setupCode(output: string): string | null {
  return /first admin with the code ([A-Z0-9-]+)/.exec(output)?.[1] ?? null;
}
