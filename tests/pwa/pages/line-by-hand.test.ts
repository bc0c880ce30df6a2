import { describe, expect, it } from 'vitest';
import { byHandNow, stateInput, undoing, unknownStretches } from '../../../pwa/pages/line-by-hand.ts';
import { lineFigures } from '../../../pwa/pages/line-figures.ts';
import type { LineData, ManualInput } from '../../../pwa/data/line-data.ts';
import { saying } from '../../fixtures/by-hand.ts';
import { fixture } from '../../fixtures/line-data.ts';
import { FIXTURE_NOW } from '../../fixtures/plant.ts';

const MINUTE = 60_000;
const NOW = FIXTURE_NOW;
const LOST = NOW - 25 * MINUTE;
const lost = fixture({ situation: 'byHand', days: 0 }).line('line8').value!;
const running = (from: number, until: number): ManualInput => ({
  type: 'manual-state',
  line: 'line8',
  from,
  until,
  state: 'Execute',
  reason: null,
  supersedes: null,
});
const counted = (from: number, to: number): ManualInput => ({
  type: 'manual-count',
  line: 'line8',
  from,
  to,
  produced: 500,
  good: 500,
  rework: 0,
  supersedes: null,
});
const after = (...inputs: [ManualInput, number][]): LineData =>
  inputs.reduce((line, [input, at]) => saying(line, lost.hours, input, at), lost);

describe('a line to be kept by hand', () => {
  it('is one whose source is out of reach', () => {
    expect(byHandNow(lost, NOW)).toMatchObject({ source: 'vision', lostSince: LOST, said: null, expired: null });
    expect(byHandNow(fixture({ situation: 'live' }).line('line8').value!, NOW)).toBeNull();
  });

  it('is told from when it was lost if that is not long ago, else from now', () => {
    expect(byHandNow(lost, NOW)).toMatchObject({ stateFrom: LOST, countFrom: LOST });
    expect(byHandNow(lost, NOW + 6 * MINUTE)).toMatchObject({ stateFrom: NOW + 6 * MINUTE, countFrom: LOST });
  });

  it('does what was said until that expires, and then asks again from there', () => {
    const line = after([running(LOST, NOW + 5 * MINUTE), NOW - MINUTE]);
    expect(byHandNow(line, NOW)!.said).toMatchObject({ state: 'Execute', from: LOST });
    const later = byHandNow(line, NOW + 10 * MINUTE)!;
    expect(later.said).toBeNull();
    expect(later.expired).toMatchObject({ state: 'Execute' });
    expect(later.stateFrom).toBe(NOW + 5 * MINUTE);
  });

  it('is counted from where the last count ended', () => {
    expect(byHandNow(after([counted(LOST, NOW - MINUTE), NOW - MINUTE]), NOW)!.countFrom).toBe(NOW - MINUTE);
  });

  it('is as if nothing had been said when that is taken back', () => {
    const said = after([running(LOST, NOW), NOW - MINUTE]);
    const undone = saying(said, lost.hours, undoing(running(LOST, NOW), said.manual[0]!.id), NOW);
    expect(byHandNow(undone, NOW)).toEqual(byHandNow(lost, NOW));
    expect(undone.hours).toEqual(lost.hours);
  });

  it('that stands for a planned reason is idle, for any other held', () => {
    const reasons = [
      { code: 'break', name: 'Break', planned: true },
      { code: 'jam', name: 'Jam' },
    ];
    const state = (reason: string | null) =>
      stateInput({ ...lost, reasons }, { runs: false, reason }, { from: LOST, to: null, now: NOW }).state;
    expect([state('break'), state('jam'), state(null)]).toEqual(['Idle', 'Held', 'Held']);
  });

  it('has a state and figures that say that they are by hand', () => {
    const figures = lineFigures(after([running(LOST, NOW + 5 * MINUTE), NOW], [counted(LOST, NOW), NOW]), NOW);
    expect(figures).toMatchObject({ state: 'running', stateSince: LOST, stateByHand: true, byHand: true });
    const before = lineFigures(lost, NOW);
    expect(before).toMatchObject({ state: 'stateUnknown', stateByHand: false, byHand: false });
    expect(figures.report!.producedQuantity - before.report!.producedQuantity).toBe(500);
    expect(before.report!.unknownTimeMs).toBeGreaterThan(24 * MINUTE);
    expect(figures.report!.unknownTimeMs).toBeLessThan(MINUTE);
  });

  it('lists the stretches of which nothing is known, newest first', () => {
    const [stretch] = unknownStretches(lost);
    expect(stretch!.to).toBe(lost.hours.at(-1)!.coveredTo);
    expect(unknownStretches(after([running(LOST - MINUTE, NOW + MINUTE), NOW]))).toEqual([]);
  });
});
