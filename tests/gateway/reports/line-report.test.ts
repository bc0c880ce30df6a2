import { describe, expect, it } from 'vitest';
import { lineReport } from '../../../gateway/reports/line-report.ts';
import { stateHours } from '../../../gateway/pipeline/hour-statements.ts';
import { LinePipeline } from '../../../gateway/pipeline/line-pipeline.ts';
import { FactWriter } from '../../../gateway/pipeline/fact-writer.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { ReportedLine } from '../../../gateway/reports/report.ts';
import type { LineHourBody } from '../../../shared/documents/line-hour.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import type { ReasonEntry } from '../../../shared/sync/rows.ts';
import { rulesOf } from '../../fixtures/calendar-rules.ts';

const HOUR = 3_600_000;
/** 06:00 at the plant, which keeps UTC. */
const SIX = Date.UTC(2026, 9, 6, 6);
const plant: PlantDefinition = {
  plant: { id: 'plant', name: 'Plant', timezone: 'UTC' },
  reasons: [
    { code: 'jam', name: 'Film jam' },
    { code: 'qc', name: 'Sample for QC', planned: true },
  ],
  lines: [
    {
      id: 'line8',
      name: 'Line 8',
      idealRatePerHour: 6_000,
      standardRatePerHour: 5_000,
      stops: { minSeconds: 1, bins: [12, 60], downFromSeconds: 60 },
      calendar: { start: '06:00', end: '08:00' },
      sources: [],
    },
  ],
};
const line = plant.lines[0]!;

function hour(hourAt: number, changes: Partial<LineHourBody>): LineHourBody {
  const perMinute = (count: number) => new Array<number>(60).fill(count);
  return {
    hourAt,
    coveredTo: hourAt + HOUR,
    produced: perMinute(60),
    good: perMinute(59),
    rework: perMinute(1),
    empty: perMinute(2),
    downMs: perMinute(0),
    unknownMs: perMinute(0),
    firstCycleAt: hourAt,
    lastCycleAt: hourAt + HOUR - 1,
    firstPartAt: hourAt,
    lastPartAt: hourAt + HOUR - 1,
    stops: [],
    openAtStart: null,
    runs: [],
    rowsRead: 62 * 60 + 3,
    clockSteps: 0,
    configVersion: 'v1',
    ...changes,
  };
}

/** The plant at 09:00 with the hours that its line has made, and the reasons that people gave. */
async function plantWith(hours: readonly LineHourBody[], reasons: readonly ReasonEntry[] = []) {
  const store = new MemoryStore();
  await stateHours({ store, gateway: 'gw', line: line.id, now: SIX, reading: null }, hours);
  const never = () => Promise.reject(new Error('nothing is read here'));
  const pipeline = new LinePipeline({
    gateway: 'gw',
    zone: 'UTC',
    line,
    configVersion: 'v1',
    store,
    writer: new FactWriter({ store, gateway: 'gw', log: () => undefined }),
    journal: { append: never, nextSequence: 0 },
    now: () => SIX,
  });
  return {
    store,
    gateway: 'gw',
    plant,
    line: (id: string): ReportedLine | null => (id === line.id ? pipeline : null),
    rows: {
      get: (ids: readonly string[]) =>
        Promise.resolve(ids.map((id) => (id === 'hour:line8:2026-10-06T06' ? { reasons: [...reasons] } : null))),
    },
    rules: () => rulesOf('UTC'),
    now: () => SIX + 3 * HOUR,
    live: () => false,
  };
}

const jam: ReasonEntry = {
  id: 'reason:1',
  at: SIX + 900_000,
  from: SIX + 600_000,
  to: SIX + 800_000,
  code: 'jam',
  comment: 'new roll',
  supersedes: null,
  origin: 'tablet',
};

describe("The report of a line's production", () => {
  it('is of the current production day when no time is asked for', async () => {
    const report = await lineReport(await plantWith([hour(SIX, {})]), { line: 'line8' });
    expect([report.from, report.to]).toEqual([SIX, SIX + 24 * HOUR]);
  });

  it('has hours that add up to the figures of the whole', async () => {
    const standing: [number, number] = [SIX + 600_000, SIX + 5_000_000];
    const parts = await plantWith([hour(SIX, { stops: [standing] }), hour(SIX + HOUR, { openAtStart: standing[0] })]);
    const { definitions, hours } = await lineReport(parts, { line: 'line8' });
    const sum = (field: 'produced' | 'good' | 'rework' | 'empty' | 'downMs') =>
      hours.reduce((total, of) => total + (of[field] ?? 0), 0);
    expect(definitions[0]).toMatchObject({
      definition: 'iso22400',
      producedQuantity: sum('produced'),
      goodQuantity: sum('good'),
      reworkQuantity: sum('rework'),
      emptyCycles: sum('empty'),
      downTimeMs: sum('downMs'),
      rejectedRows: 6,
    });
    expect(sum('downMs')).toBe(4_400_000);
    expect(hours.map(({ standard, perMinute }) => [standard, perMinute])).toEqual([
      [5_000, 60],
      [5_000, 60],
    ]);
  });

  it('says of each stop how long it was and why', async () => {
    const parts = await plantWith(
      [
        hour(SIX, {
          stops: [
            [SIX + 5_000, SIX + 7_000],
            [SIX + 600_000, SIX + 800_000],
          ],
        }),
      ],
      [jam],
    );
    const { stops } = await lineReport(parts, { line: 'line8' });
    expect(stops).toMatchObject([
      { durationMs: 2_000, fromSeconds: 1, toSeconds: 12, reason: null },
      {
        durationMs: 200_000,
        fromSeconds: 60,
        toSeconds: null,
        reason: 'Film jam',
        comment: 'new roll',
        plannedBy: null,
      },
    ]);
  });

  it('tells a planned standstill by the calendar or by its reason', async () => {
    const hours = [
      hour(SIX, { stops: [[SIX + 600_000, SIX + 800_000]] }),
      hour(SIX + HOUR, { stops: [[SIX + 2 * HOUR - 10_000, SIX + 2 * HOUR + 900_000]] }),
      hour(SIX + 2 * HOUR, { openAtStart: SIX + 2 * HOUR - 10_000 }),
    ];
    const { stops } = await lineReport(await plantWith(hours, [{ ...jam, code: 'qc' }]), { line: 'line8' });
    expect(stops).toMatchObject([
      { plannedBy: 'reason', plannedMs: 200_000 },
      { plannedBy: 'calendar', plannedMs: 10_000 },
    ]);
  });

  it('follows the calendar as planners set it: a holiday, and overtime on it', async () => {
    const exceptions = [
      { scope: 'plant', kind: 'holiday', from: '2026-10-06T00:00', to: '2026-10-07T00:00' },
      { scope: 'line:line8', kind: 'overtime', from: '2026-10-06T07:00', to: '2026-10-06T07:30' },
    ] as const;
    const parts = await plantWith([
      hour(SIX, { stops: [[SIX + 600_000, SIX + 800_000]] }),
      hour(SIX + HOUR, { stops: [[SIX + HOUR + 600_000, SIX + HOUR + 800_000]] }),
    ]);
    const before = await lineReport(parts, { line: 'line8' });
    const after = await lineReport({ ...parts, rules: () => rulesOf('UTC', { exceptions }) }, { line: 'line8' });
    expect(after.definitions[0]).toMatchObject({ plannedBusyTimeMs: HOUR / 2, downTimeMs: 200_000 });
    expect(after.stops.map(({ plannedBy, plannedMs }) => [plannedBy, plannedMs])).toEqual([
      ['calendar', 0],
      [null, 200_000],
    ]);
    expect(after.hours.map(({ standard }) => standard)).toEqual([0, 2_500]);
    // Nothing of it is in what the plants know, nor in what the hours were computed by.
    expect(after.definitions.slice(1)).toEqual(before.definitions.slice(1));
    expect(after.configVersion).toBe(before.configVersion);
  });

  it('counts of a stop that began before the window only what lies in it', async () => {
    const parts = await plantWith([hour(SIX, { stops: [[SIX + 600_000, SIX + 800_000]] })], [jam]);
    const { stops } = await lineReport(parts, { line: 'line8', from: '2026-10-06T06:12', to: '2026-10-06T07:00' });
    expect(stops).toMatchObject([{ durationMs: 200_000, plannedMs: 80_000, reason: 'Film jam', plannedBy: null }]);
  });

  it('has all definitions for up to a week; beyond that the default one, and says so', async () => {
    const parts = await plantWith([hour(SIX, {})]);
    const week = await lineReport(parts, { line: 'line8', from: '2026-10-01', to: '2026-10-08' });
    expect(week.definitions.map(({ definition }) => definition)).toEqual(['iso22400', 'workday', 'whole-file']);
    expect(week.note).toBeNull();
    const month = await lineReport(parts, { line: 'line8', from: '2026-10-01', to: '2026-11-01' });
    expect(month.definitions).toMatchObject([{ definition: 'iso22400', producedQuantity: 3_600 }]);
    expect(month.note).toMatch(/up to 7 days/);
  });

  it('leaves an hour without data unknown', async () => {
    const parts = await plantWith([hour(SIX, {}), hour(SIX + 2 * HOUR, {})]);
    const { hours } = await lineReport(parts, { line: 'line8' });
    expect(hours.map(({ produced }) => produced)).toEqual([3_600, null, 3_600]);
  });

  it('says unknown, not 0, when there is no data at all', async () => {
    const report = await lineReport(await plantWith([]), { line: 'line8' });
    expect(report).toMatchObject({ stops: [], hours: [] });
    expect(report.definitions.map(({ oeeIndex }) => oeeIndex)).toEqual([null, null, null]);
  });

  it('refuses more than 31 days, an unknown line and times that are none', async () => {
    const parts = await plantWith([]);
    const ask = (asked: { line?: string; from?: string; to?: string }) =>
      lineReport(parts, { line: 'line8', ...asked });
    await expect(ask({ from: '2026-09-01', to: '2026-10-03' })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining('31 days') as unknown,
    });
    await expect(ask({ from: '2026-10-01', to: '2026-11-01' })).resolves.toBeTruthy();
    await expect(ask({ line: 'line9' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask({ from: 'yesterday' })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(ask({ from: '2026-10-07', to: '2026-10-06' })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('of a line that another gateway reads has its hours, the open one too, and no figures by rows', async () => {
    const there = {
      ...(await plantWith([hour(SIX, {})])),
      line: () => ({ line, cycles: null, elsewhere: true as const }),
    };
    const open = [{ ...hour(SIX + HOUR, {}), rowsRead: 7 }];
    const { definitions, note } = await lineReport({ ...there, openHours: () => open }, { line: 'line8' });
    const { definitions: closed } = await lineReport(there, { line: 'line8' });
    expect(definitions.map(({ definition }) => definition)).toEqual(['iso22400']);
    expect(note).toContain('the gateway that reads the line');
    expect(definitions[0]!.producedQuantity).toBe(2 * closed[0]!.producedQuantity);
  });
});
