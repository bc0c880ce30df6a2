import { describe, expect, it } from 'vitest';
import { Versions } from '../../../gateway/auth/versions.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { makeKey, NOON, person } from './plant-with-devices.ts';

const BY = { origin: 'somewhere', user: 'boss' };

/** A plant and two lines; what the plant writes is at a line as soon as it looks. */
async function opened() {
  const store = new MemoryStore();
  const clock = { at: NOON };
  const open = (gateway: string, plant: string | null = null) =>
    Versions.open({ store, gateway, plant, now: () => clock.at });
  const plant = await open('gw-plant');
  return { store, clock, open, plant, line8: await open('gw-8', 'gw-plant'), line9: await open('gw-9', 'gw-plant') };
}

const device = (revoked = false, name = 'Tablet') => ({
  ...{ name, role: 'station' as const, lines: '*' as const, key: makeKey().jwk, revoked },
});

describe('versions of the plant at its lines', () => {
  it('count as soon as they were pulled, also when the plant was heard of for the first time', async () => {
    const { plant, line8, open } = await opened();
    const heard: string[] = [];
    line8.onChange((kind, entity) => heard.push(`${kind} ${entity}`));
    await plant.add('person', 'assembler', person(), BY);
    expect(line8.get('person', 'assembler')).toBeNull();
    await line8.reread();
    expect(line8.find('person', 'assembler')).toMatchObject({ ofPlant: true, body: person() });
    expect((await open('gw-8', 'gw-plant')).get('person', 'assembler')).toEqual(person());
    await line8.reread();
    expect(heard).toEqual(['person assembler']);
  });

  it('are outdone by what the line says later, there and nowhere else, and the other way round', async () => {
    const { plant, line8, line9, clock } = await opened();
    const say = async (where: Versions, name: string) => {
      clock.at += 1000;
      await where.add('person', 'assembler', person(['operator'], { name }), BY);
      await line8.reread();
      await line9.reread();
      return [plant, line8, line9].map((each) => each.get('person', 'assembler')?.name);
    };
    expect(await say(plant, 'Plant')).toEqual(['Plant', 'Plant', 'Plant']);
    expect(await say(line8, 'Line 8')).toEqual(['Plant', 'Line 8', 'Plant']);
    expect(await say(plant, 'Plant again')).toEqual(['Plant again', 'Plant again', 'Plant again']);
    expect(line8.all('person').map(({ entity, firstFrom }) => [entity, firstFrom])).toEqual([
      ['assembler', NOON + 1000],
    ]);
  });

  it('of the same moment are the same everywhere: the higher hash counts', async () => {
    const { plant, line8, open } = await opened();
    await plant.add('person', 'assembler', person(['operator'], { name: 'One' }), BY);
    await line8.add('person', 'assembler', person(['operator'], { name: 'Other' }), BY);
    const ids = [line8.own('person', 'assembler')!.id, plant.own('person', 'assembler')!.id];
    await line8.reread();
    for (const at of [line8, await open('gw-8', 'gw-plant')])
      expect(at.find('person', 'assembler')?.id).toBe(ids.sort().at(-1));
  });

  it('let the line have the last word on itself also when the plant’s clock is ahead', async () => {
    const { plant, line8, clock } = await opened();
    clock.at += 3_600_000;
    await plant.add('person', 'assembler', person(['operator'], { name: 'Plant' }), BY);
    clock.at -= 3_600_000;
    await line8.reread();
    await line8.add('person', 'assembler', person(['operator'], { name: 'Line 8' }), BY);
    expect(line8.get('person', 'assembler')?.name).toBe('Line 8');
  });

  it('keep a device out that the plant revoked, whatever the line said of its name since', async () => {
    const { plant, line8, clock } = await opened();
    await plant.add('device', 'tablet', device(true), BY);
    clock.at += 1000;
    await line8.add('device', 'tablet', device(false, 'Renamed'), BY);
    await line8.reread();
    expect(line8.get('device', 'tablet')).toMatchObject({ name: 'Renamed', revoked: true });
  });

  it('keep somebody out whom plant or line disabled, until that one lets them in again', async () => {
    const { plant, line8, line9, clock } = await opened();
    const say = async (where: Versions, disabled: boolean) => {
      clock.at += 1000;
      await where.add('person', 'assembler', person(['operator'], { disabled }), BY);
      await line8.reread();
      await line9.reread();
      return [plant, line8, line9].map((each) => each.get('person', 'assembler')?.disabled);
    };
    expect(await say(plant, true)).toEqual([true, true, true]);
    expect(await say(line8, false)).toEqual([true, true, true]);
    expect(await say(plant, false)).toEqual([false, false, false]);
    expect(await say(line8, true)).toEqual([false, true, false]);
    expect(await say(plant, false)).toEqual([false, true, false]);
    expect(await say(line8, false)).toEqual([false, false, false]);
  });

  it('are never those of a third gateway: an admin made by a line is one at that line only', async () => {
    const { plant, line8, line9, open } = await opened();
    await line9.add('person', 'intruder', person(['admin']), BY);
    await line9.add('device', 'tablet', device(), BY);
    await line8.reread();
    for (const at of [plant, line8, await open('gw-plant'), await open('gw-8', 'gw-plant')]) {
      expect(at.get('person', 'intruder')).toBeNull();
      expect(at.get('device', 'tablet')).toBeNull();
    }
    expect(line9.get('person', 'intruder')).not.toBeNull();
  });

  it.each<[string, (document: StoredDocument) => object]>([
    ['another body than its kind', () => ({ body: { name: 'Nobody' } })],
    ['another time than its id', ({ validFrom }) => ({ validFrom: Number(validFrom) + 1 })],
    ['another entity than its id', () => ({ entity: 'somebody' })],
    ['no kind', () => ({ kind: 'none' })],
  ])('count for nothing when they have %s', async (_what, spoil) => {
    const { store, plant, line8 } = await opened();
    const other = new MemoryStore();
    const elsewhere = await Versions.open({ store: other, gateway: 'gw-plant', now: () => NOON });
    await elsewhere.add('person', 'intruder', person(['admin']), BY);
    const [document] = await other.range('config_gw-plant', { from: 'cfg:', to: 'cfg:~' });
    await store.insert('config_gw-plant', [{ ...document!, ...spoil(document!) }]);
    await plant.add('person', 'assembler', person(), BY);
    await line8.reread();
    expect(line8.all('person').map(({ entity }) => entity)).toEqual(['assembler']);
  });

  it('may say more than this version knows: what it knows of them counts', async () => {
    const { plant, line8 } = await opened();
    const newer = { ...person(), shift: 'late' } as ReturnType<typeof person>;
    await plant.add('person', 'assembler', newer, BY);
    await line8.reread();
    expect(line8.get('person', 'assembler')).toEqual(person());
  });
});
