import { afterEach, describe, expect, it, vi } from 'vitest';
import { FailedSignOns, type FailedTry } from '../../../gateway/auth/failed-sign-ons.ts';
import { HeardAudit } from './heard-audit.ts';

afterEach(() => void vi.useRealTimers());

function flooded() {
  vi.useFakeTimers();
  const audit = new HeardAudit();
  const failed = new FailedSignOns(audit);
  const tries = () => audit.heard.map((each) => [each.subject, (each.new as { tries: number }).tries]);
  return { audit, failed, tries, told: () => tries().reduce((sum, [, n]) => sum + Number(n), 0) };
}
const wrong = (rest: Partial<FailedTry> = {}): FailedTry => ({
  user: 'assembler',
  device: null,
  way: 'pin',
  why: 'wrong',
  address: '192.0.2.1',
  ...rest,
});

describe('wrong tries in the trail', () => {
  it('are told one by one at first, the others of the minute as a number', () => {
    const { failed, tries } = flooded();
    for (let n = 0; n < 1000; n++) failed.add(wrong());
    failed.add(wrong({ device: 'tablet' }));
    expect(tries()).toEqual([
      ['assembler', 1],
      ['assembler', 1],
      ['assembler', 1],
      ['assembler', 1],
    ]);
    vi.advanceTimersByTime(60_000);
    expect(tries().slice(4)).toEqual([['assembler', 997]]);
    failed.add(wrong());
    expect(tries()).toHaveLength(6);
  });

  it('stay few however many people and devices are tried, and none is lost', () => {
    const { failed, tries, told } = flooded();
    for (let n = 0; n < 5000; n++)
      failed.add(wrong({ user: `user${n % 500}`, device: n % 3 === 0 ? `device${n % 7}` : null }));
    failed.close();
    expect(tries().length).toBeLessThanOrEqual(30 + 51);
    expect(told()).toBe(5000);
  });
});
