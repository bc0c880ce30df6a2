import { describe, expect, it } from 'vitest';
import { setUpMs } from '../../../pwa/pages/set-up-time.ts';
import { NOW, calendarView } from './calendar-view.ts';

const MINUTE_MS = 60_000;
const view = calendarView({
  exceptions: {
    lunch: { scope: 'plant', kind: 'closed', from: '2026-10-06T12:00', to: '2026-10-06T12:30', name: 'Meeting' },
  },
});
const setUp = (fromMinute: number, toMinute: number, line = 'line8') =>
  setUpMs(view, { line, setupFrom: NOW + fromMinute * MINUTE_MS, start: NOW + toMinute * MINUTE_MS }) / MINUTE_MS;

describe('the time that a line is set up for an order', () => {
  it('does not grow by a break that lies in it', () => {
    expect(setUp(-1, 59)).toBe(30);
    expect(setUp(-20, 40)).toBe(30);
    expect(setUp(30, 60)).toBe(30);
  });

  it('is none where nothing is set up, or nobody knows the line', () => {
    expect(setUp(60, 60)).toBe(0);
    expect(setUp(60, 90, 'line5')).toBe(0);
  });
});
