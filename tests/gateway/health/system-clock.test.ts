import { describe, expect, it } from 'vitest';
import { SystemClock, type ClockWitness } from '../../../gateway/health/system-clock.ts';

const silent: ClockWitness = async () => null;
const broken: ClockWitness = () => Promise.reject(new Error('there is no such program'));

describe('what the gateway knows of the clock that it runs by', () => {
  it('is asked of the first who can tell', async () => {
    const clock = new SystemClock({ now: () => 7, witnesses: [broken, silent, async () => false, async () => true] });
    expect(clock.state()).toEqual({ synchronised: null, since: null });
    await clock.look();
    expect(clock.state()).toEqual({ synchronised: false, since: 7 });
  });

  it('is "not known", and not "wrong", where nobody can tell', async () => {
    const clock = new SystemClock({ now: () => 7, witnesses: [silent, broken] });
    await clock.look();
    expect(clock.state().synchronised).toBeNull();
  });

  it('keeps the moment of its last change', async () => {
    const told = { now: 1, synchronised: true };
    const clock = new SystemClock({ now: () => told.now, witnesses: [async () => told.synchronised] });
    await clock.look();
    told.now = 2;
    await clock.look();
    expect(clock.state()).toEqual({ synchronised: true, since: 1 });
    Object.assign(told, { now: 3, synchronised: false });
    await clock.look();
    expect(clock.state()).toEqual({ synchronised: false, since: 3 });
  });

  it('is known or not on this machine without anything being thrown', async () => {
    const clock = new SystemClock({ now: () => 7 });
    await clock.look();
    expect([true, false, null]).toContain(clock.state().synchronised);
    expect(clock.state().since).toBe(7);
  });
});
