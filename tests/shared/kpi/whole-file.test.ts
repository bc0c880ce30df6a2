import { describe, expect, it } from 'vitest';
import { wholeFile } from '../../../shared/kpi/whole-file.ts';
import type { Cycle } from '../../../shared/production/cycle.ts';
import { START, STOPS } from '../production/cycle-stream.ts';

const line = { idealRatePerHour: 3_600, stops: STOPS };
const cycle = (seconds: number, fields: Partial<Cycle> = {}): Cycle => ({
  at: START + Math.round(seconds * 1000),
  present: true,
  serial: `s${seconds}`,
  lot: 'A',
  item: '7',
  offset: 0,
  ...fields,
});
const report = (...files: Cycle[][]) =>
  wholeFile(
    files.map((cycles) => ({ cycles })),
    line,
  );

describe('the whole-file definition', () => {
  it('runs in cycle times below minSeconds and in stops up to 120 s', () => {
    const figures = report([cycle(0), cycle(1), cycle(2.1), cycle(122.1), cycle(242.101)]);
    expect(figures).toMatchObject({
      plannedBusyTimeMs: 242_101,
      actualProductionTimeMs: 1_000 + 120_000,
      downTimeMs: 120_001,
    });
    expect(figures.stops.map(({ count, durationMs }) => [count, durationMs])).toEqual([
      [1, 120_000],
      [1, 120_001],
    ]);
  });

  it('subtracts what the clock was set back', () => {
    expect(report([cycle(0), cycle(1), cycle(0.5), cycle(1.5)])).toMatchObject({
      plannedBusyTimeMs: 1_500,
      actualProductionTimeMs: 1_500,
    });
  });

  it('starts the cycle time anew with each file, and plans from the first to the last cycle of them all', () => {
    const figures = report([cycle(0), cycle(1)], [cycle(1_000), cycle(1_001)]);
    expect(figures).toMatchObject({ plannedBusyTimeMs: 1_001_000, actualProductionTimeMs: 2_000, downTimeMs: 0 });
    expect(figures.stops.map(({ count }) => count)).toEqual([0, 0]);
  });

  it('takes every cycle whose serial was seen as a number for a rework, empty ones too, over all files', () => {
    const figures = report(
      [
        cycle(0, { serial: '0', present: false }),
        cycle(0.5, { serial: '000000', present: false }),
        cycle(1, { serial: '7' }),
      ],
      [
        cycle(2, { serial: '007', lot: 'B' }),
        cycle(2.5, { serial: '0.0', present: false }),
        cycle(3, { serial: 'A7' }),
        cycle(3.5, { serial: 'A07' }),
      ],
    );
    expect(figures).toMatchObject({
      cycles: 7,
      emptyCycles: 3,
      producedQuantity: 4,
      reworkQuantity: 3,
      goodQuantity: 1,
    });
  });

  it('says unknown when there are no files', () => {
    expect(report()).toMatchObject({
      cycles: 0,
      availability: null,
      effectiveness: null,
      qualityRatio: null,
      oeeIndex: null,
      dataFrom: null,
    });
  });
});
