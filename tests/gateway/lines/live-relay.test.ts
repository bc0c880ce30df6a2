import { describe, expect, it, vi } from 'vitest';
import { LiveRelay } from '../../../gateway/lines/live-relay.ts';
import { unknownHour } from '../../../shared/documents/line-hour.ts';
import type { LiveEvent, MinuteFrame, OpenHour } from '../../../shared/sync/protocol.ts';
import type { LineRow } from '../../../shared/sync/rows.ts';

const TEN = Date.UTC(2026, 10, 22, 10);
const MINUTE = 60_000;

function hourOf(line: string, seq: number, produced: number[] = []): Extract<LiveEvent, { type: 'hour' }> {
  const body = unknownHour(TEN);
  produced.forEach((count, minute) => (body.produced[minute] = count));
  return { type: 'hour', row: { ...body, id: `hour:${line}:2026-11-22T10`, line, closed: false, seq } };
}

function frame(line: string, minute: number, seq: number, produced: number): MinuteFrame {
  const values = { produced, good: produced, rework: 0, empty: 0, downMs: 0, unknownMs: 0 };
  return { line, minute: TEN + minute * MINUTE, seq, values, stops: [] };
}

function minutes(...frames: MinuteFrame[]): LiveEvent & { type: 'minutes' } {
  return { type: 'minutes', now: 0, frames };
}

function rowOf(line: string, at: number): Extract<LiveEvent, { type: 'line' }> {
  const row = { id: `line:${line}`, line, seq: at, at, state: 'Execute', since: TEN, lastCycleAt: at } as LineRow;
  return { type: 'line', now: at, row };
}

class Plant {
  now = TEN + 5 * MINUTE;
  readonly sent: LiveEvent[] = [];
  readonly stored: LineRow[] = [];
  readonly shown: OpenHour[] = [];
  readonly known = new Map<string, LineRow>();
  readonly relay = new LiveRelay({
    send: (event) => this.sent.push(event),
    hours: { showOpen: async (hours) => void this.shown.push(...hours) },
    rows: {
      get: async (ids) => ids.map((id) => this.known.get(id) ?? null),
      put: async (rows) => void this.stored.push(...rows),
    },
    now: () => this.now,
    monotonic: () => this.now,
    log: () => {},
    bug: (error) => {
      throw error;
    },
  });

  produced(line: string): number[] {
    const hour = this.relay.greeting().find((event) => event.type === 'hour' && event.row.line === line);
    return hour?.type === 'hour' ? hour.row.produced.slice(0, 3) : [];
  }
}

async function plantOf(...lines: string[]): Promise<Plant> {
  const plant = new Plant();
  await plant.relay.follow(lines);
  return plant;
}

describe('live values of lines that other gateways read', () => {
  it('reach devices as they come, at the time of the plant', async () => {
    const plant = await plantOf('line8');
    plant.relay.take(['line8'], [hourOf('line8', 1), minutes(frame('line8', 0, 2, 7)), rowOf('line8', TEN)], true);
    expect(plant.sent.map((event) => event.type)).toEqual(['hour', 'minutes', 'line']);
    expect(plant.sent[1]).toMatchObject({ now: plant.now });
  });

  it('are told whole to a device that comes later, each minute in its latest form whichever came last', async () => {
    const plant = await plantOf('line8');
    plant.relay.take(['line8'], [hourOf('line8', 10, [5])], true);
    plant.relay.take(['line8'], [minutes(frame('line8', 0, 14, 9), frame('line8', 1, 12, 3))], false);
    plant.relay.take(['line8'], [minutes(frame('line8', 0, 11, 6))], false);
    expect(plant.produced('line8')).toEqual([9, 3, 0]);
    plant.relay.take(['line8'], [hourOf('line8', 20, [10, 4, 2])], true);
    expect(plant.produced('line8')).toEqual([10, 4, 2]);
  });

  it('are asked for as a whole after a start, and when an hour began unheard', async () => {
    const plant = await plantOf('line8');
    expect(plant.relay.take(['line8'], [], false)).toEqual({ ask: true });
    expect(plant.relay.take(['line8'], [hourOf('line8', 1)], true)).toEqual({ ask: false });
    expect(plant.relay.take(['line8'], [minutes(frame('line8', 1, 2, 1))], false)).toEqual({ ask: false });
    expect(plant.relay.take(['line8'], [minutes(frame('line8', 61, 3, 1))], false)).toEqual({ ask: true });
  });

  it('of a line that the plant does not know go nowhere', async () => {
    const plant = await plantOf('line8');
    plant.relay.take(['line9'], [hourOf('line9', 1), rowOf('line9', TEN)], true);
    expect(plant.sent).toEqual([]);
    expect(plant.relay.greeting()).toEqual([]);
  });

  it('are marked with the last word of a gateway that fell silent, until it speaks again', async () => {
    const stop = new AbortController();
    vi.useFakeTimers();
    try {
      const plant = await plantOf('line8');
      plant.relay.start(stop.signal);
      plant.relay.take(['line8'], [hourOf('line8', 1), rowOf('line8', plant.now)], true);
      const lastWord = plant.now;
      plant.now += 11_000;
      await vi.advanceTimersByTimeAsync(1_000);
      expect(plant.relay.isLive('line8')).toBe(true);
      plant.now += 2_000;
      await vi.advanceTimersByTimeAsync(1_000);
      expect(plant.relay.isLive('line8')).toBe(false);
      expect(plant.sent.at(-1)).toMatchObject({ type: 'line', row: { gatewayLost: { since: lastWord } } });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(plant.stored.at(-1)).toMatchObject({ gatewayLost: { since: lastWord } });
      plant.relay.take(['line8'], [rowOf('line8', plant.now)], false);
      expect(plant.sent.at(-1)).not.toHaveProperty('row.gatewayLost');
    } finally {
      stop.abort();
      vi.useRealTimers();
    }
  });

  it('that were stored before a start do not look live after it', async () => {
    const stop = new AbortController();
    vi.useFakeTimers();
    try {
      const plant = new Plant();
      plant.known.set('line:line8', rowOf('line8', TEN - 3_600_000).row);
      await plant.relay.follow(['line8']);
      plant.relay.start(stop.signal);
      plant.now += 13_000;
      await vi.advanceTimersByTimeAsync(1_000);
      expect(plant.sent.at(-1)).toMatchObject({ row: { gatewayLost: { since: TEN - 3_600_000 } } });
    } finally {
      stop.abort();
      vi.useRealTimers();
    }
  });

  it('of which a gateway speaks no more are lost, however often it is heard of', async () => {
    const stop = new AbortController();
    vi.useFakeTimers();
    try {
      const plant = await plantOf('line8', 'line9');
      plant.relay.start(stop.signal);
      plant.relay.take(['line8', 'line9'], [rowOf('line8', plant.now), rowOf('line9', plant.now)], true);
      plant.relay.take(['line8', 'line9'], [rowOf('line8', plant.now)], true);
      for (let beat = 0; beat < 4; beat += 1) {
        plant.now += 5_000;
        expect(plant.relay.take(['line8', 'line9'], [], false).ask).toBe(false);
        await vi.advanceTimersByTimeAsync(1_000);
      }
      expect([plant.relay.isLive('line8'), plant.relay.isLive('line9')]).toEqual([true, false]);
      expect(plant.sent.at(-1)).toMatchObject({ row: { line: 'line9', gatewayLost: {} } });
      plant.relay.take(['line8', 'line9'], [rowOf('line9', plant.now)], false);
      expect(plant.relay.isLive('line9')).toBe(true);
    } finally {
      stop.abort();
      vi.useRealTimers();
    }
  });
});

describe('a line whose clock was a year ahead', () => {
  const year = 365 * 24 * 60 * MINUTE;

  it('is shown as it is once its clock is right', async () => {
    const plant = await plantOf('line8');
    const ahead = hourOf('line8', year, [9]);
    ahead.row = { ...ahead.row, hourAt: TEN + year, id: 'hour:line8:2027-11-22T10' };
    plant.relay.take(['line8'], [ahead, rowOf('line8', plant.now + year)], true);
    plant.relay.take(['line8'], [hourOf('line8', 1, [3]), rowOf('line8', plant.now)], true);
    expect(plant.produced('line8')).toEqual([3, 0, 0]);
    expect(plant.relay.greeting().at(-1)).toMatchObject({ type: 'line', row: { at: plant.now } });
  });

  it('leaves no minutes behind that fill the memory', async () => {
    const plant = await plantOf('line8');
    plant.relay.take(['line8'], [hourOf('line8', 1)], true);
    const far = Array.from({ length: 2_000 }, (_, i) => frame('line8', 100_000 + i, 2, 1));
    expect(plant.relay.take(['line8'], [minutes(...far)], false).ask).toBe(false);
    plant.now = TEN + 100_500 * MINUTE;
    expect(plant.relay.take(['line8'], [minutes(frame('line8', 100_500, 3, 1))], false).ask).toBe(true);
    expect(plant.relay.openHours('line8')).toEqual([]);
  });
});
