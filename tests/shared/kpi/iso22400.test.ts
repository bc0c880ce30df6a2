import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iso22400, type LineRules } from '../../../shared/kpi/iso22400.ts';
import type { LineHourBody } from '../../../shared/documents/line-hour.ts';
import type { Calendar } from '../../../shared/equipment.ts';
import { rulesOf, type Exceptions } from '../../fixtures/calendar-rules.ts';
import {
  bodiesOf,
  engineAfter,
  partsAt,
  RULES,
  START,
  STOPS,
  streams,
  total,
  type Step,
} from '../production/cycle-stream.ts';

const HOUR_MS = 3_600_000;
const LA = RULES.zone;
const line: LineRules = { id: 'line8', idealRatePerHour: 3_600, stops: STOPS };
const at = (seconds: number) => START + seconds * 1000;
const window = (fromSeconds: number, toSeconds: number) => ({ from: at(fromSeconds), to: at(toSeconds) });
const HOUR = window(0, 3_600);

function hoursOf(stream: Step[], now: number | null = null, rules = RULES): LineHourBody[] {
  return bodiesOf(engineAfter(stream, rules), now);
}

/** A part every second. */
const running = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('OEE by ISO 22400 from hours', () => {
  it('counts an hour with one stop', () => {
    const report = iso22400(hoursOf(partsAt(...running(0, 1_801), ...running(2_400, 3_601))), HOUR, line, LA);
    expect(report).toMatchObject({
      cycles: 1_801 + 1_200,
      producedQuantity: 3_001,
      goodQuantity: 3_001,
      plannedBusyTimeMs: HOUR_MS,
      downTimeMs: 600_000,
      unknownTimeMs: 0,
      actualProductionTimeMs: 3_000_000,
      dataFrom: START,
      dataTo: START + HOUR_MS,
    });
    expect(report.availability).toBeCloseTo(3_000 / 3_600, 12);
    expect(report.effectiveness).toBeCloseTo(3_001 / 3_000, 12);
    expect(report.stops.at(-1)).toEqual({ fromSeconds: 300, toSeconds: null, count: 1, durationMs: 600_000 });
  });

  it('takes a holiday that planners set for no planned time, and overtime on it for planned time', () => {
    const exceptions: Exceptions = [
      { scope: 'plant', kind: 'holiday', from: '2022-10-10T00:00', to: '2022-10-11T00:00' },
      { scope: 'line:line8', kind: 'overtime', from: '2022-10-10T06:20', to: '2022-10-10T06:50' },
    ];
    const hours = hoursOf(partsAt(...running(0, 1_801), ...running(2_400, 3_601)));
    const rules = rulesOf(LA, { exceptions });
    expect(iso22400(hours, HOUR, { ...line, rules }, LA)).toMatchObject({
      cycles: 3_001,
      plannedBusyTimeMs: 1_800_000,
      downTimeMs: 600_000,
      actualProductionTimeMs: 1_200_000,
    });
    expect(iso22400(hours, HOUR, { ...line, id: 'line9', rules }, LA)).toMatchObject({
      plannedBusyTimeMs: 0,
      availability: null,
    });
  });

  it('says unknown when there is no data', () => {
    expect(iso22400([], HOUR, line, LA)).toMatchObject({
      plannedBusyTimeMs: 0,
      availability: null,
      oeeIndex: null,
      dataFrom: null,
      dataTo: null,
    });
  });

  it('shows an effectiveness of more than 100 %', () => {
    const report = iso22400(hoursOf(partsAt(...running(0, 3_601))), HOUR, { ...line, idealRatePerHour: 1_800 }, LA);
    expect(report.effectiveness).toBeCloseTo(2, 3);
  });

  it('does not count planned breaks, neither as busy time nor as down time', () => {
    // 06:00-07:00 in Los Angeles, with a break 06:20-06:30 in a stop from 06:15 to 06:40.
    const calendar = { start: '06:00', end: '14:00', breaks: [{ start: '06:20', end: '06:30' }] };
    const stream = partsAt(...running(0, 901), ...running(2_400, 3_601));
    const report = iso22400(hoursOf(stream), HOUR, { ...line, calendar }, LA);
    expect(report.plannedBusyTimeMs).toBe(50 * 60_000);
    expect(report.downTimeMs).toBe(15 * 60_000);
    expect(report.stops.at(-1)).toMatchObject({ count: 1, durationMs: 15 * 60_000 });
  });

  it('lets an open stop last up to the last known moment', () => {
    const stream = partsAt(...running(0, 1_801));
    const hours = bodiesOf(engineAfter(stream), at(2_500));
    expect(iso22400(hours, HOUR, line, LA)).toMatchObject({
      downTimeMs: 700_000,
      plannedBusyTimeMs: 2_500_000,
      dataTo: at(2_500),
    });
  });

  it('clips a stop to the window, and counts it where it starts', () => {
    const hours = hoursOf(partsAt(...running(0, 3_001), ...running(4_200, 7_201)));
    const first = iso22400(hours, HOUR, line, LA);
    const second = iso22400(hours, window(3_600, 7_200), line, LA);
    expect([first.downTimeMs, second.downTimeMs]).toEqual([600_000, 600_000]);
    expect([first.stops.at(-1)!.count, second.stops.at(-1)!.count]).toEqual([1, 0]);
  });

  it('knows the stop that was carried into the window from the window’s own hour', () => {
    const hours = hoursOf(partsAt(...running(0, 3_001), ...running(4_200, 7_201)));
    const second = iso22400(hours.slice(1), window(3_600, 7_200), line, LA);
    expect(second).toMatchObject({ downTimeMs: 600_000, plannedBusyTimeMs: HOUR_MS });
  });

  it('is down for the whole of an hour in the middle of a stop', () => {
    const hours = hoursOf(partsAt(3_000, 3 * 3_600 + 60));
    expect(iso22400(hours, window(3_600, 7_200), line, LA)).toMatchObject({
      plannedBusyTimeMs: HOUR_MS,
      downTimeMs: HOUR_MS,
      availability: 0,
    });
  });

  it('says how much of a time is unknown, and does not take it for production', () => {
    const hours = hoursOf(partsAt(...running(0, 1_801), ...running(100_000, 100_100)));
    const report = iso22400(hours, window(0, 100_080), line, LA);
    expect(report.unknownTimeMs).toBe(100_000_000 - 1_800_000);
    expect(report.actualProductionTimeMs).toBe(1_800_000 + 80_000);
    expect(report.downTimeMs).toBe(0);
  });

  const moments = fc.integer({ min: 0, max: 12 * 60 }).map((minute) => START + minute * 60_000);
  const calendars = fc.constantFrom<Calendar | undefined>(
    undefined,
    { start: '06:00', end: '11:00', breaks: [{ start: '07:10', end: '07:40' }] },
    { start: '00:00', end: '24:00', breaks: [{ start: '08:00', end: '09:00' }] },
  );
  // 06:00 in Los Angeles is the start of the stream.
  const planned = fc.constantFrom<Exceptions>(
    [],
    [{ scope: 'plant', kind: 'holiday', from: '2022-10-10T00:00', to: '2022-10-10T10:05' }],
    [
      { scope: 'plant', kind: 'closed', from: '2022-10-10T07:30', to: '2022-10-10T12:00' },
      { scope: 'line:line8', kind: 'overtime', from: '2022-10-10T08:30', to: '2022-10-10T11:20' },
      { scope: 'line:line8', kind: 'maintenance', from: '2022-10-10T09:00', to: '2022-10-10T09:15' },
    ],
  );
  const threeMoments = fc.tuple(moments, moments, moments).map((list) => list.sort((a, b) => a - b));
  const parts = (stream: Step[], [a, b, c]: number[], rules: LineRules) => {
    const hours = hoursOf(stream);
    const report = (from: number, to: number) => iso22400(hours, { from, to }, rules, LA);
    return { left: report(a!, b!), right: report(b!, c!), whole: report(a!, c!) };
  };

  it('of adjoining windows adds up: counts, planned time, down time, stop time', () => {
    fc.assert(
      fc.property(
        streams({ clockSteps: false }),
        threeMoments,
        calendars,
        planned,
        (stream, windows, calendar, set) => {
          const rules = rulesOf(LA, { exceptions: set });
          const { left, right, whole } = parts(stream, windows, { ...line, rules, ...(calendar && { calendar }) });
          for (const element of [
            'cycles',
            'emptyCycles',
            'producedQuantity',
            'goodQuantity',
            'reworkQuantity',
            'plannedBusyTimeMs',
            'downTimeMs',
          ] as const) {
            expect({ [element]: left[element] + right[element] }).toEqual({ [element]: whole[element] });
          }
          whole.stops.forEach(({ durationMs }, i) =>
            expect(left.stops[i]!.durationMs + right.stops[i]!.durationMs).toBe(durationMs),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('plans to the border of an hour through which the line ran', () => {
    const hours = hoursOf(partsAt(...Array.from({ length: 11_000 }, (_, i) => i * 0.7)));
    const report = (from: number, to: number) => iso22400(hours, window(from, to), line, LA).plannedBusyTimeMs;
    expect([report(0, 3_600), report(3_600, 7_200), report(0, 7_200)]).toEqual([HOUR_MS, HOUR_MS, 2 * HOUR_MS]);
  });

  it('counts a stop that begins in a planned break once, also when the window ends in that break', () => {
    // A break 06:20-06:30, a stop 06:25-06:45; the windows meet at 06:30 and at 06:28.
    const calendar = { start: '06:00', end: '14:00', breaks: [{ start: '06:20', end: '06:30' }] };
    const hours = hoursOf(partsAt(...running(0, 1_501), ...running(2_700, 3_601)));
    for (const meet of [1_800, 1_680]) {
      const counts = [window(0, meet), window(meet, 3_600)].map(
        (part) => iso22400(hours, part, { ...line, calendar }, LA).stops.at(-1)!.count,
      );
      expect(counts[0]! + counts[1]!).toBe(1);
    }
  });

  it('of adjoining windows counts every stop once', () => {
    fc.assert(
      fc.property(streams({ clockSteps: false }), threeMoments, calendars, (stream, windows, calendar) => {
        const { left, right, whole } = parts(stream, windows, { ...line, ...(calendar && { calendar }) });
        whole.stops.forEach(({ count }, i) => expect(left.stops[i]!.count + right.stops[i]!.count).toBe(count));
      }),
      { numRuns: 300 },
    );
  });

  it('accounts for all planned time: production, down and unknown', () => {
    fc.assert(
      fc.property(streams({ clockSteps: false }), threeMoments, calendars, (stream, [from, , to], calendar) => {
        const report = iso22400(
          hoursOf(stream),
          { from: from!, to: to! },
          { ...line, ...(calendar && { calendar }) },
          LA,
        );
        expect(report.actualProductionTimeMs + report.downTimeMs + report.unknownTimeMs).toBe(report.plannedBusyTimeMs);
        expect(total(report.stops.map(({ durationMs }) => durationMs))).toBeGreaterThanOrEqual(report.downTimeMs);
      }),
    );
  });
});
