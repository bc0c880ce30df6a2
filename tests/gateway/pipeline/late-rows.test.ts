import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, EIGHT, file, RecordedLine, row, running, total } from './recorded-line.ts';
import { randomFiles } from './random-files.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe('rows that come late', () => {
  const morning = file('PR1.txt', running(EIGHT, EIGHT + 30 * MINUTE_MS));
  const noon = file('PR2.txt', running(EIGHT + 3.1 * HOUR_MS, EIGHT + 3.4 * HOUR_MS));
  const afternoon = file('PR3.txt', running(EIGHT + 6 * HOUR_MS, EIGHT + 6.5 * HOUR_MS));

  it('of an older file correct the hours from the last row before them on', async () => {
    const inOrder = await RecordedLine.start();
    await inOrder.import(morning, noon, afternoon);
    const line = await RecordedLine.start();
    await line.import(morning, afternoon);
    expect((await line.hours())[0]!.stops.at(-1)![1]).toBe(EIGHT + 6 * HOUR_MS);
    await line.import(noon);
    expect(await line.hours()).toEqual(await inOrder.hours());
  });

  it('of the oldest file come before all others', async () => {
    const inOrder = await RecordedLine.start();
    await inOrder.import(morning, noon, afternoon);
    const line = await RecordedLine.start();
    await line.import(afternoon);
    await line.import(noon);
    await line.import(morning);
    expect(await line.hours()).toEqual(await inOrder.hours());
  });

  it('make the same hours as rows in time, whichever file comes when', async () => {
    const shuffled = randomFiles({ files: 4 }).chain((files) =>
      fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([files, order]) => {
        const inOrder = await RecordedLine.start();
        await inOrder.import(...files);
        const line = await RecordedLine.start();
        for (const one of order) await line.import(one);
        expect(await line.hours()).toEqual(await inOrder.hours());
      }),
      { numRuns: 60 },
    );
  });

  it('are not forgotten when the gateway ends before their hours are written', async () => {
    const inOrder = await RecordedLine.start();
    await inOrder.import(morning, noon, afternoon);
    const line = await RecordedLine.start();
    await line.import(noon, afternoon);
    for (const block of blocksOf(morning, [200, 900])) await line.take(block);
    await line.recorder.advance(null);
    await line.recorder.save();
    await line.restart();
    await line.settle();
    expect(await line.hours()).toEqual(await inOrder.hours());
  });

  it('give nothing up of an hour that ended just before them', async () => {
    // The first file ends within the minute of grace after 10:00, the next begins a little earlier: a clock set right.
    const ten = EIGHT + 2 * HOUR_MS;
    const files = [
      file('PR1.txt', running(ten - 5 * MINUTE_MS, ten + 30_000)),
      file('PR2.txt', running(ten + 20_000, ten + 5 * MINUTE_MS)),
    ];
    const line = await RecordedLine.start();
    await line.import(...files);
    const hours = await line.hours();
    expect(hours.map(({ hourAt }) => hourAt)).toEqual([ten - HOUR_MS, ten]);
    expect(total(hours, 'produced')).toBe(
      files.reduce((rows, { bytes }) => rows + bytes.toString().trim().split('\n').length, 0),
    );
  });

  it('that cannot be read count in the hours, too', async () => {
    const line = await RecordedLine.start();
    await line.import(morning, afternoon);
    const rows = (await line.hours())[0]!.rowsRead;
    await line.take({ ...blocksOf(morning)[0]!, offset: morning.bytes.length, bytes: Buffer.from('not a row\n') });
    await line.settle();
    expect((await line.hours())[0]!.rowsRead).toBe(rows + 1);
  });
});

describe('a line that is watched', () => {
  it('has its hours closed by time while it stands, and corrected when it runs again', async () => {
    const stood = EIGHT + 30 * MINUTE_MS;
    const line = await RecordedLine.start();
    await line.take(blocksOf(file('PR1.txt', running(EIGHT, stood)))[0]!);
    for (let now = stood; now < stood + 2 * HOUR_MS; now += 5 * MINUTE_MS) await line.settle(now);
    const hours = await line.hours();
    expect(hours.map(({ openAtStart }) => openAtStart)).toEqual([null, EIGHT + 1_999 * 900]);
    expect(hours[0]!.stops).toEqual([[EIGHT + 1_999 * 900, null]]);
    const first = running(EIGHT, stood).length;
    await line.take({
      ...blocksOf(file('PR1.txt', running(stood + 2 * HOUR_MS, stood + 2.1 * HOUR_MS)))[0]!,
      offset: first,
    });
    await line.settle();
    expect((await line.hours())[0]!.stops).toEqual([[EIGHT + 1_999 * 900, stood + 2 * HOUR_MS]]);
  });

  it('has the same hours after a weekend, whether it was watched or its files came on Monday', async () => {
    const friday = file('PR1.txt', running(EIGHT, EIGHT + 10 * MINUTE_MS));
    const monday = file('PR2.txt', running(EIGHT + 72 * HOUR_MS, EIGHT + 72 * HOUR_MS + 20 * MINUTE_MS));
    const imported = await RecordedLine.start();
    await imported.import(friday, monday);
    const watched = await RecordedLine.start();
    await watched.take(blocksOf(friday)[0]!);
    for (let now = EIGHT + 30 * MINUTE_MS; now < EIGHT + 72 * HOUR_MS; now += 10 * MINUTE_MS)
      await watched.recorder.advance(now);
    await watched.take(blocksOf(monday)[0]!);
    await watched.settle();
    const says = async (line: RecordedLine, hourAt: number) => {
      const hour = (await line.hours()).find((one) => one.hourAt === hourAt);
      return hour
        ? { downMs: total([hour], 'downMs'), unknownMs: total([hour], 'unknownMs'), openAtStart: hour.openAtStart }
        : 'unknown';
    };
    for (let hourAt = EIGHT; hourAt <= EIGHT + 72 * HOUR_MS; hourAt += HOUR_MS) {
      const expected = await says(imported, hourAt);
      const actual = await says(watched, hourAt);
      if (expected === 'unknown' && actual !== 'unknown')
        expect(actual).toEqual({ downMs: 0, unknownMs: HOUR_MS, openAtStart: null });
      else expect({ hourAt, actual }).toEqual({ hourAt, actual: expected });
    }
  });

  it('does not lose the rest of an hour to one row whose clock is days ahead', async () => {
    const line = await RecordedLine.start();
    const text =
      running(EIGHT, EIGHT + 10 * MINUTE_MS) +
      row(EIGHT + 72 * HOUR_MS) +
      running(EIGHT + 10 * MINUTE_MS, EIGHT + 20 * MINUTE_MS);
    const rows = text.trim().split('\n').length;
    for (const block of blocksOf(file('PR1.txt', text), [667, 668, 900])) {
      await line.take(block);
      await line.recorder.advance(EIGHT + 21 * MINUTE_MS);
    }
    await line.settle();
    expect(total(await line.hours(), 'produced')).toBe(rows);
  });
});
