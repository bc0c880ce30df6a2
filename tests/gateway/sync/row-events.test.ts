import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { EventHub } from '../../../gateway/sync/event-hub.ts';
import type { Collections } from '../../../gateway/sync/pull.ts';
import { RowEvents } from '../../../gateway/sync/row-events.ts';
import { scope, type Scope } from '../../../gateway/sync/scope.ts';
import { AppError } from '../../../shared/errors.ts';
import type { LiveEvent } from '../../../shared/sync/protocol.ts';
import type { PullCollection } from '../../../shared/sync/rows.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2022, 9, 10, 12);
const ALL = scope('*', 24 * HOUR_MS);
const LINE8 = scope(['line8'], 24 * HOUR_MS);

let hub: EventHub;
afterEach(() => hub.close());

function telling(...scopes: Scope[]) {
  const store = new MemoryStore();
  hub = new EventHub({ greeting: () => [], now: () => NOW });
  for (const each of scopes) hub.connect(() => each);
  const sent: LiveEvent[] = [];
  const send = (event: LiveEvent) => void sent.push(event);
  const listening = {
    send,
    get scopes() {
      return hub.scopes;
    },
  };
  const rowsOf = <R extends { id: string }>(collection: PullCollection) =>
    new LocalRows<R>({ store, gateway: 'gw', collection, epoch: 'e1', changed: () => events.changed(collection) });
  const collections: Collections = {
    ...{ hours: rowsOf('hours'), lines: rowsOf('lines'), reference: rowsOf('reference') },
    ...{ plan: rowsOf('plan'), lots: rowsOf('lots') },
  };
  const bug = vi.fn();
  const events = new RowEvents({ gateway: 'gw', epoch: 'e1', collections, hub: listening, now: () => NOW, bug });
  const hours = (line: string, ...ago: number[]) =>
    collections.hours.put(
      ago.map((n) => ({ id: `hour:${line}:${n}`, line, hourAt: NOW - n * HOUR_MS, statement: 'x' }) as never),
    );
  const told = (count: number) => vi.waitFor(() => expect(sent).toHaveLength(count));
  return { store, sent, hours, told, bug };
}

describe('rows that were written', () => {
  it('are a notice at first, and then told with where they follow on', async () => {
    const { sent, hours, told } = telling(ALL);
    await hours('line8', 1);
    await told(1);
    await hours('line8', 1, 2);
    await told(2);
    await hours('line8', 3);
    await told(3);
    const of = { type: 'rows', collection: 'hours', gateway: 'gw', epoch: 'e1', scope: ALL.id };
    const row = (n: number) => ({ id: `hour:line8:${n}`, line: 'line8', hourAt: NOW - n * HOUR_MS });
    expect(sent).toEqual([
      { type: 'notice', collection: 'hours' },
      { ...of, from: '1', to: '3', rows: [row(1), row(2)] },
      { ...of, from: '3', to: '4', rows: [row(3)] },
    ]);
  });

  it('are told to each as far as it may see them; who sees none is told that it is current', async () => {
    const { sent, hours, told } = telling(ALL, LINE8);
    await hours('line8', 1);
    await told(1);
    await hours('line9', 1);
    await told(3);
    expect(sent.slice(1)).toMatchObject([
      { scope: ALL.id, from: '1', to: '2', rows: [{ id: 'hour:line9:1' }] },
      { scope: LINE8.id, from: '1', to: '2', rows: [] },
    ]);
  });

  it('are gone for a device whose window they have left', async () => {
    const { sent, hours, told } = telling(ALL);
    await hours('line8', 1);
    await told(1);
    await hours('line8', 30);
    await told(2);
    expect(sent[1]).toMatchObject({ rows: [{ id: 'hour:line8:30', _deleted: true }] });
  });

  it('are a notice when they are many, and told again after that', async () => {
    const { sent, hours, told } = telling(ALL);
    await hours('line8', 1);
    await told(1);
    await hours('line8', ...Array.from({ length: 101 }, (_, n) => n));
    await told(2);
    await hours('line8', 1);
    await told(3);
    expect(sent.map(({ type }) => type)).toEqual(['notice', 'notice', 'rows']);
  });

  it('are read for nobody while nobody listens', async () => {
    const { store, sent, hours } = telling();
    const reads = vi.spyOn(store, 'changes');
    await hours('line8', 1);
    await hours('line8', 2);
    expect(reads).not.toHaveBeenCalled();
    expect(sent).toEqual([]);
  });

  it('that are written while others are told travel together', async () => {
    const { store, hours, sent, told } = telling(ALL);
    await hours('line8', 1);
    await told(1);
    const gate = Promise.withResolvers<void>();
    const { changes } = store;
    vi.spyOn(store, 'changes').mockImplementationOnce(async (...asked) => {
      const read = await changes.apply(store, asked);
      await gate.promise;
      return read;
    });
    for (const n of [2, 3, 4, 5]) await hours('line8', n);
    gate.resolve();
    await told(3);
    expect(sent.slice(1).map((event) => event.type === 'rows' && event.rows.length)).toEqual([1, 3]);
  });

  it('are a notice when they cannot be read, and it is no bug when the store is away', async () => {
    const { store, sent, hours, told, bug } = telling(ALL);
    await hours('line8', 1);
    await told(1);
    vi.spyOn(store, 'changes').mockRejectedValueOnce(new AppError('STORE_UNREACHABLE', 'away'));
    await hours('line8', 2);
    await told(2);
    expect(sent[1]).toEqual({ type: 'notice', collection: 'hours' });
    expect(bug).not.toHaveBeenCalled();
  });
});
