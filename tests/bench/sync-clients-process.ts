/**
 * Many devices as far as a gateway can tell, in a process of their own: `node sync-clients-process.ts JSON`. Each holds an
 * event stream and what it has pulled, takes rows that follow, asks for others, and comes back after an outage as the app does.
 * Prints a line for each entry (id of a fact) that has reached all; ends with its standard input.
 */
import { Agent, get } from 'node:http';
import { BackOff } from '../../pwa/data/back-off.ts';
import { following, type RowsEvent } from '../../pwa/data/told-rows.ts';
import type { Checkpoint, PullPage } from '../../shared/sync/protocol.ts';
import { PULL_COLLECTIONS, type HourRow, type PullCollection } from '../../shared/sync/rows.ts';

export interface Clients {
  address: string;
  /** One for each device. */
  cookies: string[];
}

/** Ms of the machine's clock at which each of them had it, sorted; `pulls` = requests that all have made so far. */
export interface Reached {
  id: string;
  at: number[];
  pulls: number;
}

const { address, cookies } = JSON.parse(process.argv[2]!) as Clients;
const { hostname, port } = new URL(address);
const agent = new Agent({ keepAlive: true });
const reached = new Map<string, number[]>();
let pulls = 0;

function note(ids: Iterable<string>, known: Set<string>): void {
  for (const id of ids) {
    if (known.has(id)) continue;
    known.add(id);
    const at = reached.get(id) ?? [];
    reached.set(id, at);
    if (at.push(Date.now()) === cookies.length)
      process.stdout.write(`${JSON.stringify({ id, at, pulls } satisfies Reached)}\n`);
  }
}

class Client {
  readonly #cookie: string;
  readonly #known = new Set<string>();
  readonly #places = new Map<PullCollection, Checkpoint>();
  readonly #asking = new Set<PullCollection>();
  readonly #again = new Set<PullCollection>();
  readonly #backOff = new BackOff({ firstMs: 500, mostMs: 5_000 }, Math.random);

  constructor(cookie: string) {
    this.#cookie = cookie;
  }

  listen(): void {
    const back = () => setTimeout(() => this.listen(), this.#backOff.nextMs());
    let over = false;
    const end = () => {
      if (!over) back();
      over = true;
    };
    const asked = get({ ...this.#to('/api/events'), agent: false }, (stream) => {
      let text = '';
      stream.setEncoding('utf8');
      stream.on('data', (piece: string) => {
        const events = (text + piece).split('\n\n');
        text = events.pop()!;
        for (const event of events) this.#hear(event);
      });
      stream.on('close', end);
    });
    asked.on('error', end);
  }

  #hear(event: string): void {
    const [, type, data] = /^event: (.*)\ndata: (.*)$/s.exec(event) ?? [];
    if (type === 'hello') {
      this.#backOff.reset();
      for (const collection of PULL_COLLECTIONS) void this.#pull(collection);
    } else if (type === 'notice') {
      void this.#pull((JSON.parse(data!) as { collection: PullCollection }).collection);
    } else if (type === 'rows') {
      this.#take({ type, ...(JSON.parse(data!) as object) } as RowsEvent);
    }
  }

  #take(event: RowsEvent): void {
    const heard = following(this.#places.get(event.collection) ?? null, [event]);
    if (!heard || this.#asking.has(event.collection)) void this.#pull(event.collection);
    else {
      this.#places.set(event.collection, heard.place);
      note(factsOf(heard.rows), this.#known);
    }
  }

  async #pull(collection: PullCollection): Promise<void> {
    this.#again.add(collection);
    if (this.#asking.has(collection)) return;
    this.#asking.add(collection);
    while (this.#again.delete(collection)) {
      const page = await this.#page(collection).catch(() => null);
      if (!page) continue;
      this.#places.set(collection, page.checkpoint);
      note(factsOf(page.documents), this.#known);
      if (page.documents.length >= 500) this.#again.add(collection);
    }
    this.#asking.delete(collection);
  }

  #page(collection: PullCollection): Promise<PullPage<HourRow>> {
    pulls++;
    const query = new URLSearchParams({ limit: '500', ...this.#places.get(collection) });
    return new Promise((resolve, reject) => {
      get({ ...this.#to(`/api/sync/${collection}?${query}`), agent }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () => {
          if (answer.statusCode !== 200) return reject(new Error(String(answer.statusCode)));
          resolve(JSON.parse(Buffer.concat(pieces).toString()) as PullPage<HourRow>);
        });
        answer.on('error', reject);
      }).on('error', reject);
    });
  }

  #to(path: string) {
    return { hostname, port, path, headers: { cookie: this.#cookie, host: `${hostname}:${port}` } };
  }
}

function factsOf(rows: readonly unknown[]): string[] {
  return rows.flatMap((row) => (row as Partial<HourRow>).facts ?? []);
}

for (const cookie of cookies) new Client(cookie).listen();
process.stdin.resume().on('end', () => process.exit(0));
