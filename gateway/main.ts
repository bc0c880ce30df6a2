/** The gateway as a process: environment, clock, signals. Everything else is in `gateway.ts`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../shared/errors.ts';
import { parseConfig } from './config.ts';
import { startGateway } from './gateway.ts';
import { createLogger, type Logger } from './health/log.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
/** null = the settings are not read. */
let logger: Logger | null = null;

/** A bug: say what it was and end; the journal brings everything back. */
function bug(error: unknown): never {
  if (logger) logger.fatal(error);
  else console.error(error);
  process.exit(70);
}

/** A setting is wrong: one message, no stack, for whoever started this by hand; it is no line of the log. */
function refuse(error: unknown): never {
  if (!(error instanceof AppError)) bug(error);
  console.error(error.message);
  process.exit(1);
}

// Whoever collected the log is gone: no reason to end.
process.stderr.on('error', () => {});
process.on('uncaughtException', bug);
process.on('unhandledRejection', bug);

const gateway = await Promise.resolve()
  .then(() => parseConfig(process.env, root))
  .then((config) => {
    const write = (line: string) => void process.stderr.write(line);
    logger = createLogger({ level: config.logLevel, human: process.stderr.isTTY, write, now: Date.now });
    return startGateway({
      ...{ config, pages: `${root}/pwa/dist`, version, pid: process.pid, now: Date.now, log: logger.log, bug },
      monotonic: () => performance.now(),
      random: Math.random,
      identified: logger.identify,
    });
  })
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
if (!stopping) logger!.log('All lines are read.');
