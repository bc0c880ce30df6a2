import { describe, expect, it } from 'vitest';
import { stripBars } from '../../../../pwa/components/timeline/strip.ts';

const bins = [12, 60, 300];
const hour = 3_600_000;
const view = { from: 0, to: hour };
const stop = (from: number, seconds: number | null) => ({
  id: `l:${from}`,
  from,
  to: seconds === null ? null : from + seconds * 1000,
});
const bars = (stops: ReturnType<typeof stop>[], rest: { from: number; to: number }[] = [], pixelMs = 1000) =>
  stripBars(stops, bins, [view], rest, view, hour, pixelMs);

describe('the stop strip', () => {
  it('colours stops by class and makes longer ones taller', () => {
    const shown = bars([stop(0, 10), stop(60_000, 40), stop(200_000, 100), stop(1_000_000, 400)]).slice(1);
    expect(shown.map(({ colour }) => colour)).toEqual(['stop-0', 'stop-1', 'stop-2', 'stop-3']);
    expect(shown.every((bar, i) => i === 0 || bar.height > shown[i - 1]!.height)).toBe(true);
  });

  it('never paints a planned break as a stop', () => {
    const lunch = { from: 1_000_000, to: 2_800_000 };
    const shown = bars([stop(990_000, 1_830)], [lunch]);
    expect(shown.map(({ colour }) => colour)).toEqual(['running', 'planned', 'stop-1', 'stop-1']);
  });

  it('keeps a long stop visible however far one zooms out, and lets short ones go', () => {
    const shown = bars([stop(0, 10), stop(60_000, 100)], [], 600_000);
    expect(shown.slice(1)).toEqual([expect.objectContaining({ from: 60_000, to: 660_000, colour: 'stop-2' })]);
  });

  it('lets a stop without end last until now', () => {
    expect(bars([stop(hour - 120_000, null)])[1]).toMatchObject({ to: hour, colour: 'stop-2' });
  });

  it('leaves out what is not in view', () => {
    expect(bars([stop(-500_000, 100), stop(2 * hour, 100)])).toHaveLength(1);
  });
});
