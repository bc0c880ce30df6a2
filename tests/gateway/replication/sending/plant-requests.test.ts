import { createPrivateKey } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { PlantRequests } from '../../../../gateway/replication/sending/plant-requests.ts';
import { issueLeaf } from '../../../../gateway/tls/leaf.ts';
import { newKey, openPlantCa } from '../../../../gateway/tls/plant-ca.ts';
import { FaultProxy, type Fault } from '../../../fixtures/fault-proxy.ts';
import { namesFrom, TlsDesk } from '../../tls/tls-desk.ts';

const PATIENCE = { connectMs: 200, silenceMs: 200, wholeMs: 2_000 };
const QUESTION = { method: 'GET', path: '/x', body: null } as const;
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

let answered = 0;
async function plant(server: Server = createServer()): Promise<number> {
  answered = 0;
  server.on('request', (_, response) => {
    answered += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  opened.push({ close: () => (server.closeAllConnections(), server.close()) });
  return (server.address() as AddressInfo).port;
}

function requests(origin: string, ca: string | null = null): PlantRequests {
  const made = new PlantRequests({
    link: { gateway: 'plant', name: 'Plant', token: 't', origin, ca },
    version: '1.2.3',
    patience: PATIENCE,
    connections: 2,
  });
  opened.push(made);
  return made;
}

async function behindProxy(fault: Fault | null): Promise<{ proxy: FaultProxy; asking: PlantRequests }> {
  const proxy = await FaultProxy.open(await plant());
  opened.push(proxy);
  proxy.weather = () => fault;
  return { proxy, asking: requests(`http://127.0.0.1:${proxy.port}`) };
}

describe('a request to the plant', () => {
  it.each<Fault>([{ kind: 'refuse' }, { kind: 'half-open' }, { kind: 'lost-reply' }, { kind: 'torn' }])(
    'says in a bounded time that it is away: $kind',
    async (fault) => {
      const { asking } = await behindProxy(fault);
      await expect(asking.ask(QUESTION, [200])).rejects.toMatchObject({ kind: 'away', code: 'PLANT_UNREACHABLE' });
    },
  );

  it.each<Fault>([{ kind: 'delay', ms: 20 }, { kind: 'throttle', bytesPerSecond: 10_000 }, { kind: 'twice' }])(
    'is answered over a bad link: $kind',
    async (fault) => {
      const { asking } = await behindProxy(fault);
      expect(await asking.ask(QUESTION, [200])).toEqual({ status: 200, json: { ok: true } });
    },
  );

  it('is made once more when a kept connection was closed meanwhile', async () => {
    const { proxy, asking } = await behindProxy(null);
    for (let i = 0; i < 3; i += 1) {
      expect((await asking.ask(QUESTION, [200])).status).toBe(200);
      proxy.cut();
    }
    expect(answered).toBe(3);
  });

  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [503, 'later'],
    [429, 'later'],
    [502, 'away'],
    [404, 'fault'],
    [500, 'fault'],
  ])('knows what %i means: %s', async (status, kind) => {
    const server = createServer((_, response) =>
      response.writeHead(status, { 'retry-after': '7' }).end('{"detail":"So."}'),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    opened.push(server);
    const asking = requests(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const failure = await asking.ask(QUESTION, [200]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind, retryAfterMs: kind === 'later' ? 7_000 : null });
    expect(String(failure)).toContain(kind === 'away' ? `${status}` : 'So.');
    expect(String(failure)).not.toContain('Bearer');
  });

  it('goes to nobody who cannot show that it is the plant', async () => {
    const desk = await TlsDesk.open();
    const times: [number] = [Date.now()];
    const ca = await openPlantCa({ secrets: desk.secrets, names: namesFrom('localhost', ''), times });
    const key = newKey();
    const cert = issueLeaf({ ca, names: ['localhost'], times }, createPrivateKey(key)) + ca.chain;
    const port = await plant(createSecureServer({ cert, key }));
    const asked = requests(`https://localhost:${port}`).ask(QUESTION, [200]);
    await expect(asked).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('is not the plant'),
    });
    expect(answered).toBe(0);
    const pinned = requests(`https://localhost:${port}`, ca.root.toString());
    expect((await pinned.ask(QUESTION, [200])).status).toBe(200);
  });
});
