import { describe, expect, it } from 'vitest';
import { lineFigures } from '../../../pwa/pages/line-figures.ts';
import { rememberedStopRows } from '../../../pwa/pages/remembered-stop-rows.ts';
import { fixture } from '../../fixtures/line-data.ts';
import { FIXTURE_NOW } from '../../fixtures/plant.ts';

const data = fixture({ situation: 'live', days: 2 }).line('line8').value!;
const figures = lineFigures(data, FIXTURE_NOW);
const lasts = ({ from, to }: { from: number; to: number | null }) => (to ?? FIXTURE_NOW) - from;
const isLong = (stop: { from: number; to: number | null }) => lasts(stop) > 61_000 && lasts(stop) < 600_000;

describe('What is known about a stop on the timeline', () => {
  it('is what the list says, for a stop of the current day', () => {
    const rowOf = rememberedStopRows();
    for (const row of figures.longStops) expect(rowOf(data, figures, row)).toBe(row);
  });

  it('is known for stops of earlier days too, with the reason that was given', () => {
    const rowOf = rememberedStopRows();
    const earlier = figures.stops.filter((stop) => stop.from < figures.day.from && isLong(stop));
    const rows = earlier.map((stop) => rowOf(data, figures, stop));
    expect(earlier.length).toBeGreaterThan(5);
    expect(rows.map((row) => row?.id)).toEqual(earlier.map(({ id }) => id));
    expect(rows.some((row) => row?.reason)).toBe(true);
  });

  it('is nothing for a short stop', () => {
    const short = figures.stops.find((stop) => lasts(stop) < 60_000)!;
    expect(rememberedStopRows()(data, figures, short)).toBeNull();
  });
});
