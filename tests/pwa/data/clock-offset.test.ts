import { describe, expect, it } from 'vitest';
import { ClockOffset } from '../../../pwa/data/clock-offset.ts';

describe('the clock offset', () => {
  it('is what was remembered until there is a sample', () => {
    expect(new ClockOffset(1234).offsetMs).toBe(1234);
  });

  it('follows the event that was least late', () => {
    const clock = new ClockOffset(0);
    clock.add(10_000, 5_080);
    clock.add(11_000, 6_020);
    clock.add(12_000, 7_900);
    expect(clock.offsetMs).toBe(4_980);
  });

  it('forgets a sample after a minute, so that it follows a drifting clock', () => {
    const clock = new ClockOffset(0);
    clock.add(10_000, 5_000);
    clock.add(70_000, 65_100);
    expect(clock.offsetMs).toBe(4_900);
  });

  it.each([
    ['forward', 3_600_000],
    ['back', -3_600_000],
  ])('follows when this device is set an hour %s', (_way, step) => {
    const clock = new ClockOffset(0);
    clock.add(10_000_000, 10_000_000);
    clock.add(10_005_000, 10_005_000 + step);
    expect(clock.offsetMs).toBe(-step);
  });
});
