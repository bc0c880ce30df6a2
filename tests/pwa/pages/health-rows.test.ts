import { describe, expect, it } from 'vitest';
import type { GatewayHealth } from '../../../pwa/data/gateway-health.ts';
import { healthRows } from '../../../pwa/pages/health-rows.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 9, 6, 15);
const well: GatewayHealth = {
  store: { running: true, crashes: 0, lastCrashAt: null },
  facts: { waiting: 7, differing: 0, refused: 2 },
  sources: [{ id: 'line8/vision', state: 'live', detail: 'Following 1 file' }],
};
const wrong = (changes: Partial<GatewayHealth>) =>
  healthRows({ ...well, ...changes }, 'UTC', NOW)
    .filter((row) => row.wrong)
    .map(({ name, says }) => `${name}: ${says}`);
const crashed = (hoursAgo: number) => ({ running: true, crashes: 2, lastCrashAt: NOW - hoursAgo * HOUR });

describe('the health of a gateway', () => {
  it('is quiet while all is well, whatever waits or was refused', () => {
    expect(wrong({})).toEqual([]);
  });

  it.each(['starting', 'waiting', 'lost', 'word of a newer gateway'])('points to a source that is "%s"', (state) => {
    expect(wrong({ sources: [...well.sources, { id: 'line8/sealer', state, detail: '' }] })).toEqual([
      `line8/sealer: ${state}`,
    ]);
  });

  it('points to a store that is down', () => {
    expect(wrong({ store: { running: false, crashes: 0, lastCrashAt: null } })).toEqual(['Store: not running']);
  });

  it('points to a store that crashed within the last day, and only tells of an older crash', () => {
    expect(wrong({ store: crashed(2) })).toEqual(['Store: running · Crashed 2 times, last at 13:00']);
    expect(wrong({ store: crashed(25) })).toEqual([]);
    const older = healthRows({ ...well, store: crashed(25) }, 'UTC', NOW).find(({ name }) => name === 'Store');
    expect(older?.says).toContain('Crashed 2 times, last at Mon 14:00');
  });

  it('points to documents that the store has with other content', () => {
    expect(wrong({ facts: { ...well.facts, differing: 1 } })).toEqual([
      'Documents that the store has with other content: 1',
    ]);
  });
});
