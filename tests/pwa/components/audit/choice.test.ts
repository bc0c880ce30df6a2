import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askedFor,
  AUDIT_PERIODS,
  auditChoiceIn,
  auditSearchOf,
  EVERYTHING,
} from '../../../../pwa/components/audit/choice.ts';
import { AUDIT_GROUPS, kindsOf } from '../../../../pwa/components/audit/kinds.ts';
import { AUDITED } from '../../../../shared/documents/audit.ts';

const ZONE = 'Europe/Berlin';
/** 26 October 2026, 15:00 in Berlin, the day after the clocks were set back. */
const NOW = Date.UTC(2026, 9, 26, 14);

describe('what somebody wants to see of the audit trail', () => {
  it('is the address, and comes back from it', () => {
    const day = fc.constantFrom('', '2026-10-06');
    const choice = fc.record({
      ...{
        period: fc.constantFrom(...AUDIT_PERIODS),
        fromDay: day,
        toDay: day,
        kind: fc.constantFrom('', 'access', 'entry'),
      },
      ...{ user: fc.string(), device: fc.string(), subject: fc.string(), text: fc.string() },
    });
    fc.assert(
      fc.property(choice, (chosen) => {
        const kept = chosen.period === 'days' ? chosen : { ...chosen, fromDay: '', toDay: '' };
        expect(auditChoiceIn(auditSearchOf(chosen))).toEqual(kept);
      }),
    );
    expect(auditSearchOf(EVERYTHING)).toBe('');
  });

  it('counts days of the plant, whatever their length', () => {
    expect(askedFor({ ...EVERYTHING, period: 'today' }, ZONE, NOW)).toEqual({ from: Date.UTC(2026, 9, 25, 23) });
    expect(askedFor(EVERYTHING, ZONE, NOW)).toEqual({ from: Date.UTC(2026, 9, 19, 22) });
    const sunday = { ...EVERYTHING, period: 'days', fromDay: '2026-10-25', toDay: '2026-10-25' } as const;
    const { from, to } = askedFor(sunday, ZONE, NOW);
    expect(to! - from!).toBe(25 * 3_600_000);
    expect(askedFor({ ...EVERYTHING, period: 'always' }, ZONE, NOW)).toEqual({});
  });

  it('leaves out days that are no days', () => {
    const choice = { ...EVERYTHING, period: 'days', fromDay: '2026-99-99', toDay: 'soon' } as const;
    expect(askedFor(choice, ZONE, NOW)).toEqual({});
  });

  it('asks for a group, a kind, or anything', () => {
    const always = { ...EVERYTHING, period: 'always' } as const;
    expect(askedFor({ ...always, kind: 'trail' }, ZONE, NOW).what).toEqual(['not-done', 'trail-broken']);
    expect(askedFor({ ...always, kind: 'export', user: 'jo' }, ZONE, NOW)).toEqual({ what: ['export'], user: 'jo' });
    expect(askedFor({ ...always, kind: 'nonsense' }, ZONE, NOW)).toEqual({});
  });

  it('finds every kind in exactly one group', () => {
    expect(AUDIT_GROUPS.flatMap(kindsOf).sort()).toEqual([...AUDITED].sort());
  });
});
