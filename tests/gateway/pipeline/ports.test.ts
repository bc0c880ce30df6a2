import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Block } from '../../../gateway/sources/source.ts';
import type { ModbusSource, SerialSource } from '../../../shared/sources.ts';
import { EIGHT } from './recorded-line.ts';
import { RecordedSamples } from './recorded-samples.ts';

const metric = (id: string, resolution: number) => ({ id, name: id, unit: '', resolution });
const SERIAL: SerialSource = {
  id: 'sealer',
  kind: 'serial',
  path: '/dev/ttyUSB0',
  meaning: 'samples',
  columns: ['temperature', 'pressure'],
  metrics: [metric('temperature', 0.1), metric('pressure', 0.01)],
};
const MODBUS: ModbusSource = {
  id: 'plc',
  kind: 'modbus',
  host: '10.0.0.7',
  unit: 1,
  meaning: 'samples',
  metrics: [metric('speed', 1), metric('torque', 0.1)],
  registers: [
    { metric: 'speed', table: 'holding', address: 0 },
    { metric: 'torque', table: 'holding', address: 1, type: 'float32' },
  ],
};

/** What a port said in one run of the gateway: blocks of several records, a second apart. */
function said(
  source: string,
  boot: string,
  blocks: readonly { bytes: Buffer; records: number; at: number }[],
): Block[] {
  let offset = 0;
  return blocks.map(({ bytes, records, at }) => {
    const place = { sourceId: `line8/${source}`, file: 'port', fileKey: boot, generation: 0, offset };
    offset += records;
    return { ...place, bytes, receivedAt: at };
  });
}

const lines = (texts: readonly string[], at: number) => ({
  bytes: Buffer.from(texts.map((text) => `${text}\r\n`).join('')),
  records: texts.length,
  at,
});

function poll(speed: number, torque: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUInt16BE(speed, 0);
  bytes.writeFloatBE(torque, 2);
  return bytes;
}

describe('a port with several records in a block', () => {
  const text = fc.constantFrom('20;1', '21;', ';1.5', 'noise', '20,5;1', '19.9;0.25');
  const block = fc.record({
    texts: fc.array(text, { minLength: 1, maxLength: 6 }),
    gap: fc.constantFrom(0, 300, 1_000, 70_000, 700_000),
  });
  const boots = fc.array(fc.array(block, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });

  it('is read the same, each record once, wherever the gateway was killed', async () => {
    await fc.assert(
      fc.asyncProperty(boots, fc.array(fc.constantFrom('', '', 'save', 'drained', 'kill')), async (all, after) => {
        let at = EIGHT;
        const blocks = all.flatMap((boot, i) =>
          said(
            'sealer',
            `boot${i}`,
            boot.map(({ texts, gap }) => lines(texts, (at += gap))),
          ),
        );
        const undisturbed = await RecordedSamples.start(SERIAL);
        const samples = await RecordedSamples.start(SERIAL);
        for (const [i, each] of blocks.entries()) {
          await undisturbed.take(each);
          await samples.take(each);
          const act = after[i % Math.max(1, after.length)];
          if (act === 'save') await samples.recorder.save();
          if (act === 'drained') await samples.writer.drained();
          if (act === 'kill') await samples.restart();
        }
        await undisturbed.recorder.close();
        await samples.recorder.close();
        for (const { id } of SERIAL.metrics) expect(await samples.readings(id)).toEqual(await undisturbed.readings(id));
        expect(await samples.rejected()).toEqual(await undisturbed.rejected());
        expect(await samples.chunks()).toEqual(await undisturbed.chunks());
        expect(samples.writer.faults).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('counts as many records as it stored or refused', async () => {
    const samples = await RecordedSamples.start(SERIAL);
    const [block] = said('sealer', 'boot0', [lines(['20;1', 'noise', '21;', ';1.5'], EIGHT)]);
    const taken = await samples.take(block!);
    expect({ rows: taken.rows, rejected: taken.rejected.map(({ offset }) => offset) }).toEqual({
      rows: 4,
      rejected: [1],
    });
    expect((await samples.readings('temperature')).map(({ offset }) => offset)).toEqual([0, 2]);
    expect((await samples.readings('pressure')).map(({ offset }) => offset)).toEqual([0, 3]);
  });

  it('shows every reading at any time, also those whose chunk waits for a store that is away', async () => {
    const store = new MemoryStore();
    const samples = await RecordedSamples.start(SERIAL, { store });
    store.insert = () => new Promise(() => {});
    for (const block of said(
      'sealer',
      'boot0',
      [0, 1, 2].map((n) => lines([`2${n};1`], EIGHT + n * 400_000)),
    ))
      await samples.take(block);
    expect(samples.recorder.openSamples('temperature').map(({ scaled }) => scaled)).toEqual([200, 210, 220]);
  });

  it('loses no more than what was damaged in the journal: what stands behind is taken', async () => {
    const samples = await RecordedSamples.start(SERIAL);
    const [first, damaged, last] = said(
      'sealer',
      'boot0',
      [0, 1, 2].map((n) => lines([`2${n};1`, `2${n}.5;1`], EIGHT + n * 1_000)),
    );
    for (const block of [first!, damaged!, last!]) samples.journal.push(block);
    samples.journal.splice(1, 1);
    await samples.restart();
    expect((await samples.readings('temperature')).map(({ value }) => value)).toEqual([200, 205, 220, 225]);
  });
});

describe('a Modbus device', () => {
  it('is read by register, type and resolution; a poll that is cut short is refused', async () => {
    const samples = await RecordedSamples.start(MODBUS);
    const blocks = said('plc', 'boot0', [
      { bytes: Buffer.concat([poll(100, 1.5), poll(110, -2.26)]), records: 2, at: EIGHT },
      { bytes: poll(120, 3).subarray(0, 4), records: 1, at: EIGHT + 1_000 },
      { bytes: poll(130, NaN), records: 1, at: EIGHT + 2_000 },
      { bytes: poll(140, 4), records: 1, at: EIGHT + 3_000 },
    ]);
    for (const block of blocks) await samples.take(block);
    await samples.recorder.close();
    expect((await samples.readings('speed')).map(({ offset, value }) => [offset, value])).toEqual([
      [0, 100],
      [1, 110],
      [4, 140],
    ]);
    expect((await samples.readings('torque')).map(({ value }) => value)).toEqual([15, -23, 40]);
    expect(await samples.rejected()).toHaveLength(2);
    await samples.restart();
    expect(samples.recorder.latest()).toMatchObject([{ value: 140 }, { value: 4 }]);
  });

  it('shows what it says now, also after the clock of the gateway was set back by an hour', async () => {
    const samples = await RecordedSamples.start(MODBUS);
    const blocks = said('plc', 'boot0', [
      { bytes: poll(100, 1), records: 1, at: EIGHT + 3_600_000 },
      { bytes: poll(90, 1), records: 1, at: EIGHT },
    ]);
    for (const block of blocks) await samples.take(block);
    expect(samples.recorder.latest()[0]).toMatchObject({ value: 90, at: EIGHT });
  });
});

describe('a changed plant file', () => {
  it('with a finer resolution does not make a tenth of the last value', async () => {
    const samples = await RecordedSamples.start(SERIAL);
    for (const block of said('sealer', 'boot0', [lines(['21.5;1'], EIGHT), lines(['21.5;1'], EIGHT + 700_000)]))
      await samples.take(block);
    await samples.recorder.close();
    await samples.recorder.save();
    samples.source = { ...SERIAL, metrics: [metric('temperature', 0.01), metric('pressure', 0.01)] };
    await samples.restart();
    const shown = samples.recorder.latest().find(({ id }) => id === 'temperature');
    expect([undefined, 21.5]).toContain(shown?.value);
  });

  it('with one metric more goes on with the others where they are', async () => {
    const samples = await RecordedSamples.start(SERIAL);
    const blocks = said(
      'sealer',
      'boot0',
      [0, 1, 2, 3].map((n) => lines([`2${n};1;7`], EIGHT + n * 400_000)),
    );
    await samples.take(blocks[0]!);
    await samples.take(blocks[1]!);
    await samples.recorder.save();
    samples.source = {
      ...SERIAL,
      columns: ['temperature', 'pressure', 'flow'],
      metrics: [...SERIAL.metrics, metric('flow', 1)],
    };
    await samples.restart();
    await samples.take(blocks[2]!);
    await samples.take(blocks[3]!);
    await samples.recorder.close();
    expect((await samples.readings('temperature')).map(({ value }) => value)).toEqual([200, 210, 220, 230]);
    expect((await samples.readings('flow')).map(({ value }) => value)).toContain(7);
  });
});
