import { describe, expect, it } from 'vitest';
import { DroppedMonths } from '../../../gateway/retention/dropped-months.ts';
import { Holds } from '../../../gateway/retention/holds.ts';
import { Retention, type Verified } from '../../../gateway/retention/retention.ts';
import type { Happened } from '../../../gateway/audit/audit.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Retention as Kept } from '../../../shared/retention/kept-from.ts';
import type { Static } from 'typebox';

const NOW = Date.UTC(2026, 10, 22);
const KEEPER = { user: 'keeper', device: 'desk' };

class Line {
  readonly store = new MemoryStore();
  readonly audited: Happened[] = [];
  readonly asked: string[] = [];
  missing = new Set<string>();
  readonly audit = { record: async (happened: Happened) => void this.audited.push(happened) };
  readonly holds = new Holds({
    store: this.store,
    gateway: 'gw',
    plant: () => 'plant',
    audit: this.audit,
    now: () => NOW,
  });

  async has(...databases: string[]): Promise<this> {
    for (const database of databases) await this.store.insert(database, [{ _id: 'one' }]);
    return this;
  }

  async retention(kept: Static<typeof Kept>, withPlant = true, former: string[] = []): Promise<Retention> {
    const verify = async (database: string): Promise<Verified> => {
      this.asked.push(database);
      return this.missing.has(database) ? { all: false, why: 'the plant lacks 3 of it' } : { all: true };
    };
    const dropped = await DroppedMonths.open(this.store, 'gw');
    const { store, holds, audit } = this;
    return new Retention({
      store,
      gateway: 'gw',
      former,
      kept,
      holds,
      dropped,
      verify: withPlant ? verify : null,
      audit,
      now: () => NOW,
    });
  }

  facts(): Promise<string[]> {
    return this.store.databases('facts_');
  }
}

describe('which months may go', () => {
  it('drops facts that are older than they are kept, and remembers that they are gone', async () => {
    const line = await new Line().has(
      'facts_gw_line8_2024_10',
      'facts_gw_line8_2024_11',
      'config_gw',
      'audit_gw_2020_01',
    );
    const retention = await line.retention({ facts: 24 });
    expect(await retention.dropFacts()).toEqual(['facts_gw_line8_2024_10']);
    expect(await line.facts()).toEqual(['facts_gw_line8_2024_11']);
    expect(line.audited).toMatchObject([{ what: 'month-dropped', subject: 'facts_gw_line8_2024_10', line: 'line8' }]);
    expect((await DroppedMonths.open(line.store, 'gw')).has('facts_gw_line8_2024_10')).toBe(true);
    expect(await line.store.databases('audit_')).toEqual(['audit_gw_2020_01']);
  });

  it('keeps facts for ever when nobody said how long', async () => {
    const line = await new Line().has('facts_gw_line8_2001_01');
    expect(await (await line.retention({})).dropFacts()).toEqual([]);
  });

  it('keeps what is younger than the least age, whatever the plant file says', async () => {
    const line = await new Line().has('facts_gw_line8_2026_09', 'facts_gw_line8_2026_07');
    expect(await (await line.retention({ facts: 1 })).dropFacts()).toEqual(['facts_gw_line8_2026_07']);
  });

  it('keeps a month that it wrote before it was restored, as long as the plant lacks something of it', async () => {
    const line = await new Line().has('facts_gw-burnt_line8_2020_01', 'facts_plant_line8_2020_01');
    line.missing.add('facts_gw-burnt_line8_2020_01').add('facts_plant_line8_2020_01');
    const retention = await line.retention({ facts: 12 }, true, ['gw-burnt']);
    expect(await retention.dropFacts()).toEqual(['facts_plant_line8_2020_01']);
    expect(retention.stays).toEqual([{ database: 'facts_gw-burnt_line8_2020_01', why: 'the plant lacks 3 of it' }]);
  });

  it('keeps a month of which the plant lacks something, and says so', async () => {
    const line = await new Line().has('facts_gw_line8_2020_01', 'facts_gw_line8_2020_02');
    line.missing.add('facts_gw_line8_2020_01');
    const retention = await line.retention({ facts: 12 });
    expect(await retention.dropFacts()).toEqual(['facts_gw_line8_2020_02']);
    expect(retention.stays).toEqual([{ database: 'facts_gw_line8_2020_01', why: 'the plant lacks 3 of it' }]);
    line.missing.clear();
    expect(await retention.dropFacts()).toEqual(['facts_gw_line8_2020_01']);
    expect(retention.stays).toEqual([]);
  });

  it('does not ask the plant for what the plant itself, or a gateway before this one, wrote', async () => {
    const line = await new Line().has('facts_plant_line8_2020_01', 'facts_former_line8_2020_01');
    expect(await (await line.retention({ facts: 12 })).dropFacts()).toHaveLength(2);
    expect(line.asked).toEqual([]);
  });

  it('goes by age alone where there is no plant', async () => {
    const line = await new Line().has('facts_gw_line8_2020_01');
    line.missing.add('facts_gw_line8_2020_01');
    expect(await (await line.retention({ facts: 12 }, false)).dropFacts()).toEqual(['facts_gw_line8_2020_01']);
  });

  it('keeps a held month, of the line or of all, until it is released', async () => {
    const line = await new Line().has('facts_gw_line8_2020_01', 'facts_gw_line9_2020_01');
    const hold = await line.holds.add({ line: 'line8', from: '2020-01', to: '2020-03', why: 'complaint 4711' }, KEEPER);
    const retention = await line.retention({ facts: 12 });
    expect(await retention.dropFacts()).toEqual(['facts_gw_line9_2020_01']);
    expect(retention.stays).toMatchObject([{ why: 'it is held: complaint 4711' }]);
    await line.holds.release(hold.id, 'settled', KEEPER);
    expect(await retention.dropFacts()).toEqual(['facts_gw_line8_2020_01']);
    expect(line.audited.map(({ what }) => what)).toEqual(['hold', 'month-dropped', 'hold-released', 'month-dropped']);
  });

  it('obeys holds of the plant, which are released there', async () => {
    const line = await new Line().has('facts_gw_line8_2020_01');
    const { store, audit } = line;
    const atPlant = new Holds({ store, gateway: 'plant', plant: () => null, audit, now: () => NOW });
    const { id } = await atPlant.add({ line: null, from: '2019-12', to: '2020-01', why: 'audit' }, KEEPER);
    const retention = await line.retention({ facts: 12 });
    expect(await retention.dropFacts()).toEqual([]);
    await expect(line.holds.release(id, 'why not', KEEPER)).rejects.toMatchObject({ code: 'CONFLICT' });
    await atPlant.release(id, 'settled', KEEPER);
    expect(await retention.dropFacts()).toEqual(['facts_gw_line8_2020_01']);
  });

  it('refuses a hold that ends before it begins, and one that nobody made', async () => {
    const { holds } = new Line();
    const backwards = { line: null, from: '2026-02', to: '2026-01', why: 'typing' };
    await expect(holds.add(backwards, KEEPER)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await expect(holds.release('hold-none', 'settled', KEEPER)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
