/** The gateway as a process: environment, clock, signals. Everything else is in `gateway.ts`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../shared/errors.ts';
import { parseConfig } from './config.ts';
import { startGateway } from './gateway.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
const log = (message: string) => console.error(`${new Date().toISOString()} ${message}`);

/** A bug: say what it was and end; the journal brings everything back. */
function bug(error: unknown): never {
  console.error(error);
  process.exit(70);
}

/** A setting is wrong: one message, no stack. */
function refuse(error: unknown): never {
  if (!(error instanceof AppError)) bug(error);
  console.error(error.message);
  process.exit(1);
}

process.on('uncaughtException', bug);
process.on('unhandledRejection', bug);

const gateway = await Promise.resolve()
  .then(() => parseConfig(process.env, root))
  .then((config) =>
    startGateway({
      ...{ config, pages: `${root}/pwa/dist`, version, pid: process.pid, now: Date.now, log, bug },
      monotonic: () => performance.now(),
    }),
  )
  .catch(refuse);
console.log(`Lineside is at ${gateway.address}`);

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  gateway.stop().then(() => process.exit(0), bug);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
await gateway.ready.catch((error: unknown) => (stopping ? undefined : refuse(error)));
if (!stopping) log('All lines are read.');
