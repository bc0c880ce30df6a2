import { describe, expect, it } from 'vitest';
import { Contact } from '../../../pwa/data/contact.ts';
import { newPlace } from './device.ts';

describe('the contact to the gateway', () => {
  it('is "connecting" until the first answer, with what was last heard before the restart', () => {
    const { keep } = newPlace();
    const before = new Contact(() => 1_000_000, keep);
    before.heard({ type: 'beat', now: 1_500_000 });
    const after = new Contact(() => 2_000_000, keep);
    expect(after.known$.value).toEqual({ state: 'connecting', asOf: 1_500_000, clockOffsetMs: 500_000, away: null });
    expect(after.now()).toBe(2_500_000);
  });

  it('is out of reach after 12 s without a word, also when the device slept, and live with the next one', () => {
    let now = 1_000;
    const contact = new Contact(() => now, newPlace().keep);
    contact.heard({ type: 'beat', now });
    now += 12_000;
    contact.check();
    expect(contact.known$.value.state).toBe('live');
    now += 3_600_000;
    contact.check();
    expect(contact.known$.value).toMatchObject({ state: 'unreachable', asOf: 1_000 });
    contact.heard({ type: 'beat', now });
    expect(contact.known$.value.state).toBe('live');
  });

  it('remembers when it was lost, to the last word', () => {
    const { keep } = newPlace();
    let now = 10_000;
    const contact = new Contact(() => now, keep);
    contact.heard({ type: 'beat', now });
    now += 1_000;
    contact.heard({ type: 'beat', now });
    contact.lost();
    expect(new Contact(() => now, keep).known$.value.asOf).toBe(11_000);
  });

  it('starts without memory when what was kept cannot be read', () => {
    const { keep } = newPlace();
    keep.setItem('heard', '{"asOf":');
    expect(new Contact(() => 5, keep).known$.value).toEqual({
      state: 'connecting',
      asOf: null,
      clockOffsetMs: 0,
      away: null,
    });
  });

  it('goes by the clock of the gateway that it is at, and remembers when home was heard last', () => {
    const { keep } = newPlace();
    const contact = new Contact(() => 1_000_000, keep);
    contact.heard({ type: 'beat', now: 1_500_000 });
    const away = { gateway: 'gw-8', name: 'Line 8', role: 'line', lines: ['line8'], home: 'Plant' } as const;
    contact.moved({ ...away, homeHeardAt: contact.homeHeardAt });
    expect(contact.known$.value).toMatchObject({ state: 'connecting', away: { homeHeardAt: 1_500_000 } });
    contact.heard({ type: 'beat', now: 1_100_000 });
    contact.told(1_600_000);
    expect([contact.now(), contact.homeHeardAt]).toEqual([1_100_000, 1_500_000]);
    contact.lost();
    expect(new Contact(() => 1_000_000, keep).homeHeardAt).toBe(1_500_000);
    contact.moved(null);
    contact.heard({ type: 'beat', now: 1_600_000 });
    expect([contact.now(), contact.homeHeardAt]).toEqual([1_600_000, 1_600_000]);
  });
});
