import { describe, expect, it } from 'vitest';
import { readTime, report } from '../../../gateway/reports/report.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import { rulesOf, type Exceptions } from '../../fixtures/calendar-rules.ts';
import { blocksOf, EIGHT, file, LATER, LINE, running, pipelineOver } from '../pipeline/recorded-line.ts';

const LA = 'America/Los_Angeles';
const iso = (text: string, zone = LA) => new Date(readTime(text, zone, '--from')).toISOString();

describe('a time on the command line', () => {
  it('is the plant’s unless it says otherwise', () => {
    expect(iso('2022-10-10')).toBe('2022-10-10T07:00:00.000Z');
    expect(iso('2022-10-10T06:30')).toBe('2022-10-10T13:30:00.000Z');
    expect(iso('2022-10-10 06:30:15.5')).toBe('2022-10-10T13:30:15.500Z');
    expect(iso('2022-10-10T06:30Z')).toBe('2022-10-10T06:30:00.000Z');
    expect(iso('2022-10-10T06:30+02:00')).toBe('2022-10-10T04:30:00.000Z');
    expect(iso('2022-10-10T06:30-01:30')).toBe('2022-10-10T08:00:00.000Z');
  });

  it.each([
    '',
    'today',
    '2022-13-01',
    '2022-02-30',
    '2022-10-10T25:00',
    '2022-10-10T06:60',
    '2022-10-10T06',
    '10/10/22',
    '2022-10-10T06:30+25:00',
    '2022-10-10T06:30+02',
  ])('is not "%s"', (text) => {
    expect(() => readTime(text, LA, '--from')).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});

describe('a report', () => {
  const plant: PlantDefinition = { plant: { id: 'demo', name: 'Demo', timezone: 'UTC' }, lines: [LINE] };
  const HOUR_MS = 3_600_000;

  async function reporting(text: string, { settleAt = LATER as number | null, exceptions = [] as Exceptions } = {}) {
    const store = new MemoryStore();
    const pipeline = await pipelineOver(store);
    const rules = rulesOf('UTC', { exceptions });
    for (const block of blocksOf(file('PR1.txt', text))) await pipeline.accept(block);
    await pipeline.advance(settleAt);
    const ask = (from: number, to: number, now: number | null = null) =>
      report(
        { store, gateway: 'gw', plant, pipeline, rules, now },
        { line: 'line8', from, to, definition: 'iso22400' },
      );
    return { ask };
  }

  it('knows the stop that reaches into its window, from the day before it', async () => {
    const { ask } = await reporting(
      running(EIGHT, EIGHT + 10 * 60_000) + running(EIGHT + 20 * HOUR_MS, EIGHT + 20.5 * HOUR_MS),
    );
    const figures = await ask(EIGHT + 5 * HOUR_MS, EIGHT + 6 * HOUR_MS);
    expect(figures).toMatchObject({ plannedBusyTimeMs: HOUR_MS, downTimeMs: HOUR_MS, availability: 0, cycles: 0 });
  });

  it('counts the open hour too, and an open stop up to now', async () => {
    const end = EIGHT + 10 * 60_000;
    const { ask } = await reporting(running(EIGHT, end), { settleAt: null });
    expect(await ask(EIGHT, EIGHT + HOUR_MS)).toMatchObject({ cycles: 667, downTimeMs: 0 });
    const lastAt = EIGHT + 666 * 900;
    expect(await ask(EIGHT, EIGHT + HOUR_MS, lastAt + 300_000)).toMatchObject({ cycles: 667, downTimeMs: 300_000 });
  });

  it('counts with the calendar that planners set', async () => {
    const exceptions: Exceptions = [
      { scope: 'line:line8', kind: 'maintenance', from: '2000-01-01T00:00', to: '2100-01-01T00:00' },
    ];
    const { ask } = await reporting(running(EIGHT, EIGHT + HOUR_MS), { exceptions });
    expect(await ask(EIGHT, EIGHT + HOUR_MS)).toMatchObject({ plannedBusyTimeMs: 0, oeeIndex: null });
  });

  it('of adjoining hours adds up', async () => {
    const { ask } = await reporting(
      running(EIGHT + 300, EIGHT + 2.5 * HOUR_MS) + running(EIGHT + 2.9 * HOUR_MS + 300, EIGHT + 4.2 * HOUR_MS),
    );
    const whole = await ask(EIGHT, EIGHT + 4 * HOUR_MS);
    const hours = await Promise.all([0, 1, 2, 3].map((h) => ask(EIGHT + h * HOUR_MS, EIGHT + (h + 1) * HOUR_MS)));
    for (const element of ['cycles', 'plannedBusyTimeMs', 'downTimeMs', 'actualProductionTimeMs'] as const) {
      expect({ [element]: hours.reduce((sum, hour) => sum + hour[element], 0) }).toEqual({ [element]: whole[element] });
    }
  });

  it('counts the rows that could not be read, also those before the first cycle', async () => {
    const { ask } = await reporting(`item,lot,serial,present,time\n${running(EIGHT, EIGHT + 60_000)}bad\n`);
    expect(await ask(EIGHT, EIGHT + HOUR_MS)).toMatchObject({ rejectedRows: 2 });
  });
});
