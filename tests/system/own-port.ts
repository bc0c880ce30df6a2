/** A port that stays a test's own while its gateway is off and on again: no system gives it to anybody who asks for just any. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Systems give out ports from 32768 (Linux) or 49152 on. Each of the processes that run tests side by side has a range below. */
const FIRST = 20_000;
const EACH = 3_000;
const worker = Number(process.env.VITEST_POOL_ID ?? 1) % 4;

/** Tests of another checkout on the same machine begin elsewhere, most likely. */
let next = Math.floor(Math.random() * EACH);

/** One that nobody listens on at this moment, and that this process was not given before. */
export async function ownPort(): Promise<number> {
  for (;;) {
    const port = FIRST + worker * EACH + (next++ % EACH);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
}
