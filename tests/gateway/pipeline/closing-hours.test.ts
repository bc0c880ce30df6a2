import { beforeEach, describe, expect, it } from 'vitest';
import { closeAllHours, closeHours, isOver } from '../../../gateway/pipeline/closing-hours.ts';
import { bestHours } from '../../../gateway/store/best-hours.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { LineEngine } from '../../../shared/production/line-engine.ts';
import { EIGHT, LATER, LINE } from './recorded-line.ts';

let store: MemoryStore;
let engine: LineEngine;
beforeEach(() => {
  store = new MemoryStore();
  engine = new LineEngine({ line: LINE, zone: 'UTC', configVersion: 'v1' });
});

const cycle = (at: number) => engine.cycle({ at, offset: at, present: true, serial: String(at), lot: 'A', item: '7' });
const parts = (clock = LATER) => ({ engine, store, gateway: 'gw', line: 'line8', reading: null, clock });
const stated = async () =>
  [...(await bestHours(store, 'line8', { from: 0, to: LATER + 1e12 })).keys()]
    .map((at) => (at - EIGHT) / HOUR_MS)
    .sort();

describe('an hour of a line', () => {
  it('is over a minute after its end, for a clock that is set back into it', () => {
    expect(isOver(EIGHT, EIGHT + HOUR_MS + 59_999)).toBe(false);
    expect(isOver(EIGHT, EIGHT + HOUR_MS + 60_000)).toBe(true);
  });

  it('is stated by time while the line is listened to, also when it stood through it', async () => {
    cycle(EIGHT);
    await closeHours(parts(), EIGHT + 2.5 * HOUR_MS);
    expect(await stated()).toEqual([0, 1]);
    expect(engine.changed()).toEqual([EIGHT + 2 * HOUR_MS]);
  });

  it('is stated with many others while old rows are read', async () => {
    for (let hour = 0; hour < 48; hour++) cycle(EIGHT + hour * HOUR_MS);
    await closeHours(parts(), null);
    expect(await stated()).toEqual([]);
    cycle(EIGHT + 48.5 * HOUR_MS);
    await closeHours(parts(), null);
    expect(await stated()).toHaveLength(48);
  });

  it('is stated as far as it is known when nobody listens for more', async () => {
    cycle(EIGHT);
    await closeAllHours(parts());
    expect(await stated()).toEqual([0]);
    expect(engine.changed()).toEqual([]);
  });

  it('is not forgotten for one row with a wrong date', async () => {
    cycle(EIGHT);
    cycle(EIGHT + 900 * HOUR_MS);
    await closeAllHours(parts(EIGHT + HOUR_MS));
    expect(engine.hours()).toContain(EIGHT);
  });
});
