import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventParser, fetchedStream } from '../../../pwa/data/roaming-stream.ts';
import { until } from './device.ts';

describe('server-sent events over fetch', () => {
  const parsed = (...pieces: string[]) => {
    const told: [string, string][] = [];
    const parser = new EventParser((type, data) => told.push([type, data]));
    for (const piece of pieces) parser.take(piece);
    return told;
  };

  it('are the same however they are cut into pieces', () => {
    const text =
      'event: hello\ndata: {"now":1}\n\n: a comment\r\n\r\nevent: beat\r\ndata:2\r\n\r\ndata: a\ndata: b\n\n';
    const whole = parsed(text);
    expect(whole).toEqual([
      ['hello', '{"now":1}'],
      ['beat', '2'],
      ['message', 'a\nb'],
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        expect(parsed(...at.slice(1).map((end, i) => text.slice(at[i], end)))).toEqual(whole);
      }),
    );
  });

  it('are nothing before they are complete', () => {
    expect(parsed('event: hello\ndata: {"now"')).toEqual([]);
  });
});

describe('a stream from another gateway', () => {
  let server: Server;
  let answer: (response: ServerResponse) => void;
  let url: string;
  const carried: (string | undefined)[] = [];

  beforeEach(async () => {
    server = createServer((request, response) => {
      carried.push(request.headers.accept);
      answer(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/events`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function listen() {
    const heard: string[] = [];
    const stream = fetchedStream((address, init) => fetch(address, init), url);
    for (const type of ['hello', 'beat', 'error'])
      stream.addEventListener(type, ({ data }) => heard.push(data === undefined ? type : `${type} ${String(data)}`));
    return { heard, stream };
  }
  const asStream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });

  it('passes on what comes when it comes, and says when it ends', async () => {
    let open: ServerResponse;
    answer = (response) => (open = asStream(response));
    const { heard } = listen();
    await until(() => open !== undefined);
    open!.write('event: hello\ndata: {"name":"Li');
    open!.write('nie 8 – größer"}\n\n');
    await until(() => heard.length === 1);
    expect(heard).toEqual(['hello {"name":"Linie 8 – größer"}']);
    open!.end();
    await until(() => heard.length === 2);
    expect(heard[1]).toBe('error');
  });

  it.each([
    ['401', (response: ServerResponse) => response.writeHead(401).end('{}')],
    [
      'a page',
      (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('data: 1\n\n'),
    ],
    ['nothing', (response: ServerResponse) => response.destroy()],
  ])('is lost when the answer is %s', async (_, say) => {
    answer = say;
    const { heard } = listen();
    await until(() => heard.length > 0);
    expect(heard).toEqual(['error']);
  });

  it('says nothing any more once it is closed, and lets the connection go', async () => {
    let closed = false;
    answer = (response) => {
      asStream(response).write('event: beat\ndata: 1\n\n');
      response.on('close', () => (closed = true));
    };
    const { heard, stream } = listen();
    await until(() => heard.length === 1);
    stream.close();
    await until(() => closed);
    await setTimeout(0);
    expect(heard).toEqual(['beat 1']);
  });
});
