import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import Koa from 'koa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endWhenLost } from '../../../gateway/api/lasting-answers.ts';

let server: Server;
let may = true;

/** Two pieces, of which the second comes when it is told to. */
let goOn: () => void;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  may = true;
  const second = new Promise<void>((resolve) => (goOn = resolve));
  const app = new Koa().on('error', () => {});
  app.use((ctx) => {
    ctx.body = Readable.from(
      (async function* () {
        yield 'one ';
        await second;
        yield 'two';
      })(),
      { objectMode: false },
    );
    endWhenLost(ctx, () => may);
  });
  server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  goOn();
  server.close();
  server.closeAllConnections();
  vi.useRealTimers();
});

const ask = () => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

describe('an answer that lasts', () => {
  it('comes to its end for whoever may still have it, and nothing runs on', async () => {
    const answer = await ask();
    await vi.advanceTimersByTimeAsync(60_000);
    goOn();
    expect(await answer.text()).toBe('one two');
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0));
  });

  it('breaks off for whoever lost the right meanwhile', async () => {
    const answer = await ask();
    may = false;
    await vi.advanceTimersByTimeAsync(5_000);
    await expect(answer.text()).rejects.toThrow();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0));
  });
});
