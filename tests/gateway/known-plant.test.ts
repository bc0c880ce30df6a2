import { describe, expect, it } from 'vitest';
import { knownPlant } from '../../gateway/known-plant.ts';
import { recordConfiguration } from '../../gateway/projections/configuration.ts';
import { MemoryStore } from '../../gateway/store/memory-store.ts';
import type { LineDefinition, PlantDefinition } from '../../shared/equipment.ts';

const own: PlantDefinition = {
  plant: { id: 'plant', name: 'Whole plant', timezone: 'Europe/Berlin' },
  processGroups: [{ id: 'rolling', name: 'Rolling' }],
  reasons: [{ code: 'film-jam', name: 'Film jam' }],
  lines: [],
};

function line(id: string, name: string, processGroup?: string): LineDefinition {
  const rates = { idealRatePerHour: 8400, standardRatePerHour: 5000 };
  const stops = { minSeconds: 1, bins: [60], downFromSeconds: 60 };
  return { id, name, ...rates, stops, sources: [], ...(processGroup && { processGroup }) };
}

async function declaredBy(store: MemoryStore, gateway: string, lines: LineDefinition[], more = {}): Promise<void> {
  await recordConfiguration({ store, gateway, plant: { ...own, reasons: [], ...more, lines }, now: 1_000 });
}

describe('the plant as its gateway knows it', () => {
  it('has the lines of its gateways, by process group and name', async () => {
    const store = new MemoryStore();
    const packing = { processGroups: [{ id: 'pouching', name: 'Pouching' }] };
    await declaredBy(
      store,
      'gw-a',
      [line('line10', 'Line 10', 'pouching'), line('line8', 'Line 8', 'pouching')],
      packing,
    );
    await declaredBy(store, 'gw-b', [line('mill', 'Mill', 'rolling')]);
    const gateways = [
      { id: 'gw-a', lines: ['line10', 'line8'], revoked: false },
      { id: 'gw-b', lines: ['mill'], revoked: false },
    ];
    const plant = await knownPlant(store, own, gateways);
    expect(plant.lines.map(({ id }) => id)).toEqual(['mill', 'line8', 'line10']);
    expect(plant.processGroups).toEqual([...own.processGroups!, { id: 'pouching', name: 'Pouching' }]);
    expect(plant.plant.name).toBe('Whole plant');
  });

  it('does not take from a gateway what is bound to another, or to nobody', async () => {
    const store = new MemoryStore();
    await declaredBy(store, 'gw-a', [line('line8', 'Line 8')]);
    await declaredBy(store, 'gw-b', [line('line8', 'Mine now'), line('line9', 'Line 9')]);
    const plant = await knownPlant(store, own, [
      { id: 'gw-a', lines: ['line8'], revoked: false },
      { id: 'gw-b', lines: [], revoked: false },
    ]);
    expect(plant.lines.map(({ name }) => name)).toEqual(['Line 8']);
  });

  it('knows a line by the gateway that was replaced until the new one declares it', async () => {
    const store = new MemoryStore();
    await declaredBy(store, 'gw-a', [line('line8', 'Line 8')]);
    const gateways = [
      { id: 'gw-a', lines: [], revoked: true },
      { id: 'gw-c', lines: ['line8'], replaces: ['gw-a'], revoked: false },
    ];
    expect((await knownPlant(store, own, gateways)).lines.map(({ name }) => name)).toEqual(['Line 8']);
    await declaredBy(store, 'gw-c', [line('line8', 'Line 8, new camera')]);
    expect((await knownPlant(store, own, gateways)).lines.map(({ name }) => name)).toEqual(['Line 8, new camera']);
  });

  it('keeps its own words for a reason, and adds those that only a line has', async () => {
    const store = new MemoryStore();
    const reasons = [
      { code: 'film-jam', name: 'Jam' },
      { code: 'roll-change', name: 'Roll change' },
    ];
    await declaredBy(store, 'gw-a', [line('line8', 'Line 8')], { reasons });
    const plant = await knownPlant(store, own, [{ id: 'gw-a', lines: ['line8'], revoked: false }]);
    expect(plant.reasons!.map(({ name }) => name)).toEqual(['Film jam', 'Roll change']);
  });
});
