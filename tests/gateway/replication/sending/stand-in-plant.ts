/** Speaks as a plant does, with a real store behind it, and does as it is told: for tests of the line's side alone. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { PlantLink } from '../../../../gateway/auth/plant-link.ts';
import type { CouchAddress } from '../../../../gateway/store/couch-http.ts';
import type { LiveQuestion, Offer } from '../../../../shared/replication/protocol.ts';

export interface Scripted {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface StandInPlant {
  link: PlantLink;
  /** In place of the usual answer; null = as usual. */
  script: (method: string, path: string) => Scripted | null;
  /** Reason for which a row is refused; null = it is taken. */
  deny: (id: string) => string | null;
  pull: Offer['pull'];
  /** Bound to the line's gateway. */
  lines: string[];
  protocol: number;
  /** All requests, oldest first. */
  asked: { method: string; path: string; authorization: string; body: string }[];
  live: LiveQuestion[];
  askForWhole: boolean;
  /** Nobody listens until `open`. */
  close(): Promise<void>;
  open(): Promise<void>;
}

const PREFIX = '/api/replication/databases';

export async function standInPlant(store: () => Promise<CouchAddress>): Promise<StandInPlant> {
  const made = new Set<string>();
  const server = createServer((request, response) => void answer(request, response));
  let port = 0;
  const plant: StandInPlant = {
    link: { gateway: 'plant', name: 'Plant', origin: '', token: 'token-of-the-line', ca: null },
    ...{
      script: () => null,
      deny: () => null,
      pull: [],
      lines: ['line8'],
      protocol: 2,
      asked: [],
      live: [],
      askForWhole: false,
    },
    async open() {
      await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
      port = (server.address() as AddressInfo).port;
      plant.link.origin = `http://127.0.0.1:${port}`;
    },
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [method, path] = [request.method ?? '', request.url ?? ''];
    const body = await text(request).catch(() => '');
    plant.asked.push({ method, path, body, authorization: request.headers.authorization ?? '' });
    const { status, body: said, headers } = plant.script(method, path) ?? (await usual({ method, path, body }));
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(said ?? {}));
  }

  async function usual({ method, path, body }: { method: string; path: string; body: string }): Promise<Scripted> {
    if (path === '/api/replication') return { status: 200, body: offer() };
    if (path === '/api/replication/live') {
      plant.live.push(JSON.parse(body) as LiveQuestion);
      return { status: 200, body: { now: Date.now(), ask: plant.askForWhole } };
    }
    const rest = path.slice(PREFIX.length);
    if (!path.startsWith(PREFIX)) return { status: 404 };
    if (!rest.endsWith('/_bulk_docs')) return passOn(method, rest, body);
    const { docs } = JSON.parse(body) as { docs: { _id: string }[] };
    const denied = docs.flatMap(({ _id: id }) => {
      const reason = plant.deny(id);
      return reason === null ? [] : [{ id, error: 'forbidden', reason }];
    });
    const taken = docs.filter(({ _id }) => plant.deny(_id) === null);
    const { status } = await passOn(method, rest, JSON.stringify({ docs: taken, new_edits: false }));
    return { status, body: denied };
  }

  async function passOn(method: string, path: string, body: string): Promise<Scripted> {
    const { url, authorization } = await store();
    const headers = { authorization, accept: 'application/json', 'content-type': 'application/json' };
    const database = /^\/[^/?]+/.exec(path)?.[0] ?? '';
    if (!made.has(database)) await fetch(`${url}${database}`, { method: 'PUT', headers });
    made.add(database);
    const response = await fetch(`${url}${path}`, { method, headers, body: body === '' ? null : body });
    return { status: response.status, body: await response.json() };
  }

  function offer(): Offer {
    return {
      ...{
        gateway: 'plant',
        name: 'Plant',
        protocol: plant.protocol,
        version: '1',
        now: Date.now(),
        lines: plant.lines,
      },
      ...{ pull: plant.pull, rebuild: [], refusedLines: [], quota: { usedBytes: 0, mostBytes: 1e9 } },
    };
  }

  await plant.open();
  return plant;
}
