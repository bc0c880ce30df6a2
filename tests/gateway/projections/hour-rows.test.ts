import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HourRows, type StoredHourRow } from '../../../gateway/projections/hour-rows.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { lineHourId, type LineHour, type LineHourBody } from '../../../shared/documents/line-hour.ts';
import { personFactId, type Reason } from '../../../shared/documents/reason.ts';
import type { OpenHour } from '../../../shared/sync/protocol.ts';
import { bodiesOf, engineAfter, partsAt, START } from '../../shared/production/cycle-stream.ts';

const NOW = START + 3_600_000;
const KEY = 'hour:line8:2022-10-10T13';

/** The hour as it was when so many rows were read. */
const body = (rows: number): LineHourBody =>
  bodiesOf(engineAfter(partsAt(...Array.from({ length: rows }, (_, i) => i * 3))))[0]!;

function statement(rows: number, edition: number): LineHour {
  return {
    ...body(rows),
    _id: lineHourId('line8', START, edition, `h${rows}`),
    type: 'hour',
    schema: 1,
    line: 'line8',
    at: START,
    received: edition,
    by: { origin: 'gw', user: null },
    edition,
  };
}

const open = (rows: number, seq: number): OpenHour => ({ ...body(rows), line: 'line8', seq });

function reason(counter: number, at = START + counter): Reason {
  return {
    _id: personFactId('reason', at, 'tablet1', counter),
    type: 'reason',
    schema: 1,
    line: 'line8',
    at,
    received: at,
    by: { origin: 'tablet1', user: null },
    from: START + 10,
    to: null,
    code: `c${counter}`,
    supersedes: null,
  };
}

type Event = { fact: LineHour | Reason } | { open: OpenHour };

async function rowAfter(events: readonly Event[], now = NOW): Promise<StoredHourRow | null> {
  const rows = new LocalRows<StoredHourRow>({
    store: new MemoryStore(),
    gateway: 'gw',
    collection: 'hours',
    epoch: 'e1',
    changed: () => {},
  });
  const hours = new HourRows(rows, () => now);
  for (const event of events) {
    if ('open' in event) await hours.showOpen([event.open]);
    else await hours.handle([event.fact as unknown as StoredDocument]);
  }
  return (await rows.get([KEY]))[0] ?? null;
}

describe('the row of an hour', () => {
  it('takes a fact once that lies in two databases: a copy that another gateway has received later', async () => {
    const said = reason(1);
    const copy = { ...said, received: said.received + 5_000 };
    const row = await rowAfter([
      { fact: statement(6, 200) },
      { fact: said },
      { fact: copy },
      { fact: statement(6, 200) },
    ]);
    expect(row?.reasons).toHaveLength(1);
    expect(row?.facts).toEqual([said._id]);
    expect(await rowAfter([{ fact: copy }, { fact: statement(6, 200) }, { fact: said }])).toEqual(row);
  });

  it('shows the open hour until it is stated, then the statement', async () => {
    expect(await rowAfter([{ open: open(5, 100) }])).toMatchObject({
      closed: false,
      seq: 100,
      rowsRead: 5,
      statement: null,
    });
    expect(await rowAfter([{ open: open(5, 100) }, { fact: statement(6, 200) }])).toMatchObject({
      closed: true,
      seq: 200,
      rowsRead: 6,
      statement: statement(6, 200)._id,
    });
  });

  it('opens again for rows that the statement did not know, and not for fewer', async () => {
    expect(await rowAfter([{ fact: statement(6, 200) }, { open: open(7, 300) }])).toMatchObject({
      closed: false,
      rowsRead: 7,
    });
    expect(await rowAfter([{ fact: statement(6, 200) }, { open: open(6, 300) }])).toMatchObject({
      closed: true,
      rowsRead: 6,
    });
  });

  it('takes of several statements the one with most rows, then the latest', async () => {
    expect(await rowAfter([{ fact: statement(6, 200) }, { fact: statement(5, 900) }])).toMatchObject({
      rowsRead: 6,
      seq: 200,
    });
    expect(await rowAfter([{ fact: statement(6, 300) }, { fact: statement(6, 200) }])).toMatchObject({ seq: 300 });
  });

  it('may have its reasons before its figures', async () => {
    const row = await rowAfter([{ fact: reason(1) }, { fact: statement(6, 200) }]);
    expect(row).toMatchObject({
      rowsRead: 6,
      reasons: [{ id: reason(1)._id, code: 'c1', origin: 'tablet1' }],
      facts: [reason(1)._id],
    });
  });

  it('lists people’s facts of the last seven days only, and keeps their reasons', async () => {
    const row = await rowAfter(
      [{ fact: reason(1) }, { fact: reason(2, START + 8 * 86_400_000) }],
      START + 9 * 86_400_000,
    );
    expect(row!.facts).toEqual([reason(2, START + 8 * 86_400_000)._id]);
    expect(row!.reasons).toHaveLength(2);
  });

  it('holds the latest 500 of what is said, in whatever order it comes', async () => {
    const said = Array.from({ length: 700 }, (_, i) => ({ fact: reason(i) }));
    const [forth, back] = [await rowAfter(said), await rowAfter([...said].reverse())];
    expect(forth!.reasons).toHaveLength(500);
    expect(forth!.reasons.at(-1)!.code).toBe('c699');
    expect(back!.reasons).toEqual(forth!.reasons);
  });

  it('is the same in whatever order statements, reasons and the open hour arrive, repeats included', async () => {
    const facts = fc.record({
      statements: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 100, max: 900 })), {
        selector: ([, edition]) => edition,
        maxLength: 4,
      }),
      reasons: fc.nat(3),
      opens: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
    });
    const orders = facts.chain(({ statements, reasons, opens }) => {
      // An open hour grows; the statement of the whole hour knows all its rows.
      const most = Math.max(1, ...opens);
      const events: Event[] = [
        ...statements.map(([rows, edition]) => ({ fact: statement(rows, edition) })),
        { fact: statement(Math.max(most, ...statements.map(([rows]) => rows)), 1_000) },
        ...opens.map((rows) => ({ open: open(rows, rows * 10) })),
        ...Array.from({ length: reasons }, (_, i) => ({ fact: reason(i) })),
      ];
      return fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      );
    });
    await fc.assert(
      fc.asyncProperty(orders, async ([events, shuffled]) => {
        expect(await rowAfter(shuffled)).toEqual(await rowAfter(events));
      }),
    );
  });

  it('of an open hour never goes back to an older state', async () => {
    expect(await rowAfter([{ open: open(7, 300) }, { open: open(5, 200) }])).toMatchObject({ rowsRead: 7, seq: 300 });
  });

  it('is written only when it changes', async () => {
    let writes = 0;
    const rows = new LocalRows<StoredHourRow>({
      store: new MemoryStore(),
      gateway: 'gw',
      collection: 'hours',
      epoch: 'e1',
      changed: () => writes++,
    });
    const hours = new HourRows(rows, () => NOW);
    for (let i = 0; i < 3; i++) await hours.handle([statement(6, 200), reason(1)] as unknown as StoredDocument[]);
    expect(writes).toBe(1);
  });

  it('cannot be broken by a fact about a time that no calendar has', async () => {
    const far = { ...reason(1), from: 8_640_000_000_000_000 };
    await expect(rowAfter([{ fact: far }])).resolves.toBeNull();
  });
});
