import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { EventHub } from '../../../gateway/sync/event-hub.ts';
import type { LiveEvent } from '../../../shared/sync/protocol.ts';

const hello: LiveEvent = { type: 'hello', gateway: 'gw', epoch: 'e1', now: 1, version: '0' };
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
    expect(received(hub.connect(() => '*'))).toBe(
      'event: hello\ndata: {"gateway":"gw","epoch":"e1","now":1,"version":"0"}\n\nevent: notice\ndata: {"collection":"hours"}\n\n',
    );
    expect(received(hub.connect(() => '*'))).toContain('"now":2');
  });

  it('tells all devices the same', () => {
    open();
    const streams = [hub.connect(() => '*'), hub.connect(() => '*')];
    streams.map(received);
    hub.send(notice);
    expect(streams.map(received)).toEqual(Array(2).fill('event: notice\ndata: {"collection":"hours"}\n\n'));
    expect(hub.connections).toBe(2);
  });

  it('forgets a device that went away, and does not fail by it', async () => {
    open();
    const [gone, here] = [hub.connect(() => '*'), hub.connect(() => '*')];
    gone.destroy();
    await once(gone, 'close');
    hub.send(notice);
    expect(hub.connections).toBe(1);
    expect(received(here)).toContain('notice');
  });

  it('lets a device go that does not read, instead of keeping everything for it', async () => {
    open();
    const stream = hub.connect(() => '*');
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
    const stream = hub.connect(() => ['line8']);
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

  it('ends for a device that may see something else now, so that it comes back for that', async () => {
    open();
    let lines = ['line8'];
    const [changed, same] = [hub.connect(() => lines), hub.connect(() => '*')];
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
    const streams = [hub.connect(() => '*'), hub.connect(() => '*')];
    const closed = Promise.all(streams.map((stream) => once(stream, 'close')));
    hub.close();
    await closed;
    expect(hub.connections).toBe(0);
  });
});
