import { describe, expect, it } from 'vitest';
import { oee } from '../../../shared/kpi/oee.ts';
import { StopTally } from '../../../shared/kpi/report.ts';
import { standardQuantity } from '../../../shared/kpi/standard-quantity.ts';
import { rulesOf } from '../../fixtures/calendar-rules.ts';

const HOUR_MS = 3_600_000;
const shift = {
  plannedBusyTimeMs: 8 * HOUR_MS,
  actualProductionTimeMs: 6 * HOUR_MS,
  producedQuantity: 4_500,
  goodQuantity: 4_050,
  idealRatePerHour: 1_000,
};

describe('OEE', () => {
  it('is availability × effectiveness × quality ratio', () => {
    const { availability, effectiveness, qualityRatio, oeeIndex } = oee(shift);
    expect([availability, effectiveness, qualityRatio]).toEqual([0.75, 0.75, 0.9]);
    expect(oeeIndex).toBeCloseTo(0.50625, 12);
  });

  it('says unknown, not 0 %, when nothing was planned', () => {
    expect(oee({ ...shift, plannedBusyTimeMs: 0 })).toMatchObject({ availability: null, oeeIndex: null });
  });

  it('says unknown when the line never ran, or made no part', () => {
    expect(oee({ ...shift, actualProductionTimeMs: 0 })).toMatchObject({
      availability: 0,
      effectiveness: null,
      oeeIndex: null,
    });
    expect(oee({ ...shift, producedQuantity: 0, goodQuantity: 0 })).toMatchObject({
      effectiveness: 0,
      qualityRatio: null,
      oeeIndex: null,
    });
  });

  it('shows more than 100 %: it tells that the ideal rate is wrong', () => {
    expect(oee({ ...shift, producedQuantity: 7_500 }).effectiveness).toBe(1.25);
  });
});

describe('stops by class', () => {
  it('count in the class whose upper bound they do not exceed', () => {
    const tally = new StopTally(1.1, [12, 60]);
    for (const ms of [1_200, 12_000, 12_001, 60_000, 60_001]) tally.add(ms);
    expect(tally.classes).toEqual([
      { fromSeconds: 1.1, toSeconds: 12, count: 2, durationMs: 13_200 },
      { fromSeconds: 12, toSeconds: 60, count: 2, durationMs: 72_001 },
      { fromSeconds: 60, toSeconds: null, count: 1, durationMs: 60_001 },
    ]);
  });
});

describe('the standard quantity', () => {
  it('is planned time at the standard rate, breaks and holidays left out, overtime in', () => {
    const line = {
      id: 'line8',
      standardRatePerHour: 5_000,
      calendar: { start: '06:00', end: '14:00', breaks: [{ start: '10:00', end: '10:30' }] },
    };
    const day = { from: Date.parse('2026-06-10T07:00:00Z'), to: Date.parse('2026-06-11T07:00:00Z') };
    expect(standardQuantity(line, 'America/Los_Angeles', day)).toBe(37_500);
    const exceptions = [
      { scope: 'plant', kind: 'holiday', from: '2026-06-10T00:00', to: '2026-06-11T00:00' },
      { scope: 'line:line8', kind: 'overtime', from: '2026-06-10T15:00', to: '2026-06-10T17:00' },
    ] as const;
    const rules = rulesOf('America/Los_Angeles', { exceptions });
    expect(standardQuantity({ ...line, rules }, 'America/Los_Angeles', day)).toBe(10_000);
  });
});
