/**
 * Who was signed on where, kept by a few plain rules and nothing of the gateway's own: what an entry's author is to be
 * judged by. People come, go, are sent away, change what they may, and work out of reach with tickets.
 */
import type { Role } from '../../../shared/access/roles.ts';

const MINUTE_MS = 60_000;
const HALF_DAY_MS = 12 * 60 * MINUTE_MS;

export type Said = 'reason' | 'manual-count';
/** Once more, and on purpose not taken from the table of rights. */
const MAY: Partial<Record<Role, Said[]>> = {
  operator: ['reason', 'manual-count'],
  supervisor: ['reason', 'manual-count'],
  engineer: ['reason'],
};

export interface Entry {
  user: string;
  origin: string;
  at: number;
  type: Said;
  line: string;
}

interface Presence {
  user: string;
  device: string;
  roles: readonly Role[];
  lines: '*' | readonly string[];
  from: number;
  to: number;
  /** Nobody has ended it so far. */
  open: boolean;
}

export interface Given {
  user: string;
  device: string;
  at: number;
}

interface State {
  since: number;
  roles: readonly Role[];
  lines: '*' | readonly string[];
  disabled: boolean;
}

export class PresenceModel {
  readonly #presences: Presence[] = [];
  readonly #people = new Map<string, State[]>();
  readonly revoked = new Set<string>();

  change(user: string, state: State): void {
    this.#people.set(user, [...(this.#people.get(user) ?? []), state]);
    if (state.disabled) this.#end((presence) => presence.user === user, state.since, state.since);
  }

  now(user: string): State {
    return this.#people.get(user)!.at(-1)!;
  }

  signOn(user: string, device: string, at: number): void {
    const { roles, lines } = this.now(user);
    this.#presences.push({ user, device, roles, lines, from: at, to: at + HALF_DAY_MS, open: true });
  }

  signOff(user: string, device: string, now: number, ago: number): void {
    this.#end((presence) => presence.user === user && presence.device === device, now, now - ago);
  }

  revoke(device: string, now: number): void {
    this.revoked.add(device);
    this.#end((presence) => presence.device === device, now, now);
  }

  /** Whether the ticket is worth anything. */
  ticket(given: Given, used: { device: string; from: number; until: number }, now: number): boolean {
    const { user, device } = given;
    const { from, until } = used;
    const last = given.at + HALF_DAY_MS;
    if (used.device !== device || until < from || until > now + MINUTE_MS) return false;
    if (from < given.at - MINUTE_MS || until > last + MINUTE_MS) return false;
    const start = Math.max(from, given.at);
    const states = this.#people.get(user)!;
    const sentAway =
      states.find(({ disabled }, i) => disabled && (states[i + 1]?.since ?? Infinity) > given.at)?.since ?? Infinity;
    if (sentAway <= start) return false;
    const to = Math.max(start, Math.min(until, last, now, sentAway));
    // Out of reach they did not know of a change; it held all the same.
    for (const [i, { since, roles, lines }] of states.entries()) {
      const next = states[i + 1]?.since ?? Infinity;
      if (next <= start || since > to || since >= sentAway) continue;
      this.#presences.push({
        ...{ user, device, roles, lines, open: false },
        from: Math.max(start, since),
        to: Math.min(to, next),
      });
    }
    return true;
  }

  /** `by` = the device that sends it, and `as` whoever is signed on there: at a phone, nobody sends what others said. */
  believes({ user, origin, at, type, line }: Entry, by: string, as: string, now: number): boolean {
    return (
      at <= now + MINUTE_MS &&
      by === origin &&
      by !== 'board' &&
      (by !== 'phone' || user === as) &&
      this.#presences.some(
        (presence) =>
          presence.user === user &&
          presence.device === origin &&
          at >= presence.from - MINUTE_MS &&
          at <= presence.to + MINUTE_MS &&
          (presence.lines === '*' || presence.lines.includes(line)) &&
          presence.roles.some((role) => MAY[role]?.includes(type)),
      )
    );
  }

  #end(which: (presence: Presence) => boolean, now: number, at: number): void {
    for (const presence of this.#presences) {
      if (!which(presence) || !presence.open || presence.to <= now) continue;
      presence.open = false;
      presence.to = Math.max(presence.from, at);
    }
  }
}
