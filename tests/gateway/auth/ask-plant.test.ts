import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askPlantBy } from '../../../gateway/auth/ask-plant.ts';

const QUESTION = { kind: 'pin' as const, user: 'assembler', secret: '2580' };

/** What stands where the plant should be. */
async function plantThat(answers: RequestListener) {
  const server = createServer(answers).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(stop);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { stop, ask: askPlantBy({ name: 'Plant', origin, token: 'the-token', ca: null }) };
}

const saying =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_, answer) =>
    answer.writeHead(status, headers).end(JSON.stringify(body));

describe('a line that asks its plant', () => {
  it('shows its token and takes the answer', async () => {
    const right = { user: 'assembler', version: 'cfg:credential:assembler:1:a' };
    const heard: unknown[] = [];
    const { ask } = await plantThat((request, answer) => {
      void text(request).then((body) => {
        heard.push(request.method, request.url, request.headers.authorization, JSON.parse(body));
        answer.end(JSON.stringify({ right }));
      });
    });
    expect(await ask(QUESTION)).toEqual(right);
    expect(heard).toEqual(['POST', '/api/gateways/check-credential', 'Bearer the-token', QUESTION]);
  });

  it.each<[string, RequestListener]>([
    ['is not ready', saying(503, {})],
    ['does not know it any more', saying(401, {})],
    ['answers something else', saying(200, { right: true })],
    ['answers with a page', (_, answer) => answer.end('<html>')],
    ['hangs up', (request) => request.destroy()],
    ['answers without end', (_, answer) => answer.end('x'.repeat(1_000_000))],
  ])('says that the plant cannot be asked when it %s, and tells nobody the secret', async (_what, answers) => {
    const { ask } = await plantThat(answers);
    const error = await ask(QUESTION).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'PLANT_UNREACHABLE', message: expect.stringContaining('"Plant"') });
    expect(String(error)).not.toMatch(/2580|the-token/);
  });

  it('says so as well when nobody is there', async () => {
    const { ask, stop } = await plantThat(saying(200, {}));
    stop();
    await expect(ask(QUESTION)).rejects.toMatchObject({ code: 'PLANT_UNREACHABLE' });
  });

  it('waits as long as the plant says after too many wrong tries', async () => {
    const { ask } = await plantThat(saying(429, {}, { 'retry-after': '20' }));
    await expect(ask(QUESTION)).rejects.toMatchObject({ code: 'THROTTLED', retryAfterMs: 20_000 });
  });
});
