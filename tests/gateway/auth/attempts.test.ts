import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Attempts, LOCK_MS, waitAfter, type TriedAt } from '../../../gateway/auth/attempts.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { failure } from './plant-with-people.ts';

const NOON = Date.UTC(2022, 9, 10, 12);
const STATION = { device: 'station-1' };
const DAY_MS = 24 * 3_600_000;
const PEOPLE = ['assembler', 'borer'];

async function opened(store = new MemoryStore(), wall = NOON) {
  /** `wall` can be set by anybody; `ticks` just goes on, and begins anew with the machine. */
  const clock = { wall, ticks: 0 };
  const attempts = await Attempts.open({
    ...{ store, gateway: 'gw', now: () => clock.wall, monotonic: () => clock.ticks },
    isPerson: (user) => PEOPLE.includes(user),
  });
  const pass = (ms: number) => {
    clock.wall += ms;
    clock.ticks += ms;
  };
  const tryWrong = async (user: string, at: TriedAt) => (await attempts.begin(user, at)).wrong();
  /** Whether a try would be heard now; leaves no trace. */
  const hears = async (user: string, at: TriedAt) => {
    const attempt = await attempts.begin(user, at).catch(() => null);
    attempt?.undo();
    return attempt !== null;
  };
  return { store, clock, attempts, pass, tryWrong, hears };
}
type Opened = Awaited<ReturnType<typeof opened>>;

/** As fast as one may. */
async function wrongTimes({ tryWrong, pass }: Opened, times: number, at: TriedAt = STATION): Promise<boolean> {
  let locked = false;
  for (let wrong = 0; wrong < times; wrong++) {
    pass(waitAfter(wrong));
    ({ locked } = await tryWrong('assembler', at));
  }
  return locked;
}

describe('wrong tries', () => {
  it('cost nothing at first, then more and more, then a quarter of an hour each', () => {
    const seconds = Array.from({ length: 13 }, (_, wrong) => waitAfter(wrong) / 1000);
    expect(seconds).toEqual([0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 900, 900, 900]);
  });

  it('are refused before anything is compared, and told when to come again', async () => {
    const here = await opened();
    await wrongTimes(here, 5);
    await expect(here.attempts.begin('assembler', STATION)).rejects.toMatchObject({
      code: 'THROTTLED',
      retryAfterMs: 5_000,
    });
    here.pass(4_999);
    expect(await failure(here.attempts.begin('assembler', STATION))).toBe('THROTTLED');
    here.pass(1);
    expect(await here.hears('assembler', STATION)).toBe(true);
  });

  it('lock that place for a quarter of an hour after ten, and say until when', async () => {
    const here = await opened();
    expect(await wrongTimes(here, 9)).toBe(false);
    expect(here.attempts.lockedUntil('assembler')).toBeNull();
    here.pass(waitAfter(9));
    expect((await here.tryWrong('assembler', STATION)).locked).toBe(true);
    expect(here.attempts.lockedUntil('assembler')).toBe(here.clock.wall + LOCK_MS);
    here.pass(LOCK_MS);
    expect(here.attempts.lockedUntil('assembler')).toBeNull();
    expect(await here.hears('assembler', STATION)).toBe(true);
  });

  it('are forgotten by a right one, by whoever unlocks, and after a day', async () => {
    const here = await opened();
    await wrongTimes(here, 4);
    (await here.attempts.begin('assembler', STATION)).right();
    await wrongTimes(here, 10);
    expect(await here.hears('assembler', STATION)).toBe(false);
    await here.attempts.unlock('assembler');
    expect(await here.hears('assembler', STATION)).toBe(true);
    await wrongTimes(here, 10);
    here.pass(DAY_MS);
    for (let wrong = 0; wrong < 4; wrong++) await here.tryWrong('assembler', STATION);
    expect(await here.hears('assembler', STATION)).toBe(true);
  });

  it('count from their beginning, so that a hundred at once are no more than five', async () => {
    const { attempts } = await opened();
    const begun = await Promise.allSettled(Array.from({ length: 100 }, () => attempts.begin('assembler', STATION)));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  it('that were never compared leave count and waiting as they were', async () => {
    const here = await opened();
    await wrongTimes(here, 7);
    here.pass(waitAfter(7));
    (await here.attempts.begin('assembler', STATION)).undo();
    expect((await here.tryWrong('assembler', STATION)).locked).toBe(false);
    await expect(here.attempts.begin('assembler', STATION)).rejects.toMatchObject({ retryAfterMs: waitAfter(8) });
  });

  it('are not reset by switching off and on, not even with a clock that fell back', async () => {
    for (const step of [0, -60_000, -365 * DAY_MS]) {
      const before = await opened();
      await wrongTimes(before, 10);
      const after = await opened(before.store, before.clock.wall + step);
      await expect(after.attempts.begin('assembler', STATION)).rejects.toMatchObject({ retryAfterMs: LOCK_MS });
    }
  });

  it('go on counting down while the gateway is off', async () => {
    const store = new MemoryStore();
    const before = await opened(store);
    await wrongTimes(before, 10);
    const after = await opened(store, before.clock.wall + 10 * 60_000);
    await expect(after.attempts.begin('assembler', STATION)).rejects.toMatchObject({ retryAfterMs: 5 * 60_000 });
  });

  it('are measured by a clock that nobody can set', async () => {
    const here = await opened();
    await wrongTimes(here, 10);
    here.clock.wall += 365 * DAY_MS;
    expect(await here.hears('assembler', STATION)).toBe(false);
    here.clock.wall -= 2 * 365 * DAY_MS;
    here.clock.ticks += LOCK_MS;
    expect(await here.hears('assembler', STATION)).toBe(true);
  });
});

describe('strangers', () => {
  // Mostly one name at one moment: whoever spreads tries out gets less far.
  const name = fc.constantFrom('assembler', 'assembler', 'assembler', 'assembler', 'borer', 'nobody', '-badge');
  const place: fc.Arbitrary<TriedAt> = fc.oneof(
    fc.nat(500).map((n) => ({ address: `198.51.100.${n % 250}` })),
    fc.nat(5).map((n) => ({ device: `station-${n + 2}` })),
    fc.nat(5).map((n) => ({ browser: `b${n}` })),
    fc.nat(50).map((n) => ({ address: `2001:db8::${n.toString(16)}` })),
  );
  const attack = fc.array(
    fc.record({ name, place, waitMs: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(LOCK_MS)) }),
    {
      minLength: 20,
      maxLength: 80,
    },
  );

  it('never make a right PIN fail at a station that is known, whatever they try', async () => {
    await fc.assert(
      fc.asyncProperty(attack, async (tries) => {
        const here = await opened();
        for (const { name, place, waitMs } of tries) {
          here.pass(waitMs);
          await here.tryWrong(name, place).catch(() => {});
          expect(await here.hears('assembler', STATION)).toBe(true);
          expect(await here.hears('assembler', { browser: 'assembler-phone' })).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never get more tries than the law allows, however they spread them over addresses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ n: fc.nat(1_000), waitMs: fc.nat(60_000) }), { maxLength: 120 }),
        async (tries) => {
          const here = await opened();
          let heard = 0;
          let openAt = 0;
          for (const { n, waitMs } of tries) {
            here.pass(waitMs);
            const was = await here.tryWrong('assembler', { address: `10.${n >> 8}.${n & 255}.1` }).then(
              () => true,
              () => false,
            );
            expect(was).toBe(here.clock.ticks >= openAt);
            if (was) openAt = here.clock.ticks + waitAfter((heard += 1));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are heard no more from a network that tried for too many people', async () => {
    const { tryWrong, hears } = await opened();
    for (let n = 0; n < 60; n++) await tryWrong(`user${n}`, { address: '2001:db8::1' });
    expect(await hears('assembler', { address: '2001:db8::ffff' })).toBe(false);
    expect(await hears('assembler', { address: '2001:db8:0:1::1' })).toBe(true);
  });

  it('keep nothing of a name that nobody has: it may be a password in the wrong field', async () => {
    const { store, tryWrong, hears } = await opened();
    for (let n = 0; n < 5; n++) await tryWrong('hunter-2000', STATION);
    expect(await hears('hunter-2000', STATION)).toBe(false);
    const kept = await store.range('local_gw_access', { from: '', to: '~' });
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain('hunter');
  });

  it('cannot push a lock out of memory by trying names that nobody has', async () => {
    const here = await opened();
    await wrongTimes(here, 10);
    await wrongTimes(here, 5, { address: '198.51.100.1' });
    for (let n = 0; n < 6_000; n++) await here.attempts.begin(`nobody${n}`, { address: `10.0.${n >> 5}.1` });
    expect(await here.hears('assembler', STATION)).toBe(false);
    expect(await here.hears('assembler', { address: '198.51.100.9' })).toBe(false);
  });
});
