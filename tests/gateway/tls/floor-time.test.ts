import { describe, expect, it } from 'vitest';
import { DAY, TlsDesk, YEAR } from './tls-desk.ts';

describe('the earliest time that it can be', () => {
  it('is the clock while that can be believed', async () => {
    const desk = await TlsDesk.open();
    const floor = await desk.floor();
    desk.runs(20 * DAY);
    await floor.look();
    expect(floor.doubt).toBeNull();
    expect(floor.possible()).toEqual([desk.now]);
    expect(desk.said).toEqual([]);
  });

  it('is remembered over a restart', async () => {
    const desk = await TlsDesk.open();
    const floor = await desk.floor();
    desk.runs(20 * DAY);
    await floor.look();
    const seen = desk.now;
    desk.now = Date.UTC(2020, 0, 1);
    expect((await desk.floor()).possible()).toEqual([seen]);
  });

  it('goes on with what the gateway runs while the clock is wrong', async () => {
    const desk = await TlsDesk.open();
    await desk.floor();
    const seen = desk.now;
    desk.now = Date.UTC(2020, 0, 1);
    const floor = await desk.floor();
    desk.runs(3 * DAY);
    await floor.look();
    expect(floor.possible()).toEqual([seen + 3 * DAY]);
  });

  it('believes a clock that is put right by hours, and a gateway that was off for weeks', async () => {
    const desk = await TlsDesk.open();
    const floor = await desk.floor();
    desk.now -= 5 * 3_600_000;
    await floor.look();
    expect(floor.doubt).toBeNull();
    desk.now += 80 * DAY;
    expect((await desk.floor()).doubt).toBeNull();
  });

  it('does not follow a leap of years, and forgets it when the clock is right again', async () => {
    const desk = await TlsDesk.open();
    const floor = await desk.floor();
    const right = desk.now;
    desk.now += 2 * YEAR;
    await floor.look();
    expect(floor.doubt).toBe('ahead');
    expect(floor.possible()).toEqual([right, desk.now]);
    desk.now = right + DAY;
    await floor.look();
    expect(floor.possible()).toEqual([desk.now]);
    expect(desk.said).toHaveLength(2);
    expect(desk.said[0]).toContain('remove "secrets/highest-time"');
  });
});
