import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../shared/calendar/zone.ts';
import { workday } from '../../../shared/kpi/workday.ts';
import type { Cycle } from '../../../shared/production/cycle.ts';
import { STOPS } from '../production/cycle-stream.ts';

const LA = 'America/Los_Angeles';
const line = { idealRatePerHour: 3_600, stops: STOPS };
const local = (text: string) => instantOf(LA, Date.parse(`${text}Z`));
const cycle = (time: string, fields: Partial<Cycle> = {}): Cycle => ({
  at: local(time),
  present: true,
  serial: time,
  lot: 'A',
  item: '7',
  offset: 0,
  ...fields,
});
const day = (text: string, days = 1) => ({
  from: local(`${text}T00:00:00`),
  to: local(`${text}T00:00:00`) + days * 86_400_000,
});
const report = (files: Cycle[][], window = day('2022-10-10')) =>
  workday(
    files.map((cycles) => ({ cycles })),
    window,
    line,
    LA,
  );

describe('the workday definition', () => {
  it('takes the rows from 06:00 to 23:00 local, from first to last part', () => {
    const figures = report([
      [
        cycle('2022-10-10T05:59:59.999'),
        cycle('2022-10-10T06:00:00'),
        cycle('2022-10-10T06:00:01'),
        cycle('2022-10-10T22:59:59.999'),
        cycle('2022-10-10T23:00:00'),
      ],
    ]);
    expect(figures).toMatchObject({ cycles: 3, producedQuantity: 3, plannedBusyTimeMs: 61_199_999 });
  });

  it('plans only from part to part: empty cycles before and after do not count as time', () => {
    const empty = { present: false, serial: '0' };
    const figures = report([
      [
        cycle('2022-10-10T06:00:00', empty),
        cycle('2022-10-10T06:00:01'),
        cycle('2022-10-10T06:00:02'),
        cycle('2022-10-10T06:00:03', empty),
      ],
    ]);
    expect(figures).toMatchObject({ cycles: 4, emptyCycles: 2, plannedBusyTimeMs: 1_000 });
  });

  it('is down for the whole of stops above 60 s, not for shorter ones', () => {
    const figures = report([
      [cycle('2022-10-10T06:00:00'), cycle('2022-10-10T06:01:00'), cycle('2022-10-10T06:02:00.001')],
    ]);
    expect(figures).toMatchObject({ plannedBusyTimeMs: 120_001, downTimeMs: 60_001, actualProductionTimeMs: 60_000 });
    expect(figures.stops.map(({ count }) => count)).toEqual([0, 1, 1, 0]);
    expect(figures.availability).toBeCloseTo(60_000 / 120_001, 12);
  });

  it('knows a rework by its serial as text, that day, whatever the lot; empty cycles are none', () => {
    const same = (time: string, fields = {}) => cycle(time, { serial: '7', ...fields });
    const figures = report([
      [
        same('2022-10-10T06:00:00'),
        same('2022-10-10T06:00:01', { lot: 'B' }),
        same('2022-10-10T06:00:02', { serial: '07' }),
        same('2022-10-10T06:00:03', { present: false }),
      ],
    ]);
    expect(figures).toMatchObject({ producedQuantity: 3, reworkQuantity: 1, goodQuantity: 2 });
  });

  it('adds days up; the night between them is neither planned nor a stop, and serials start anew', () => {
    const files = [
      [cycle('2022-10-10T07:00:00', { serial: '7' }), cycle('2022-10-10T07:00:01')],
      [cycle('2022-10-11T07:00:00', { serial: '7' }), cycle('2022-10-11T07:00:03')],
    ];
    expect(report(files, day('2022-10-10', 2))).toMatchObject({
      plannedBusyTimeMs: 4_000,
      downTimeMs: 0,
      reworkQuantity: 0,
      dataFrom: local('2022-10-10T07:00:00'),
      dataTo: local('2022-10-11T07:00:03'),
    });
  });

  it('takes 17 hours of a day on which clocks change', () => {
    const figures = report([[cycle('2026-11-01T06:00:00'), cycle('2026-11-01T22:59:59')]], {
      from: local('2026-11-01T00:00:00'),
      to: local('2026-11-02T00:00:00'),
    });
    expect(figures).toMatchObject({ cycles: 2, plannedBusyTimeMs: 17 * 3_600_000 - 1_000 });
  });

  it('says unknown for a day without parts', () => {
    expect(report([])).toMatchObject({
      cycles: 0,
      plannedBusyTimeMs: 0,
      availability: null,
      oeeIndex: null,
      dataFrom: null,
    });
  });
});
