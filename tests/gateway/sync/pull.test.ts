import { describe, expect, it } from 'vitest';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { Pull, WINDOW_MS, type Collections, type PullQuery } from '../../../gateway/sync/pull.ts';
import type { Checkpoint } from '../../../shared/sync/protocol.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2022, 9, 10, 12);

function pulling(epoch = 'e1') {
  const store = new MemoryStore();
  const rowsOf = (collection: string) =>
    new LocalRows<{ id: string }>({ store, gateway: 'gw', collection, epoch: 'e1', changed: () => {} });
  const collections = { hours: rowsOf('hours'), lines: rowsOf('lines'), reference: rowsOf('reference') };
  const clock = { now: NOW };
  const pull = new Pull({
    gateway: 'gw',
    epoch,
    collections: collections as unknown as Collections,
    now: () => clock.now,
  });
  return { store, collections, clock, pull };
}

/** The row of the hour that lies so many hours ago. */
const hour = (ago: number) => ({ id: `hour:line8:${ago}`, hourAt: NOW - ago * HOUR_MS, statement: 'hour:line8:x' });
const query = (checkpoint: Checkpoint, limit?: number): PullQuery => ({
  ...checkpoint,
  ...(limit && { limit: String(limit) }),
});

describe('a device that pulls', () => {
  it('gets full pages until the last one, and nothing after it', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([0, 1, 2, 3, 4].map(hour));
    const first = await pull.page('hours', { limit: '2' }, '*');
    const second = await pull.page('hours', query(first.checkpoint, 2), '*');
    const third = await pull.page('hours', query(second.checkpoint, 2), '*');
    expect([first, second, third].map(({ documents }) => documents.length)).toEqual([2, 2, 1]);
    const fourth = await pull.page('hours', query(third.checkpoint, 2), '*');
    expect(fourth).toEqual({ documents: [], checkpoint: third.checkpoint });
  });

  it('gets full pages also where rows lie outside the window', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([0, 500, 501, 502, 1, 503, 2].map(hour));
    const first = await pull.page('hours', { limit: '2' }, '*');
    expect(first.documents.map((row) => (row as { id: string }).id)).toEqual(['hour:line8:0', 'hour:line8:1']);
  });

  it('gets what changed since, once, in its latest state', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([0, 1].map(hour));
    const { checkpoint } = await pull.page('hours', {}, '*');
    await collections.hours.put([{ ...hour(1), closed: false }] as never);
    await collections.hours.put([{ ...hour(1), closed: true }] as never);
    expect((await pull.page('hours', query(checkpoint), '*')).documents).toEqual([
      { id: 'hour:line8:1', hourAt: NOW - HOUR_MS, closed: true },
    ]);
  });

  it.each([{ gateway: 'other' }, { epoch: 'e0' }, { scope: 'mine' }])(
    'begins anew when its checkpoint is of another view: %j',
    async (other) => {
      const { collections, pull } = pulling();
      await collections.hours.put([0, 1].map(hour));
      const { checkpoint } = await pull.page('hours', {}, '*');
      expect((await pull.page('hours', query({ ...checkpoint, ...other }), '*')).documents).toHaveLength(2);
      expect((await pull.page('hours', query(checkpoint), '*')).documents).toHaveLength(0);
    },
  );

  it('is not told of rows that it cannot have, and is told when one leaves its window', async () => {
    const { collections, clock, pull } = pulling();
    await collections.hours.put([hour(0), hour(WINDOW_MS / HOUR_MS + 1)]);
    const start = await pull.page('hours', {}, '*');
    expect(start.documents).toHaveLength(1);
    clock.now += 8 * 24 * HOUR_MS;
    await collections.hours.put([hour(0)]);
    expect((await pull.page('hours', query(start.checkpoint), '*')).documents).toEqual([
      { id: 'hour:line8:0', _deleted: true },
    ]);
  });

  it('never sees which statement a row rests on', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([hour(0)]);
    expect((await pull.page('hours', {}, '*')).documents).toEqual([{ id: 'hour:line8:0', hourAt: NOW }]);
  });

  it('is told of its lines and of what is of no line, and nothing of others', async () => {
    const { collections, pull } = pulling();
    const on = (line: string, id = `hour:${line}:0`) => ({ id, line, hourAt: NOW });
    await collections.hours.put([on('line8'), on('line9')] as never);
    await collections.lines.put([on('line8', 'line:line8'), on('line9', 'line:line9')] as never);
    const reference = [{ id: 'plant' }, { id: 'line:line8', kind: 'line' }, { id: 'line:line9', kind: 'line' }];
    await collections.reference.put(reference as never);
    const ids = async (collection: string, from: PullQuery = {}) =>
      (await pull.page(collection, from, ['line8'])).documents.map((row) => (row as { id: string }).id);
    expect(await ids('hours')).toEqual(['hour:line8:0']);
    expect(await ids('lines')).toEqual(['line:line8']);
    expect(await ids('reference')).toEqual(['plant', 'line:line8']);
    const { checkpoint } = await pull.page('hours', {}, ['line8']);
    await collections.hours.put([{ ...on('line9'), closed: true }] as never);
    expect(await ids('hours', query(checkpoint))).toEqual([]);
    expect((await pull.page('hours', query(checkpoint), '*')).documents).toHaveLength(2);
  });

  it('gets rows without a time whole', async () => {
    const { collections, pull } = pulling();
    await collections.reference.put([{ id: 'plant' }]);
    expect((await pull.page('reference', {}, '*')).documents).toEqual([{ id: 'plant' }]);
    expect((await pull.page('lines', {}, '*')).documents).toEqual([]);
  });

  it.each(['orders', '__proto__', 'constructor', ''])(
    'is told that there is no collection "%s"',
    async (collection) => {
      await expect(pulling().pull.page(collection, {}, '*')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it.each(['0', '-1', '1001', '1.5', 'all', '', ['1', '2']])('is told that limit=%j is not valid', async (limit) => {
    await expect(pulling().pull.page('hours', { limit }, '*')).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });
});
