import { describe, expect, it } from 'vitest';
import type { CsvStates } from '../../../shared/sources.ts';
import { blocksOf, EIGHT, file } from './recorded-line.ts';
import { RecordedSamples } from './recorded-samples.ts';

const STATES: CsvStates = {
  id: 'plc',
  kind: 'csv',
  path: 'state*.csv',
  meaning: 'states',
  columns: ['state', 'time'],
  state: { column: 'state', names: { RUN: 'Execute', WAIT: 'Idle', ALARM: 'Aborted' } },
  time: { column: 'time', format: 'epoch-ms' },
};
const MINUTE_MS = 60_000;
const says = (...rows: readonly [string, number][]) => rows.map(([text, at]) => `${text},${at}\n`).join('');
const every = (ms: number, text: string, from: number, to: number) =>
  says(...Array.from({ length: (to - from) / ms }, (_, i): [string, number] => [text, from + i * ms]));

async function reading(text: string): Promise<RecordedSamples> {
  const samples = await RecordedSamples.start(STATES);
  await samples.take(blocksOf(file('state.csv', text))[0]!);
  return samples;
}

describe('the state of a machine', () => {
  it('is what it said last, since it said so first', async () => {
    const samples = await reading(
      says(['RUN', EIGHT], ['RUN', EIGHT + 1_000], ['WAIT', EIGHT + 2_000], ['WAIT', EIGHT + 9_000]),
    );
    expect(samples.recorder.machineState()).toEqual({ state: 'Idle', since: EIGHT + 2_000, at: EIGHT + 9_000 });
    expect(samples.recorder.latest()).toEqual([]);
  });

  it('is not known before it said anything, and a word that is not declared is a rejected row', async () => {
    const samples = await reading(says(['DANCE', EIGHT]));
    expect(samples.recorder.machineState()).toBeNull();
    expect(samples.recorder.rejected.latest()[0]!.row).toMatchObject({
      reason: 'state "DANCE" is not a declared state',
    });
  });

  it('is the same after a restart, since the same moment, when it is written at every change', async () => {
    const samples = await reading(
      says(['RUN', EIGHT], ['WAIT', EIGHT + 20 * MINUTE_MS], ['RUN', EIGHT + 50 * MINUTE_MS]),
    );
    const before = samples.recorder.machineState();
    await samples.recorder.save();
    await samples.restart();
    expect(samples.recorder.machineState()).toEqual(before);
    expect(before).toMatchObject({ state: 'Execute', since: EIGHT + 50 * MINUTE_MS });
  });

  it('is the same after a restart, since the same moment, when it is repeated every second for an hour', async () => {
    const samples = await reading(says(['WAIT', EIGHT - 1_000]) + every(1_000, 'RUN', EIGHT, EIGHT + 60 * MINUTE_MS));
    const before = samples.recorder.machineState();
    expect(before).toMatchObject({ state: 'Execute', since: EIGHT });
    await samples.recorder.save();
    await samples.restart();
    expect(samples.recorder.machineState()).toEqual(before);
  });

  it('is not changed by an older file that comes late', async () => {
    const samples = await reading(says(['RUN', EIGHT]));
    await samples.take(blocksOf(file('state-old.csv', says(['ALARM', EIGHT - 86_400_000])))[0]!);
    expect(samples.recorder.machineState()).toMatchObject({ state: 'Execute', since: EIGHT });
  });

  it('is what it said last also when its clock was set back', async () => {
    const samples = await reading(says(['RUN', EIGHT + 30 * MINUTE_MS], ['ALARM', EIGHT]));
    expect(samples.recorder.machineState()).toMatchObject({ state: 'Aborted' });
  });
});

describe('rows of a machine that could not be read', () => {
  it('are shown after a restart, too', async () => {
    const samples = await reading(says(['RUN', EIGHT], ['DANCE', EIGHT + 1], ['RUN', EIGHT + 20 * MINUTE_MS]));
    await samples.recorder.save();
    await samples.restart();
    expect(samples.recorder.rejected.latest().map(({ row }) => row.text)).toEqual([`DANCE,${EIGHT + 1}`]);
  });
});
