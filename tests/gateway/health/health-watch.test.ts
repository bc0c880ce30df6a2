import { describe, expect, it } from 'vitest';
import { HealthWatch } from '../../../gateway/health/health-watch.ts';
import type { Observed } from '../../../gateway/health/observed.ts';
import { NOW, seen } from './seen.ts';

function watching() {
  const state: { now: number; observed: Observed } = { now: NOW, observed: seen() };
  const said: string[] = [];
  const watch = new HealthWatch({
    ...{ observed: () => state.observed, now: () => state.now, log: (message) => said.push(message) },
  });
  return { state, said, watch };
}

const LOST = { sources: [{ id: 'line8/vision', state: 'lost', since: null, behindBytes: 0 }] };

describe('the health of a gateway', () => {
  it('is as bad as the worst of its checks', () => {
    const { state, watch } = watching();
    expect(watch.look()).toMatchObject({ status: 'ok', ready: true, gateway: 'gw-1', version: '1.2.3', role: 'line' });
    state.observed = seen(LOST);
    expect(watch.look().status).toBe('degraded');
    state.observed = seen({ ...LOST, disk: { level: 'full', freeBytes: 0, since: NOW } });
    expect(watch.look().status).toBe('failing');
    state.observed = seen(null);
    expect(watch.look()).toMatchObject({ status: 'failing', ready: false });
  });

  it('says since when a check is as it is, from the look at which it changed', () => {
    const { state, watch } = watching();
    const since = () => watch.look().checks.find(({ name }) => name === 'sources')!.since;
    expect(since()).toBe(NOW);
    state.now += 5_000;
    state.observed = seen(LOST);
    expect(since()).toBe(NOW + 5_000);
    state.now += 5_000;
    expect(since()).toBe(NOW + 5_000);
  });

  it('tells the log of each change, once', () => {
    const { state, said, watch } = watching();
    watch.look();
    state.observed = seen(LOST);
    watch.look();
    watch.look();
    state.observed = seen();
    watch.look();
    expect(said).toEqual([
      'Health: sources is degraded: 1 of 1 source(s) are lost.',
      'Health: sources is ok: 2 source(s), none is lost.',
    ]);
  });

  it('does not call a start a failure in the log', () => {
    const { state, said, watch } = watching();
    state.observed = seen(null);
    watch.look();
    state.observed = seen();
    watch.look();
    expect(said).toEqual([]);
  });
});
