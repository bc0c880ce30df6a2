import { describe, expect, it } from 'vitest';
import { paneKey, panesOf } from '../../../../pwa/components/series/panes.ts';
import type { SeriesMetric } from '../../../../shared/series/metric.ts';

const metrics = (...units: string[]) => units.map((unit) => ({ unit, kind: 'sample' as SeriesMetric['kind'] }));
/** Places by axis, pane by pane. */
const places = (units: string[], arrangement: 'overlaid' | 'stacked') =>
  panesOf(metrics(...units), arrangement).map((pane) => pane.map(({ members }) => members));

describe('panes of a chart', () => {
  it('put curves of one unit on one axis', () => {
    expect(places(['°C', '°C', '°C'], 'overlaid')).toEqual([[[0, 1, 2]]]);
  });

  it('have two axes at most; a third unit gets a pane of its own', () => {
    expect(places(['°C', 'bar', '°C', 'A', 'bar'], 'overlaid')).toEqual([
      [
        [0, 2],
        [1, 4],
      ],
      [[3]],
    ]);
    const [first] = panesOf(metrics('°C', 'bar', 'A'), 'overlaid');
    expect(first!.map(({ side }) => side)).toEqual(['left', 'right']);
  });

  it('are one a unit when stacked', () => {
    expect(places(['°C', 'bar', '°C'], 'stacked')).toEqual([[[0, 2]], [[1]]]);
  });

  it('do not put states on the axis of a quantity without unit', () => {
    const mixed = [...metrics(''), { unit: '', kind: 'state' as const }];
    expect(panesOf(mixed, 'overlaid').flat()).toHaveLength(2);
  });

  it('stay as they are when one more curve comes to an axis', () => {
    const key = (...units: string[]) => paneKey(panesOf(metrics(...units), 'overlaid'));
    expect(key('°C', 'bar', '°C')).toBe(key('°C', 'bar'));
    expect(key('°C', 'bar', 'A')).not.toBe(key('°C', 'bar'));
  });

  it('are none without metrics', () => {
    expect(panesOf([], 'overlaid')).toEqual([]);
  });
});
