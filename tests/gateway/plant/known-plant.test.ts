import { describe, expect, it } from 'vitest';
import { declaredLines, knownPlant } from '../../../gateway/plant/known-plant.ts';
import { recordConfiguration } from '../../../gateway/projections/configuration.ts';
import { configurationId } from '../../../shared/documents/configuration.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { LineDefinition, PlantDefinition } from '../../../shared/equipment.ts';

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

  it('takes nothing for a declaration that is none, and goes by the last one that is', async () => {
    const store = new MemoryStore();
    const odd = [null, 5, {}, { ...line('line8', 'x'), stops: null }, line('line9', 'Not its own')];
    await declaredBy(store, 'gw-a', [line('line8', 'Line 8')]);
    for (const [i, body] of odd.entries()) {
      const [validFrom, hash] = [2_000 + i, '0123456789ab'];
      for (const kind of ['line', 'plant', 'reasons'] as const) {
        const entity = kind === 'line' ? 'line8' : 'plant';
        await store.insert('config_gw-a', [
          {
            _id: configurationId(kind, entity, validFrom, hash),
            ...{ type: 'cfg', schema: 1, line: null, at: 1, received: 1, by: { origin: 'gw-a', user: null } },
            ...{ kind, entity, validFrom, hash, body },
          },
        ]);
      }
    }
    const plant = await knownPlant(store, own, [{ id: 'gw-a', lines: ['line8'], revoked: false }]);
    expect(plant).toEqual({ ...own, lines: [line('line8', 'Line 8')] });
  });

  it('leaves out what a later release says about a line, and shows the line', async () => {
    const store = new MemoryStore();
    const later = { ...line('line8', 'Line 8'), colour: 'blue', sources: [{ id: 'radio', kind: 'radio' }] };
    await declaredBy(store, 'gw-a', [later as unknown as LineDefinition]);
    const plant = await knownPlant(store, own, [{ id: 'gw-a', lines: ['line8'], revoked: false }]);
    expect(plant.lines).toEqual([line('line8', 'Line 8')]);
  });
});

describe('the lines that a gateway declares', () => {
  it('are those with ids that lines can have, each once, however often it says so', async () => {
    const store = new MemoryStore();
    const declared = ['line8', 'Line.9', 'line10', 'a:b', 'line8'].map((entity, i) => ({
      _id: configurationId('line', entity, 1_000 + i, '0123456789ab'),
      ...{ entity, kind: 'line' },
    }));
    await store.insert('config_gw-a', declared);
    expect(await declaredLines(store, 'gw-a')).toEqual(['line10', 'line8']);
  });
});
