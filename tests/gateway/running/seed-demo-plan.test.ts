import { describe, expect, it } from 'vitest';
import { planFactsOf } from '../../../gateway/plan/plan-facts.ts';
import { seedDemoPlan } from '../../../gateway/running/seed-demo-plan.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { prefixRange } from '../../../gateway/store/store.ts';

const parts = { gateway: 'demo', timezone: 'America/Los_Angeles', seed: 'lineside', historyMs: null };
/** 00:20 on the first of a month by UTC: what ran before has ended in the month before. */
const NOW = Date.parse('2026-06-01T00:20Z');

describe('The plan of the simulated plant', () => {
  it('is there once, in the months in which things happened, and the gateway reads all of it', async () => {
    const store = new MemoryStore();
    const inserted = await seedDemoPlan({ ...parts, store, now: NOW });
    expect(await store.databases('plan_')).toEqual(['plan_demo_2026_05', 'plan_demo_2026_06']);
    const documents = await Promise.all(
      (await store.databases('plan_')).map((database) => store.range(database, prefixRange(''))),
    );
    expect(planFactsOf(documents.flat())).toHaveLength(inserted);
    expect(await seedDemoPlan({ ...parts, store, now: NOW + 86_400_000 })).toBe(0);
  });

  it('never comes over what people have planned', async () => {
    const store = new MemoryStore();
    const change = { _id: 'change:0001780000000000:device-test0001.1', type: 'change' };
    await store.insert('plan_other_2026_05', [change]);
    expect(await seedDemoPlan({ ...parts, store, now: NOW })).toBe(0);
  });
});
