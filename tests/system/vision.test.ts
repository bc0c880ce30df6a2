/** The logs of two real packing lines, with the figures that their plant knows: the same must come out here. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../gateway/lines/import-files.ts';
import { FactWriter } from '../../gateway/pipeline/fact-writer.ts';
import { bestHours } from '../../gateway/store/best-hours.ts';
import { LinePipeline } from '../../gateway/pipeline/line-pipeline.ts';
import { report } from '../../gateway/reports/report.ts';
import { MemoryStore } from '../../gateway/store/memory-store.ts';
import { instantOf } from '../../shared/calendar/zone.ts';
import type { OeeDefinition, StopClass } from '../../shared/kpi/report.ts';
import { rulesOf } from '../fixtures/calendar-rules.ts';
import { line, plant, ZONE } from '../fixtures/vision-line.ts';

const LOGS = new URL('../../../shared/data/vision/', import.meta.url);
const DAYS = ['2022-10-10', '2022-10-11'];
const LINES = ['Line7', 'Line8'];

interface Expected {
  workday: {
    cycles: number;
    empties: number;
    parts: number;
    reworks: number;
    total_s: number;
    stops: Record<'S' | 'M' | 'L' | 'XL', [number, number]>;
    availability: number;
    performance: number;
    quality: number;
    oee: number;
    first_part: string;
    last_part: string;
  };
  whole_file: {
    cycle_count: number;
    part_count: number;
    empty: number;
    rework: number;
    all_cycle_time: number;
    run_time: number;
    short: [number, number];
    long: [number, number];
    availability: number;
    performance: number;
    quality: number;
    oee: number;
    nonmono: number;
  };
}

/** The files, read by the pipeline as `lineside import` does, into an empty store. */
async function imported(names: readonly string[]) {
  const store = new MemoryStore();
  const now = () => Date.UTC(2026, 0);
  const log = (message: string) => expect.unreachable(message);
  let sequence = 0;
  const pipeline = new LinePipeline({
    gateway: 'gw',
    zone: ZONE,
    line,
    configVersion: 'v1',
    store,
    writer: new FactWriter({ store, gateway: 'gw', log }),
    journal: { append: async () => sequence++, nextSequence: 0 },
    now,
  });
  await pipeline.restore();
  const files = names.map((name) => fileURLToPath(new URL(name, LOGS)));
  const result = await importFiles({
    pipeline,
    source: 'vision',
    files,
    now,
    live: false,
    signal: new AbortController().signal,
  });
  const ask = (definition: OeeDefinition, from: string, days: number) => {
    const midnight = Date.parse(`${from}T00:00:00Z`);
    return report(
      { store, gateway: 'gw', plant, pipeline, rules: rulesOf(ZONE), now: null },
      { line: line.id, from: instantOf(ZONE, midnight), to: instantOf(ZONE, midnight + days * 86_400_000), definition },
    );
  };
  const hours = [
    ...(await bestHours(store, line.id, { from: Date.UTC(2022, 9, 9), to: Date.UTC(2022, 9, 13) })).values(),
  ];
  return { result, ask, hours };
}

const countAndSeconds = ({ count, durationMs }: StopClass): [number, number] => [count, durationMs / 1000];
const local = (iso: string | null) =>
  new Date(iso ?? NaN).toLocaleString('sv-SE', { timeZone: ZONE }).replace(' ', 'T');
const cyclesPerHour = (hours: readonly { produced: number[]; empty: number[] }[]) =>
  hours.flatMap(({ produced, empty }) => [...produced, ...empty]).reduce((sum, count) => sum + count, 0);

const logsAreHere = existsSync(new URL('expected.json', LOGS));
if (!logsAreHere && !process.env.CI)
  console.warn(`SKIPPED: the vision logs are not at ${fileURLToPath(LOGS)}; real machine logs are not tested.`);

describe.skipIf(!logsAreHere && !process.env.CI)('the logs of two real lines', async () => {
  const expected = logsAreHere
    ? (JSON.parse(await readFile(new URL('expected.json', LOGS), 'utf8')) as Record<string, Expected>)
    : {};

  it('are here', () => {
    expect(Object.keys(expected)).toHaveLength(LINES.length * DAYS.length);
  });

  for (const name of LINES) {
    for (const day of DAYS) {
      const file = `${name}-PR${day.replaceAll('-', '')}.txt`;
      it(`give the figures that are known of ${file}`, async () => {
        const { workday, whole_file: wholeFile } = expected[file]!;
        const { result, ask, hours } = await imported([file]);
        expect(result).toMatchObject({ rows: wholeFile.cycle_count, rejectedRows: 0, rejected: [] });

        const byDay = await ask('workday', day, 1);
        expect(byDay).toMatchObject({
          cycles: workday.cycles,
          emptyCycles: workday.empties,
          producedQuantity: workday.parts,
          reworkQuantity: workday.reworks,
          goodQuantity: workday.parts - workday.reworks,
        });
        expect(byDay.plannedBusyTimeMs).toBe(Math.round(workday.total_s * 1000));
        expect(byDay.stops.map(countAndSeconds)).toEqual(['S', 'M', 'L', 'XL'].map((bin) => workday.stops[bin as 'S']));
        expect(byDay.downTimeMs).toBe(Math.round((workday.stops.L[1] + workday.stops.XL[1]) * 1000));
        expect(byDay.availability).toBeCloseTo(workday.availability, 9);
        expect(byDay.effectiveness).toBeCloseTo(workday.performance, 9);
        expect(byDay.qualityRatio).toBeCloseTo(workday.quality, 9);
        expect(byDay.oeeIndex).toBeCloseTo(workday.oee, 9);

        const byFile = await ask('whole-file', day, 1);
        expect(byFile).toMatchObject({
          cycles: wholeFile.cycle_count,
          producedQuantity: wholeFile.part_count,
          emptyCycles: wholeFile.empty,
          reworkQuantity: wholeFile.rework,
          rejectedRows: 0,
        });
        expect(byFile.plannedBusyTimeMs).toBe(Math.round(wholeFile.all_cycle_time * 1000));
        expect(byFile.stops.map(countAndSeconds)).toEqual([wholeFile.short, wholeFile.long]);
        expect(byFile.actualProductionTimeMs).toBe(Math.round((wholeFile.run_time + wholeFile.short[1]) * 1000));
        expect(byFile.availability).toBeCloseTo(wholeFile.availability, 9);
        expect(byFile.effectiveness).toBeCloseTo(wholeFile.performance, 9);
        expect(byFile.qualityRatio).toBeCloseTo(wholeFile.quality, 9);
        expect(byFile.oeeIndex).toBeCloseTo(wholeFile.oee, 9);

        expect(hours.reduce((sum, hour) => sum + hour.clockSteps, 0)).toBe(wholeFile.nonmono);
        expect(hours.reduce((sum, hour) => sum + hour.rowsRead, 0)).toBe(wholeFile.cycle_count);
        expect(cyclesPerHour(hours)).toBe(wholeFile.cycle_count);
        const parts = hours.filter(({ firstPartAt }) => firstPartAt !== null);
        expect(local(new Date(Math.min(...parts.map(({ firstPartAt }) => firstPartAt!))).toISOString())).toBe(
          workday.first_part.slice(0, 19),
        );
        expect(local(new Date(Math.max(...parts.map(({ lastPartAt }) => lastPartAt!))).toISOString())).toBe(
          workday.last_part.slice(0, 19),
        );
      });
    }

    it(`add up over both days of ${name}, whichever file comes first`, async () => {
      const files = DAYS.map((day) => `${name}-PR${day.replaceAll('-', '')}.txt`);
      const days = files.map((file) => expected[file]!);
      const inOrder = await imported(files);
      const reversed = await imported([...files].reverse());
      const sum = (of: (day: Expected) => number) => days.reduce((all, day) => all + of(day), 0);

      const both = await inOrder.ask('workday', DAYS[0]!, 2);
      expect(both).toMatchObject({
        cycles: sum(({ workday }) => workday.cycles),
        producedQuantity: sum(({ workday }) => workday.parts),
        reworkQuantity: sum(({ workday }) => workday.reworks),
      });
      expect(both.plannedBusyTimeMs).toBe(Math.round(sum(({ workday }) => workday.total_s) * 1000));
      expect(both.downTimeMs).toBe(Math.round(sum(({ workday }) => workday.stops.L[1] + workday.stops.XL[1]) * 1000));

      const files2 = await inOrder.ask('whole-file', DAYS[0]!, 2);
      expect(files2.cycles).toBe(sum(({ whole_file: file }) => file.cycle_count));
      expect(files2.downTimeMs).toBe(Math.round(sum(({ whole_file: file }) => file.long[1]) * 1000));

      for (const definition of ['workday', 'whole-file', 'iso22400'] as const) {
        expect(await reversed.ask(definition, DAYS[0]!, 2)).toEqual(await inOrder.ask(definition, DAYS[0]!, 2));
      }
      expect(inOrder.hours.reduce((all, hour) => all + hour.clockSteps, 0)).toBe(
        sum(({ whole_file: file }) => file.nonmono),
      );
      const figures = (hours: typeof inOrder.hours) =>
        hours.map(({ _id, edition: _edition, ...hour }) => ({ ...hour, hash: _id.slice(-16) }));
      expect(figures(reversed.hours)).toEqual(figures(inOrder.hours));
    });
  }
});
