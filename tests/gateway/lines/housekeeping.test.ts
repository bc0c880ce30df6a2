import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepHouse } from '../../../gateway/lines/housekeeping.ts';
import type { Ingest } from '../../../gateway/lines/ingest.ts';
import { FactWriter } from '../../../gateway/pipeline/fact-writer.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { ClockJump } from '../../../shared/documents/clock-jump.ts';
import { AppError } from '../../../shared/errors.ts';
import { Value } from 'typebox/value';
import { EIGHT } from '../pipeline/recorded-line.ts';

let stop: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

function house(trimJournal: () => Promise<void>) {
  const store = new MemoryStore();
  const writer = new FactWriter({ store, gateway: 'gw', log: () => undefined });
  const log: string[] = [];
  const clock = { now: EIGHT, monotonic: 0 };
  const lines = ['line8', 'line9'].map((id) => ({ line: { id } }));
  const ingest = { trimJournal, writer, lines } as unknown as Ingest;
  const watch = keepHouse({
    ...{ ingest, gateway: 'gw', signal: stop.signal, log: (message) => log.push(message) },
    bug: (error) => {
      throw error;
    },
    now: () => clock.now,
    monotonic: () => clock.monotonic,
  });
  return { store, writer, log, clock, watch };
}

describe('a gateway that keeps its house', () => {
  it('lets go of the journal every minute, until it ends', async () => {
    let trims = 0;
    house(async () => void trims++);
    const atStart = trims;
    await vi.advanceTimersByTimeAsync(180_000);
    expect(trims - atStart).toBe(3);
    stop.abort();
    await vi.advanceTimersByTimeAsync(180_000);
    expect(trims - atStart).toBe(3);
  });

  it('goes on when the journal cannot be trimmed for now, and says why', async () => {
    const { log } = house(() => Promise.reject(new AppError('JOURNAL_UNWRITABLE', 'the disk is away')));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log.at(-1)).toBe('The journal is not trimmed for now: the disk is away');
  });

  it('writes a jump of the clock down for every line, once', async () => {
    const { store, writer, clock, watch, log } = house(async () => undefined);
    for (let second = 0; second < 5; second++) {
      clock.now += 1_000;
      clock.monotonic += 1_000;
      await vi.advanceTimersByTimeAsync(1_000);
    }
    clock.now += 3_600_000;
    for (let second = 0; second < 120; second++) {
      clock.now += 1_000;
      clock.monotonic += 1_000;
      await vi.advanceTimersByTimeAsync(1_000);
    }
    vi.useRealTimers();
    await writer.drained();
    expect(watch.jumps).toHaveLength(1);
    for (const line of ['line8', 'line9']) {
      const [database] = await store.databases(`facts_gw_${line}_`);
      const facts = await store.range(database!, { from: '', to: '~' });
      expect(facts).toHaveLength(1);
      expect(Value.Check(ClockJump, facts[0])).toBe(true);
    }
    expect(log[0]).toContain('The clock jumped');
  });
});
