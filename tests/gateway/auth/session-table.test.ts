import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { KEPT_MS, SLACK_MS, type NewSession } from '../../../gateway/auth/session.ts';
import { SessionTable } from '../../../gateway/auth/session-table.ts';
import { readOnlyWhen } from '../../../gateway/store/read-only-when.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';

const NOON = Date.UTC(2022, 9, 10, 12);
const HOUR_MS = 3_600_000;

async function opened() {
  const clock = { at: NOON };
  const away = { now: false };
  const memory = new MemoryStore();
  const parts = { store: readOnlyWhen(() => away.now, memory), gateway: 'gw', now: () => clock.at };
  const begun = (rest: Partial<NewSession> = {}): NewSession => ({
    ...{
      kind: 'person',
      user: 'assembler',
      name: 'Assembler',
      roles: ['operator'],
      lines: '*',
      origin: 'tablet',
      way: 'pin',
    },
    ...{ by: 'cookie', address: '192.0.2.1', from: clock.at, until: clock.at + 12 * HOUR_MS },
    ...rest,
  });
  const kept = () => memory.range('local_gw_access', { from: 'session:', to: 'session:~' });
  return {
    clock,
    away,
    memory,
    kept,
    begun,
    table: await SessionTable.open(parts),
    again: () => SessionTable.open(parts),
  };
}

describe('a session', () => {
  it('is found by its token, of which the store knows nothing', async () => {
    const { table, begun, kept } = await opened();
    const { token, session } = await table.start(begun());
    expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(table.find(token)).toEqual(session);
    expect(table.find(`${token}x`)).toBeNull();
    expect(JSON.stringify(await kept())).not.toContain(token);
  });

  it('survives a restart of the gateway', async () => {
    const { table, begun, again } = await opened();
    const { token, session } = await table.start(begun());
    expect((await again()).find(token)).toEqual(session);
  });

  it('goes on when the clock is set back: its person has not come before they came, nor been there since', async () => {
    const { table, begun, clock } = await opened();
    const { token, session } = await table.start(begun());
    clock.at = NOON + HOUR_MS;
    table.touch(session.id);
    clock.at = NOON - 3 * HOUR_MS;
    expect(table.find(token)).toMatchObject({ from: clock.at, until: clock.at + 12 * HOUR_MS, lastActiveAt: clock.at });
    expect(table.covering('assembler', 'tablet', clock.at)).toHaveLength(1);
  });

  it('counts while the store is away, and is written when it is back', async () => {
    const { table, begun, away, again, kept } = await opened();
    away.now = true;
    const { token } = await table.start(begun());
    expect(table.find(token)).not.toBeNull();
    expect(await kept()).toEqual([]);
    away.now = false;
    await vi.waitFor(async () => expect(await kept()).toHaveLength(1), { timeout: 5_000 });
    expect((await again()).find(token)).not.toBeNull();
  });

  it('that ended while the store was away does not come back with it', async () => {
    const { table, begun, away, again } = await opened();
    const { token, session } = await table.start(begun());
    away.now = true;
    await table.end(session.id);
    expect(table.find(token)).toBeNull();
    away.now = false;
    await table.close();
    expect((await again()).find(token)).toBeNull();
  });

  it('is open from its beginning until it ends, whatever is done in between', async () => {
    const { table, clock, begun } = await opened();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 24 }),
        fc.array(fc.nat(6 * HOUR_MS), { maxLength: 12 }),
        fc.option(fc.nat(11)),
        async (hours, waits, endAfter) => {
          clock.at = NOON;
          const { token, session } = await table.start(begun({ until: NOON + hours * HOUR_MS }));
          for (const [i, wait] of waits.entries()) {
            clock.at += wait;
            if (i === endAfter) await table.end(session.id);
            else table.touch(session.id);
            const isOpen = clock.at < session.until && (endAfter === null || i < endAfter);
            expect(table.find(token) !== null).toBe(isOpen);
            expect(table.active().some(({ id }) => id === session.id)).toBe(isOpen);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is written at most once a minute for somebody who is there all the time', async () => {
    const { table, begun, clock, memory } = await opened();
    const { session } = await table.start(begun());
    const put = vi.spyOn(memory, 'put');
    for (let second = 0; second < 180; second++) {
      clock.at += 1000;
      table.touch(session.id);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(table.get(session.id)?.lastActiveAt).toBe(NOON + 180_000);
    expect(put.mock.calls.length).toBeLessThanOrEqual(3);
  });

  it('covers what was entered in it, with a minute for clocks, also weeks after it ended', async () => {
    const { table, begun, clock } = await opened();
    const { session } = await table.start(begun());
    clock.at += HOUR_MS;
    await table.end(session.id);
    clock.at += 30 * 24 * HOUR_MS;
    await table.start(begun());
    const covers = (at: number) => table.covering('assembler', 'tablet', at).length === 1;
    const end = NOON + HOUR_MS;
    const moments = [NOON - SLACK_MS - 1, NOON - SLACK_MS, end + SLACK_MS, end + SLACK_MS + 1];
    expect(moments.map(covers)).toEqual([false, true, true, false]);
    expect(table.covering('assembler', 'phone', NOON)).toEqual([]);
    expect(table.covering('borer', 'tablet', NOON)).toEqual([]);
  });

  it('of several that cover a moment the one with most rights comes first', async () => {
    const { table, begun } = await opened();
    await table.start(begun({ roles: ['planner'] }));
    await table.start(begun({ roles: ['supervisor'], lines: ['line8'] }));
    await table.start(begun({ roles: ['supervisor'] }));
    const [first, second, third] = table.covering('assembler', 'tablet', NOON);
    expect([first?.lines, second?.lines, third?.roles]).toEqual(['*', ['line8'], ['planner']]);
  });

  it('ends when the person left, if that was before the gateway heard of it', async () => {
    const { table, begun, clock } = await opened();
    const { session } = await table.start(begun());
    clock.at += 3 * HOUR_MS;
    await table.end(session.id, NOON + HOUR_MS);
    expect(table.get(session.id)?.endedAt).toBe(NOON + HOUR_MS);
    await table.end(session.id);
    expect(table.get(session.id)?.endedAt).toBe(NOON + HOUR_MS);
  });

  it('cannot be ended before it began, nor in the future', async () => {
    const { table, begun } = await opened();
    const { session: one } = await table.start(begun());
    const { session: other } = await table.start(begun());
    await table.end(one.id, 0);
    await table.end(other.id, NOON + HOUR_MS);
    expect([table.get(one.id)?.endedAt, table.get(other.id)?.endedAt]).toEqual([NOON, NOON]);
  });
});

describe('sessions', () => {
  it('end together for a user, or on a device', async () => {
    const { table, begun } = await opened();
    await table.start(begun());
    await table.start(begun({ origin: 'phone' }));
    await table.start(begun({ user: 'borer' }));
    expect(await table.endAll({ user: 'assembler' })).toBe(2);
    expect(table.active().map(({ user }) => user)).toEqual(['borer']);
    expect(await table.endAll({ origin: 'tablet' })).toBe(1);
    expect(await table.endAll({})).toBe(0);
    expect(table.lastSignOn('borer')).toBe(NOON);
    expect(table.lastSignOn('etcher')).toBeNull();
  });

  it('are forgotten when no entry of theirs can arrive any more', async () => {
    const { table, begun, clock, kept } = await opened();
    const { session } = await table.start(begun());
    clock.at = session.until + KEPT_MS;
    await table.start(begun({ user: 'borer' }));
    expect(table.get(session.id)).not.toBeNull();
    clock.at += HOUR_MS;
    await table.start(begun({ user: 'etcher' }));
    expect(table.get(session.id)).toBeNull();
    expect(table.covering('assembler', 'tablet', NOON)).toEqual([]);
    expect(await kept()).toHaveLength(2);
  });
});
