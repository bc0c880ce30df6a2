import { describe, expect, it } from 'vitest';
import { STATE_METRIC } from '../../../gateway/pipeline/readings.ts';
import { watchedCycle, watchedReading } from '../../../gateway/pipeline/watched-rows.ts';
import { MACHINE_STATES } from '../../../shared/sources.ts';
import { EIGHT } from './recorded-line.ts';

const place = { offset: 10, end: 40 };
const METRICS = [
  { id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 },
  { id: 'count', name: 'Count', unit: '', resolution: 1 },
];

describe('a row as people see it who look after its source', () => {
  it('says what was made of it', () => {
    const cycle = { at: EIGHT, offset: 10, present: true, serial: '17', lot: 'A', item: '7' };
    const { decoded, ...row } = watchedCycle({ ok: true, end: 40, cycle });
    expect(row).toEqual({ ...place, reason: null });
    expect(decoded()).toEqual({
      ...{ time: '2022-10-10T08:00:00.000Z', itemNumber: '7', lotNumber: 'A', serialNumber: '17', partPresent: 'true' },
    });
  });

  it('has values with their unit, without the dust of binary fractions; what it does not say is left out', () => {
    const of = (values: (number | null)[], at: number | null = null) =>
      watchedReading({ ok: true, ...place, at, values }, METRICS).decoded();
    expect(of([3, null])).toEqual({ temperature: '0.3 °C' });
    expect(of([null, 4], EIGHT)).toEqual({ time: '2022-10-10T08:00:00.000Z', count: '4' });
  });

  it('has the state of a machine by name', () => {
    const values = [MACHINE_STATES.indexOf('Held')];
    expect(watchedReading({ ok: true, ...place, at: null, values }, [STATE_METRIC]).decoded()).toEqual({
      [STATE_METRIC.id]: 'Held',
    });
  });

  it('says why it could not be read', () => {
    const row = watchedCycle({ ok: false, ...place, text: '#', reason: 'expected 5 fields, got 1' });
    expect(row).toMatchObject({ ...place, reason: 'expected 5 fields, got 1' });
  });
});
