import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import type { StoredHourRow } from '../../../gateway/projections/hour-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { EventHub } from '../../../gateway/sync/event-hub.ts';
import { Pull as PullPages, type Collections } from '../../../gateway/sync/pull.ts';
import { RowEvents } from '../../../gateway/sync/row-events.ts';
import { scope, type Scope } from '../../../gateway/sync/scope.ts';
import type { StoredHour } from '../../../pwa/data/collections.ts';
import { openView, type ViewDatabase } from '../../../pwa/data/database.ts';
import { startPull, type Pull } from '../../../pwa/data/pull.ts';
import type { Requests } from '../../../pwa/data/requests.ts';
import type { Checkpoint, LiveEvent, PullPage } from '../../../shared/sync/protocol.ts';
import type { HourRow, PullCollection } from '../../../shared/sync/rows.ts';
import { NO_PLAN } from '../../gateway/plan/no-plan.ts';
import { HOUR, hourRow, newPlace, thisHour, until } from './device.ts';

const SCOPES = { all: scope('*', 7 * 24 * HOUR), line8: scope(['line8'], 7 * 24 * HOUR) };
const LINES = ['line8', 'line9'];
/** More than travel in one event. */
const MANY = 130;

/** Answers come late and one after the other, so that rows can be read before whoever wrote them knows that they are stored. */
function slow(store: MemoryStore): MemoryStore {
  const late = () => new Promise((resolve) => setTimeout(resolve, 1));
  const { put, changes } = store;
  store.put = async (database, documents) => {
    await late();
    await put.call(store, database, documents);
    await late();
  };
  store.changes = async (database, since, limit) => {
    const read = await changes.call(store, database, since, limit);
    await late();
    return read;
  };
  return store;
}

let gateways = 0;

class Gateway {
  /** Never one that the device remembers. */
  readonly #id = `gw-${++gateways}`;
  readonly store = slow(new MemoryStore());
  readonly hub = new EventHub({ greeting: () => [], now: Date.now });
  seq = 0;
  #epoch = 0;
  collections!: Collections;
  pages!: PullPages;
  #events!: RowEvents;

  constructor() {
    this.rebuild();
  }

  /** Other rows, under another epoch. */
  rebuild(): void {
    const of = { store: this.store, gateway: this.#id, epoch: `e${++this.#epoch}` };
    const rowsOf = <R extends { id: string }>(collection: PullCollection) =>
      new LocalRows<R>({ ...of, collection, changed: () => events.changed(collection) });
    const collections: Collections = {
      ...{ hours: rowsOf('hours'), lines: rowsOf('lines'), reference: rowsOf('reference') },
      ...{ plan: rowsOf('plan'), lots: rowsOf('lots') },
    };
    const events = new RowEvents({ ...of, collections, hub: this.hub, now: Date.now, bug: console.error });
    this.collections = collections;
    this.pages = new PullPages({ ...of, collections, plan: NO_PLAN, now: Date.now });
    this.#events = events;
  }

  async put(line: string, ago: readonly number[]): Promise<void> {
    const rows = ago.map((hours) => hourRow(line, thisHour() - hours * HOUR, { seq: ++this.seq }));
    await this.collections.hours.put(rows.map((row): StoredHourRow => ({ ...row, statement: null })));
  }

  async seen(of: Scope): Promise<Record<string, number>> {
    const rows: Record<string, number> = {};
    for (const row of await this.collections.hours.range({ from: 'hour:', to: 'hour:~' }))
      if (of.lines === '*' || of.lines.includes(row.line)) rows[row.id] = row.seq;
    return rows;
  }
}

/** One device: pulls from the gateway and listens to it, until its stream is cut. */
class Listener {
  scope: Scope = SCOPES.all;
  failures = 0;
  /** Events that get lost on their way. */
  lost = 0;
  pull!: Pull;
  requests = 0;
  readonly #view: ViewDatabase;
  readonly #gateway: Gateway;
  #cut: () => void = () => {};

  constructor(gateway: Gateway, view: ViewDatabase) {
    this.#gateway = gateway;
    this.#view = view;
    this.start();
  }

  start(): void {
    const page = async (collection: string, from: Checkpoint | null, limit: number) => {
      this.requests++;
      if (this.failures > 0) {
        this.failures--;
        return { ok: false as const, status: 500 };
      }
      const { json } = await this.#gateway.pages.answer(collection, { ...from, limit: String(limit) }, this.scope);
      return { ok: true as const, body: JSON.parse(json.toString()) as PullPage<HourRow> };
    };
    this.pull = startPull<HourRow, StoredHour>({
      name: 'hours',
      collection: this.#view.hours,
      columns: ({ line, hourAt }) => ({ line, hourAt }),
      requests: { page } as unknown as Requests,
      before: () => Promise.resolve(),
      completed: () => undefined,
      random: () => 0,
      fault: (error) => {
        throw error;
      },
      delays: { firstMs: 1, mostMs: 4 },
      limit: 7,
    });
    this.connect();
  }

  connect(): void {
    this.#cut();
    const stream = this.#gateway.hub.connect(() => this.scope);
    stream.setEncoding('utf8').on('data', (text: string) => {
      for (const [, type, data] of text.matchAll(/^event: (.*)\ndata: (.*)$/gm)) {
        if (this.lost > 0) this.lost--;
        else this.#hear({ type, ...(JSON.parse(data!) as object) } as LiveEvent);
      }
    });
    this.#cut = () => stream.destroy();
    this.pull.now();
  }

  cut(): void {
    this.#cut();
  }

  async stop(): Promise<void> {
    this.#cut();
    await this.pull.stop();
  }

  async rows(): Promise<Record<string, number>> {
    const all = await this.#view.hours.find().exec();
    return Object.fromEntries(all.map((row) => [row.primary, row.toJSON().row.seq]));
  }

  #hear(event: LiveEvent): void {
    if (event.type === 'rows') this.pull.rows(event);
    else if (event.type === 'notice') this.pull.now();
  }
}

type Step = (gateway: Gateway, device: Listener) => void | Promise<void>;
const ago = fc.integer({ min: 0, max: 9 });
const steps: fc.Arbitrary<[string, Step]> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...LINES), fc.uniqueArray(ago, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([line, hours, waits]): [string, Step] => [
        `put ${line} ${hours.join()}${waits ? '' : ' at once'}`,
        (gateway) => (waits ? gateway.put(line, hours) : void gateway.put(line, hours)),
      ]),
  },
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: 0, max: 12 })
      .map((ms): [string, Step] => [`wait ${ms}`, () => new Promise((resolve) => setTimeout(resolve, ms))]),
  },
  ...(
    [
      [
        'many',
        (gateway) =>
          gateway.put(
            'line8',
            Array.from({ length: MANY }, (_, i) => i),
          ),
      ],
      ['lost event', (_, device) => void device.lost++],
      ['failing pulls', (_, device) => void (device.failures += 2)],
      ['cut', (_, device) => device.cut()],
      ['reconnect', (_, device) => device.connect()],
      ['pull', (_, device) => device.pull.now()],
      [
        'restart',
        async (_, device) => {
          await device.stop();
          device.start();
        },
      ],
      [
        'other scope',
        (_, device) => {
          device.scope = device.scope === SCOPES.all ? SCOPES.line8 : SCOPES.all;
          device.connect();
        },
      ],
      [
        'other epoch',
        (gateway, device) => {
          gateway.rebuild();
          device.connect();
        },
      ],
    ] satisfies [string, Step][]
  ).map((step) => ({ weight: 1, arbitrary: fc.constant<[string, Step]>(step) })),
);

/** A gateway and a device with nothing on it, both gone afterwards. */
async function together(work: (gateway: Gateway, device: Listener) => Promise<void>): Promise<void> {
  const view = await openView(newPlace());
  const gateway = new Gateway();
  const device = new Listener(gateway, view);
  try {
    await work(gateway, device);
  } finally {
    await device.stop();
    gateway.hub.close();
    await view.close();
  }
}

async function isCurrent(gateway: Gateway, device: Listener): Promise<boolean> {
  const [there, here] = [await gateway.seen(device.scope), await device.rows()];
  return JSON.stringify(sorted(there)) === JSON.stringify(sorted(here));
}

const count = async (device: Listener) => Object.keys(await device.rows()).length;

describe('a device that is told rows and asks for them', () => {
  it('has what the gateway has in the end, whatever was lost, cut, refused or came at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 25 }), (all) =>
        together(async (gateway, device) => {
          for (const [, step] of all) await step(gateway, device);
          device.lost = 0;
          device.connect();
          await gateway.put('line8', [0]);
          await until(() => isCurrent(gateway, device));
        }),
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  it('learns of an event that got lost by the next one', () =>
    together(async (gateway, device) => {
      for (const line of LINES) await gateway.put(line, [0, 1]);
      await until(() => isCurrent(gateway, device));
      device.lost = 1;
      await gateway.put('line9', [2]);
      await until(() => device.lost === 0);
      await gateway.put('line8', [3]);
      await until(() => isCurrent(gateway, device));
    }));

  it('asks for nothing while it is told all', () =>
    together(async (gateway, device) => {
      await gateway.put('line8', [0]);
      await until(async () => (await count(device)) === 1);
      // The first change after everybody had gone is no more than a notice.
      await gateway.put('line8', [1]);
      await until(async () => (await count(device)) === 2);
      const asked = device.requests;
      for (let hours = 2; hours < 12; hours++) for (const line of LINES) await gateway.put(line, [hours]);
      await until(async () => (await count(device)) === 22);
      expect(device.requests).toBe(asked);
    }));
});

function sorted(rows: Record<string, number>): [string, number][] {
  return Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1));
}
