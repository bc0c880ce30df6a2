import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { EventHub } from '../../../gateway/sync/event-hub.ts';
import { scope } from '../../../gateway/sync/scope.ts';
import type { LiveEvent } from '../../../shared/sync/protocol.ts';

const hello: LiveEvent = { type: 'hello', gateway: 'gw', epoch: 'e1', now: 1, version: '0' };
const ALL = scope('*', 1);
const LINE8 = scope(['line8'], 1);
const notice: LiveEvent = { type: 'notice', collection: 'hours' };

let hub: EventHub;
afterEach(() => hub.close());

const open = (greeting: () => LiveEvent[] = () => [hello]) => (hub = new EventHub({ greeting, now: () => 7 }));

/** What has arrived so far. */
const received = (stream: Readable) => ((stream.read() as Buffer | null) ?? '').toString();

describe('the stream of events', () => {
  it('greets every device first, with what is true at that moment', () => {
    let now = 1;
    open(() => [{ ...hello, now: now++ }, notice]);
    expect(received(hub.connect(() => ALL))).toBe(
      'event: hello\ndata: {"gateway":"gw","epoch":"e1","now":1,"version":"0"}\n\nevent: notice\ndata: {"collection":"hours"}\n\n',
    );
    expect(received(hub.connect(() => ALL))).toContain('"now":2');
  });

  it('tells all devices the same', () => {
    open();
    const streams = [hub.connect(() => ALL), hub.connect(() => ALL)];
    streams.map(received);
    hub.send(notice);
    expect(streams.map(received)).toEqual(Array(2).fill('event: notice\ndata: {"collection":"hours"}\n\n'));
    expect(hub.connections).toBe(2);
  });

  it('forgets a device that went away, and does not fail by it', async () => {
    open();
    const [gone, here] = [hub.connect(() => ALL), hub.connect(() => ALL)];
    gone.destroy();
    await once(gone, 'close');
    hub.send(notice);
    expect(hub.connections).toBe(1);
    expect(received(here)).toContain('notice');
  });

  it('lets a device go that does not read, instead of keeping everything for it', async () => {
    open();
    const stream = hub.connect(() => ALL);
    const closed = once(stream, 'close');
    const long: LiveEvent = { ...hello, version: 'x'.repeat(100_000) };
    for (let i = 0; i < 30; i++) hub.send(long);
    await closed;
    expect(hub.connections).toBe(0);
  });

  it('tells a device of the lines that it may see, and of nothing else', () => {
    const row = (line: string) => ({ type: 'line', now: 1, row: { line } }) as LiveEvent;
    const frame = (line: string) => ({ line, minute: 0 });
    open(() => [hello, row('line8'), row('line9')]);
    const stream = hub.connect(() => LINE8);
    const greeted = received(stream);
    expect(greeted).toContain('line8');
    expect(greeted).not.toContain('line9');
    hub.send({ type: 'minutes', now: 1, frames: [frame('line8'), frame('line9')] } as LiveEvent);
    hub.send({ type: 'minutes', now: 1, frames: [frame('line9')] } as LiveEvent);
    hub.send({ type: 'hour', row: { line: 'line9' } } as LiveEvent);
    hub.send(notice);
    expect(received(stream)).toBe(
      'event: minutes\ndata: {"now":1,"frames":[{"line":"line8","minute":0}]}\n\nevent: notice\ndata: {"collection":"hours"}\n\n',
    );
  });

  it('tells rows to those only whose scope they were made for, written down once for all of them', () => {
    open(() => []);
    const streams = [ALL, ALL, LINE8].map((of) => hub.connect(() => of));
    expect(hub.scopes.map(({ id }) => id)).toEqual([ALL.id, LINE8.id]);
    let written = 0;
    const rows = { toJSON: () => (written++, []) } as never;
    hub.send({
      ...{ type: 'rows', collection: 'hours', gateway: 'gw', epoch: 'e1', scope: ALL.id, from: '1', to: '2', rows },
    });
    expect(streams.map((stream) => received(stream).includes('event: rows'))).toEqual([true, true, false]);
    expect(written).toBe(1);
  });

  it('ends for a device that may see something else now, so that it comes back for that', async () => {
    open();
    let lines = ['line8'];
    const [changed, same] = [hub.connect(() => scope(lines, 1)), hub.connect(() => ALL)];
    const closed = once(changed, 'close');
    hub.endChanged();
    expect(hub.connections).toBe(2);
    lines = [];
    hub.endChanged();
    await closed;
    expect(hub.connections).toBe(1);
    expect(same.destroyed).toBe(false);
  });

  it('ends for all when the gateway does', async () => {
    open();
    const streams = [hub.connect(() => ALL), hub.connect(() => ALL)];
    const closed = Promise.all(streams.map((stream) => once(stream, 'close')));
    hub.close();
    await closed;
    expect(hub.connections).toBe(0);
  });
});
