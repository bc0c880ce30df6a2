import { describe, expect, it } from 'vitest';
import type { UsedTicket } from '../../../pwa/data/access-memory.ts';
import { isProved, showTickets, ticketOf } from '../../../pwa/data/access-proofs.ts';
import type { PersonHere } from '../../../pwa/data/access.ts';
import type { Ticket } from '../../../shared/access/protocol.ts';

const MINUTE = 60_000;
const T = 1_000 * MINUTE;
const STATION = 'device-station';

function signedOn(user: string, from: number, until: number | null = null, changes: Partial<Ticket> = {}): UsedTicket {
  const ticket: Ticket = {
    ...{ gateway: 'gw-1', user, name: user, roles: ['operator'], lines: '*', device: STATION },
    ...{ notBefore: from, notAfter: from + 480 * MINUTE },
    ...changes,
  };
  return { ticket: `${Buffer.from(JSON.stringify(ticket)).toString('base64url')}.signature`, from, until };
}
const person = (user: string): PersonHere => ({
  ...{ user, name: user, roles: ['operator'], lines: '*', until: T * 2, hasPin: true, byTicket: false },
});
const entry = (user: string, at: number, origin = STATION) => ({ at, by: { user, origin } });

describe('who entered something, for a gateway that is not home', () => {
  it('can be shown for the time in which they were signed on', () => {
    const proofs = [signedOn('attendant', T, T + 10 * MINUTE), signedOn('binder', T + 10 * MINUTE)];
    const can = (...of: Parameters<typeof entry>) => isProved({ proofs, used: [] }, entry(...of));
    expect(can('attendant', T + 5 * MINUTE)).toBe(true);
    expect(can('attendant', T + 20 * MINUTE)).toBe(false);
    expect(can('binder', T + 20 * MINUTE)).toBe(true);
    expect(can('binder', T)).toBe(false);
    expect(can('keeper', T + 5 * MINUTE)).toBe(false);
    expect(can('attendant', T + 5 * MINUTE, 'device-other')).toBe(false);
  });

  it('cannot be shown when the ticket had ended', () => {
    const proofs = [signedOn('attendant', T, null, { notAfter: T + 60 * MINUTE })];
    expect(isProved({ proofs, used: [] }, entry('attendant', T + 70 * MINUTE))).toBe(false);
    expect(ticketOf({ person: person('attendant'), proofs, used: [] }, T + 70 * MINUTE)).toBeNull();
  });

  it('can be shown by a ticket that let them in out of reach', () => {
    expect(isProved({ proofs: [], used: [signedOn('attendant', T)] }, entry('attendant', T + MINUTE))).toBe(true);
  });

  it('is the person who is signed on now, by the ticket of this sign-on', () => {
    const [before, now] = [signedOn('attendant', T, T + MINUTE), signedOn('attendant', T + 2 * MINUTE)];
    const proofs = [before, now];
    expect(ticketOf({ person: person('attendant'), proofs, used: [] }, T + 3 * MINUTE)).toBe(now.ticket);
    expect(ticketOf({ person: null, proofs, used: [] }, T + 3 * MINUTE)).toBeNull();
    expect(ticketOf({ person: person('binder'), proofs, used: [] }, T + 3 * MINUTE)).toBeNull();
  });

  it('is told for no longer than each ticket is good, and up to now for those who are still there', async () => {
    const shown: { until: number }[][] = [];
    const tickets = (batch: { until: number }[]) => {
      shown.push(batch);
      return Promise.resolve({ ok: true, body: null } as const);
    };
    const ended = signedOn('attendant', T, null, { notAfter: T + MINUTE });
    const all = {
      proofs: [ended, signedOn('binder', T)],
      used: Array.from({ length: 100 }, () => signedOn('keeper', T, T)),
    };
    expect(await showTickets(all, { requests: { tickets }, now: T + 5 * MINUTE })).toBe(true);
    expect(shown.map((batch) => batch.length)).toEqual([100, 2]);
    expect(shown[0]!.slice(0, 3).map(({ until }) => until)).toEqual([T + MINUTE, T + 5 * MINUTE, T]);
  });

  it('keeps entries back when the gateway did not look at the tickets', async () => {
    const refused = { ok: false, status: 404, retryAfterMs: 0, detail: null } as const;
    const tickets = () => Promise.resolve(refused);
    expect(await showTickets({ proofs: [signedOn('binder', T)], used: [] }, { requests: { tickets }, now: T })).toBe(
      false,
    );
  });
});
