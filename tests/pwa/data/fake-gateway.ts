/** A gateway as far as a device can tell: speaks `shared/sync/protocol.ts` on loopback, and fails as told. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { once } from 'node:events';
import { PROTOCOL, PROTOCOL_HEADER, agreement } from '../../../shared/sync/compatibility.ts';
import type { Checkpoint, FactAnswer, LiveEvent } from '../../../shared/sync/protocol.ts';
import type { PullCollection } from '../../../shared/sync/rows.ts';
import type { Entry } from '../../../pwa/data/collections.ts';
import { FakeAccess } from './fake-access.ts';

type Row = { id: string } & Record<string, unknown>;
type Fault = 'error' | 'malformed' | 'lost answer' | { status: number };

export class FakeGateway {
  gateway = 'gw-1';
  epoch = 'e1';
  scope = 's1';
  /** Which it speaks; another than a neighbour's is not understood. */
  protocol = PROTOCOL;
  /** Entries that are brought as a file go to `others`. */
  brought = false;
  /** Requests in order: `POST facts 2`, `GET hours`. */
  readonly log: string[] = [];
  readonly facts = new Map<string, Entry['fact']>();
  /** Who is here as the gateway sees it: unless a test says otherwise, an operator of every line, on a browser of their own. */
  readonly access = new FakeAccess();
  /** Of the next requests: one is taken per request. */
  readonly faults: { pull: Fault[]; push: Fault[] } = { pull: [], push: [] };
  answer: (fact: Entry['fact']) => FactAnswer = (fact) => ({ id: fact._id, status: 'accepted' });
  /** Answers to facts take so long; the log then says `answered`. */
  pushTakesMs = 0;
  /** Called for whatever is not ours to answer. */
  others: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    response.writeHead(404).end();
  /** Is asked first; true = it has answered. */
  before: (request: IncomingMessage, response: ServerResponse) => Promise<boolean> = () => Promise.resolve(false);
  #rows: Record<PullCollection, Map<string, { since: number; row: Row | null }>> = {
    hours: new Map(),
    lines: new Map(),
    reference: new Map(),
    plan: new Map(),
    lots: new Map(),
  };
  #since = 0;
  #server: Server | null = null;
  #streams = new Set<ServerResponse>();
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get listeners(): number {
    return this.#streams.size;
  }

  /** The first start takes a free port, later ones the same. */
  async start(port = this.#port): Promise<this> {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#streams.clear();
    await new Promise((resolve) => (this.#server ? this.#server.close(resolve) : resolve(null)));
    this.#server = null;
  }

  put(collection: PullCollection, ...rows: Row[]): void {
    for (const row of rows) this.#rows[collection].set(row.id, { since: ++this.#since, row });
    this.send({ type: 'notice', collection });
  }

  remove(collection: PullCollection, id: string): void {
    this.#rows[collection].set(id, { since: ++this.#since, row: null });
    this.send({ type: 'notice', collection });
  }

  /** Projections are built anew: other rows under another epoch. */
  rebuild(epoch: string): void {
    this.epoch = epoch;
    for (const rows of Object.values(this.#rows)) rows.clear();
  }

  send(event: LiveEvent): void {
    for (const stream of this.#streams) this.sendTo(stream, event);
  }

  sendTo(stream: ServerResponse, { type, ...rest }: LiveEvent): void {
    stream.write(`event: ${type}\ndata: ${JSON.stringify(rest)}\n\n`);
  }

  /** Ends every event stream, as a proxy or a restart does. */
  cutStreams(): void {
    for (const stream of this.#streams) stream.destroy();
    this.#streams.clear();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const { pathname } = url;
    if (await this.before(request, response)) return;
    if (await this.access.answers(request, response, this.log)) return;
    if (pathname.startsWith('/api/sync/') || pathname === '/api/events') {
      if (this.access.mayNot(pathname.endsWith('/facts') ? 'push' : 'see', response)) return;
    }
    const says = request.headers[PROTOCOL_HEADER] ?? url.searchParams.get(PROTOCOL_HEADER);
    if (/^\/api\/(sync\/|events)/.test(pathname) && agreement(this.protocol, Number(says)) !== 'fine') {
      this.log.push(`${request.method} ${pathname} not understood`);
      response.writeHead(426, { [PROTOCOL_HEADER]: this.protocol }).end('{}');
    } else if (pathname === '/api/sync/brought' && this.brought) this.others(request, response);
    else if (url.pathname === '/api/events') this.#listen(response);
    else if (url.pathname === '/api/sync/facts') await this.#take(request, response);
    else if (url.pathname.startsWith('/api/sync/')) this.#page(url, response);
    else this.others(request, response);
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
    const { gateway, epoch } = this;
    this.sendTo(response, {
      type: 'hello',
      gateway,
      epoch,
      now: Date.now(),
      version: '0.1.0',
      protocol: this.protocol,
    });
  }

  #page(url: URL, response: ServerResponse): void {
    const collection = url.pathname.split('/').at(-1) as PullCollection;
    this.log.push(`GET ${collection}`);
    if (fails(this.faults.pull.shift(), response)) return;
    const { gateway, epoch, scope } = this;
    const asked = Object.fromEntries(url.searchParams) as unknown as Checkpoint;
    const goesOn = asked.gateway === gateway && asked.epoch === epoch && asked.scope === scope;
    const from = goesOn ? Number(asked.since) : 0;
    const limit = Number(url.searchParams.get('limit'));
    const next = [...this.#rows[collection]]
      .filter(([, { since }]) => since > from)
      .sort(([, a], [, b]) => a.since - b.since)
      .slice(0, limit);
    const documents = next.map(([id, { row }]) => row ?? { id, _deleted: true });
    const since = String(next.at(-1)?.[1].since ?? from);
    json(response, { documents, checkpoint: { gateway, epoch, scope, since } });
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { facts: Entry['fact'][] };
    this.log.push(`POST facts ${body.facts.length}`);
    const fault = this.faults.push.shift();
    if (fault !== 'lost answer' && fails(fault, response)) return;
    const answers = body.facts.map((fact) => this.answer(fact));
    for (const [i, fact] of body.facts.entries()) {
      if (answers[i]?.status === 'accepted') this.facts.set(fact._id, fact);
    }
    if (this.pushTakesMs > 0) {
      await setTimeout(this.pushTakesMs);
      this.log.push('answered');
    }
    if (fault === 'lost answer') response.destroy();
    else json(response, answers);
  }
}

function fails(fault: Fault | undefined, response: ServerResponse): boolean {
  if (fault === undefined) return false;
  if (fault === 'lost answer') response.destroy();
  else if (fault === 'malformed') response.writeHead(200).end('<html>not found');
  else response.writeHead(fault === 'error' ? 500 : fault.status).end('{"error":"as told"}');
  return true;
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
