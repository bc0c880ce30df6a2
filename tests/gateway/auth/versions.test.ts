import { describe, expect, it } from 'vitest';
import { Versions } from '../../../gateway/auth/versions.ts';
import { readOnlyWhen } from '../../../gateway/store/read-only-when.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { Configuration } from '../../../shared/documents/configuration.ts';
import { Value } from 'typebox/value';
import { failure } from './plant-with-people.ts';

const NOON = Date.UTC(2022, 9, 10, 12);
const BY = { origin: 'gw', user: 'boss' };
const person = (name: string) => ({
  name,
  roles: ['operator' as const],
  lines: '*' as const,
  disabled: false,
  sso: null,
  demo: false,
});

async function opened(store = new MemoryStore()) {
  const clock = { at: NOON };
  const away = { now: false };
  const parts = { store: readOnlyWhen(() => away.now, store), gateway: 'gw', now: () => clock.at };
  return { clock, store, away, versions: await Versions.open(parts), again: () => Versions.open(parts) };
}

describe('versions of people', () => {
  it('are kept as documents of configuration, one for each change', async () => {
    const { versions, store } = await opened();
    await versions.add('person', 'assembler', person('Assembler'), BY);
    await versions.add('person', 'assembler', person('Assembler B.'), BY);
    const documents = await store.range('config_gw', { from: 'cfg:', to: 'cfg:~' });
    expect(documents).toHaveLength(2);
    for (const document of documents) expect(Value.Check(Configuration, document)).toBe(true);
    expect(documents.map(({ by }) => by)).toEqual([BY, BY]);
  });

  it('say after a restart what they said before', async () => {
    const { versions, again, clock } = await opened();
    await versions.add('person', 'assembler', person('Assembler'), BY);
    clock.at += 1000;
    await versions.add('person', 'assembler', person('Assembler B.'), BY);
    await versions.add('person', 'assembler.b', person('Another'), BY);
    const later = await again();
    expect(later.get('person', 'assembler')).toEqual(person('Assembler B.'));
    expect(later.all('person').map(({ entity, firstFrom, validFrom }) => [entity, firstFrom, validFrom])).toEqual([
      ['assembler', NOON, NOON + 1000],
      ['assembler.b', NOON + 1000, NOON + 1000],
    ]);
  });

  it('let the last word count also when the clock fell back', async () => {
    const { versions, again, clock } = await opened();
    await versions.add('person', 'assembler', person('Assembler'), BY);
    clock.at -= 3_600_000;
    await versions.add('person', 'assembler', person('Assembler B.'), BY);
    expect((await again()).get('person', 'assembler')?.name).toBe('Assembler B.');
  });

  it('hold what was before when the store takes nothing', async () => {
    const { versions, away } = await opened();
    await versions.add('person', 'assembler', person('Assembler'), BY);
    away.now = true;
    expect(await failure(versions.add('person', 'assembler', person('Assembler B.'), BY))).toBe('STORE_UNREACHABLE');
    expect(versions.get('person', 'assembler')?.name).toBe('Assembler');
  });

  it('tell who listens, until they have heard enough', async () => {
    const { versions } = await opened();
    const heard: string[] = [];
    const stop = versions.onChange((kind, entity) => heard.push(`${kind} ${entity}`));
    await versions.add('person', 'assembler', person('Assembler'), BY);
    stop();
    await versions.add('person', 'borer', person('Borer'), BY);
    expect(heard).toEqual(['person assembler']);
  });

  it('take changes one after the other, whatever happened to the one before', async () => {
    const { versions } = await opened();
    const order: string[] = [];
    const slow = versions.inTurn(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('slow');
      throw new Error('failed');
    });
    const fast = versions.inTurn(async () => order.push('fast'));
    await Promise.allSettled([slow, fast]);
    expect(order).toEqual(['slow', 'fast']);
  });
});
