import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceData } from '../../../pwa/data/app-data.ts';
import { readEntriesFile } from '../../../pwa/data/entries-file.ts';
import type { FactAnswer } from '../../../shared/sync/protocol.ts';
import { Device, HOUR, jam, lineRow, referenceRows, thisHour, when } from './device.ts';
import { FakeGateway } from './fake-gateway.ts';

const LINE = 'line8';
let gateway: FakeGateway;
let data: DeviceData;

beforeEach(async () => {
  gateway = await new FakeGateway().start();
  gateway.put('reference', ...referenceRows(LINE));
  gateway.put('lines', lineRow(LINE));
});

afterEach(async () => {
  await data.close();
  await gateway.stop();
});

const give = (comment: string) => data.giveReason({ ...jam(LINE, thisHour() - HOUR), comment });
const notSent = (n: number) => when(data.connection, (connection) => connection.notSent === n);

/** Entries that wait on a device which cannot send them. */
async function stranded(): Promise<string> {
  data = await new Device(gateway).open();
  await when(data.connection, ({ synced }) => synced);
  gateway.answer = (fact) => ({ id: fact._id, status: 'rejected', code: 'role', reason: 'no' });
  await give('refused');
  await when(data.refused, (list) => list.length === 1);
  gateway.answer = (fact) => ({ id: fact._id, status: 'accepted' });
  await gateway.stop();
  await give('first');
  await give('second');
  await notSent(2);
  const { name, text } = await data.sync.file();
  expect(name).toMatch(/^lineside-entries-device-[0-9a-z]{8}-\d{4}-\d\d-\d\d\.json$/);
  await data.close();
  await gateway.start();
  return text;
}

/** The gateway takes what is brought, but for what it says. */
function bringing(answer: (id: string) => FactAnswer): { _id: string }[][] {
  const brought: { _id: string }[][] = [];
  gateway.others = (request, response) => {
    void request.toArray().then((parts) => {
      const { facts } = JSON.parse(Buffer.concat(parts).toString()) as { facts: { _id: string }[] };
      brought.push(facts);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(facts.map(({ _id }) => answer(_id))));
    });
  };
  gateway.brought = true;
  return brought;
}

describe('what waits on a device, as a file', () => {
  it('holds every entry with its id and all that was typed, also what was refused', async () => {
    const file = readEntriesFile(await stranded())!;
    data = await new Device(gateway).open();
    expect(file.entries).toMatchObject([
      { type: 'reason', line: LINE, comment: 'first', name: 'Jam', by: { origin: file.device } },
      { comment: 'second' },
    ]);
    expect(file.refused).toMatchObject([{ code: 'role', fact: { comment: 'refused' } }]);
  });

  it('is handed in at another device, and sent as it is', async () => {
    const text = await stranded();
    data = await new Device(gateway).open();
    const brought = bringing((id) => ({ id, status: 'accepted' }));
    expect(await data.sync.bring(text)).toEqual({ kind: 'answered', accepted: 2, later: 0, refused: [] });
    const { entries } = readEntriesFile(text)!;
    expect(brought).toEqual([entries.map((fact) => ({ ...fact, name: undefined }))]);
  });

  it('is answered entry by entry', async () => {
    const text = await stranded();
    data = await new Device(gateway).open();
    let nth = 0;
    bringing((id) =>
      nth++ === 0
        ? { id, status: 'rejected', code: 'author', reason: 'was not signed on' }
        : { id, status: 'later', reason: 'the store is away' },
    );
    expect(await data.sync.bring(text)).toMatchObject({
      kind: 'answered',
      accepted: 0,
      later: 1,
      refused: [{ code: 'author', fact: { comment: 'first' } }],
    });
  });

  it.each([
    '',
    'no JSON',
    '{}',
    '{"lineside":"entries"}',
    '{"lineside":"entries","form":2,"device":"d","at":1,"entries":[]}',
  ])('is told from something else: %s', async (text) => {
    data = await new Device(gateway).open();
    expect(await data.sync.bring(text)).toEqual({ kind: 'no-such-file' });
  });

  it('can be handed in again when the gateway is out of reach', async () => {
    const text = await stranded();
    data = await new Device(gateway).open();
    await gateway.stop();
    expect(await data.sync.bring(text)).toEqual({ kind: 'unreachable' });
    await gateway.start();
  });
});
