import { describe, expect, it } from 'vitest';
import { doneText } from '../../../pwa/pages/job-runs.ts';
import type { JobStanding } from '../../../shared/orders/job-state.ts';
import { lotRow } from '../../fixtures/planning-world.ts';
import { NOW, calendarView } from './calendar-view.ts';

const MINUTE_MS = 60_000;
const view = calendarView({ orders: { A: { quantity: 5_000 }, B: { quantity: 6_000 } } });

/** A runs and had its last part at `toMs`. */
function running(toMs: number, current = true, part: Partial<JobStanding> = {}) {
  const lots = [{ line: 'line8', lot: 'A', made: 10, fromMs: NOW - 90 * MINUTE_MS, toMs }];
  const standings = new Map(view.schedule.standings);
  standings.set('A.run', { ...standings.get('A.run')!, state: 'Running', lots, ...part });
  return { ...view, schedule: { ...view.schedule, standings }, lots: [lotRow('line8', 'A', { toMs, current })] };
}

describe('what people are told when they said it', () => {
  it.each([NOW - 1_000, NOW - 70 * MINUTE_MS])(
    'of a pause: it holds until the next part of its lot, whether the line works or has a break (%i)',
    (toMs) => {
      expect(doneText(running(toMs), 'pause', 'A.run')).toBe('Paused until its next part: the line still has its lot');
    },
  );

  it('of a pause on a line that has another lot', () => {
    expect(doneText(running(NOW - 1_000, false), 'pause', 'A.run')).toBe('Paused');
    expect(doneText(running(NOW - 1_000), 'pause', 'B.run')).toBe('Paused');
  });

  it('of a completion: how many were not made', () => {
    expect(doneText(running(NOW), 'complete', 'A.run')).toBe('Completed, 5,000 not made');
    expect(doneText(running(NOW, true, { remaining: 0 }), 'complete', 'A.run')).toBe('Completed');
  });
});
