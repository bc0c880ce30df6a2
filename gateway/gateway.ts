/** A gateway: its pages at once, its lines as soon as they are restored. `main.ts` gives it a process. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Router from '@koa/router';
import { createApp } from './api/app.ts';
import type { Config } from './config.ts';
import { DataDirectory } from './data-directory.ts';
import { demoPlantFile } from './demo/demo-plant.ts';
import { listen } from './listen.ts';
import { readPlantFile } from './plant-file.ts';
import { runPlant, type RunningPlant } from './running-plant.ts';

export interface GatewayParts {
  config: Config;
  /** Folder of the built app. */
  pages: string;
  version: string;
  pid: number;
  now: () => number;
  log: (message: string) => void;
  /** A bug in a part that runs on its own: the process must end. */
  bug: (error: unknown) => void;
}

export interface Gateway {
  /** `http://localhost:8080` */
  address: string;
  /** Resolves when lines are restored and sources are read. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

/** Resolves when the app's pages are served; rejects with an AppError that names the setting at fault. */
export async function startGateway(parts: GatewayParts): Promise<Gateway> {
  const { config, log } = parts;
  const plant = config.plantFile
    ? await readPlantFile(config.plantFile, 'PLANT_FILE')
    : demoPlantFile(config.demoTimezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const directory = await DataDirectory.open(config.dataDir, parts.pid);
  const stopping = new AbortController();
  let routes: Router[] | null = null;
  const app = createApp({
    pages: parts.pages,
    routes: () => routes,
    bug: (error, path) => log(`Bug at ${path}: ${error instanceof Error ? error.stack : String(error)}`),
  });
  // A file of gigabytes takes longer than any limit for a whole request; routes end senders that fall silent.
  const server = createServer({ requestTimeout: 0 }, app.callback());
  try {
    await listen(server, config);
  } catch (error) {
    await directory.release();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  await directory.listening(port);

  let running: RunningPlant | null = null;
  const ready = runPlant({ ...parts, plant, directory, signal: stopping.signal }).then((started) => {
    running = started;
    routes = started.routes;
  });
  return {
    address: `http://localhost:${port}`,
    ready,
    stop: async () => {
      stopping.abort();
      server.close();
      server.closeAllConnections();
      await ready.catch(() => {});
      await running?.stop();
      await directory.release();
    },
  };
}
