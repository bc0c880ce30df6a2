/** Is an entry by whom it says? It is when that person was signed on at that device at that moment, with the right to say it. */
import { EVERY_LINE, may } from '../../shared/access/may.ts';
import type { Right } from '../../shared/access/roles.ts';
import type { By } from '../../shared/documents/document.ts';
import type { LateAudit } from '../audit/audit.ts';
import { actorOf, authoritiesOf, type Principal } from './principal.ts';
import { SLACK_MS, type Sessions } from './session.ts';

export interface Signed {
  _id: string;
  /** The device's time of entry, ms. */
  at: number;
  by: { origin: string; user: string };
}

/** A right that is needed on a line; `line` null = on at least one, whichever; `EVERY_LINE` = on all. */
export interface NeededRight {
  right: Right;
  line: string | null;
}

export interface NotTheirs {
  /** `author`: they were not signed on there. `role`: they were, and may not say it. */
  code: 'author' | 'role';
  reason: string;
}
export type Refused = NotTheirs & { id: string };

/** `later`: nothing is wrong with it but the moment, or who brings it. */
export type NotNow = NotTheirs | { code: 'later'; reason: string };

/**
 * A device brings its own entries, whoever wrote them there, and a kiosk none. What is not enrolled can call itself as it
 * likes: there everybody brings what is his or her own, and what others left waits for them. null = it may.
 */
export function whyNotFrom({ device, person }: Principal, { origin, user }: Signed['by']): NotNow | null {
  if (device?.role === 'kiosk') return { code: 'role', reason: 'A kiosk shows, and takes no entries.' };
  if ((device?.id ?? person?.origin) !== origin)
    return { code: 'author', reason: `It was entered at "${origin}": only that device can send it.` };
  if (device || person?.user === user) return null;
  return { code: 'later', reason: `"${user}" entered it here, and has to sign on here for it to be sent.` };
}

/** Whoever brings entries as a file has the right to, on each of their lines (null = on any); null = it may. */
export function whyNotBrought(by: Principal, lines: Iterable<string | null>): NotNow | null {
  for (const line of lines) {
    if (may(authoritiesOf(by), 'bring-entries', line)) continue;
    const where = line === null ? '' : ` of ${named(line)}`;
    return { code: 'role', reason: `Whoever brings entries${where} has to be supervisor there, or admin.` };
  }
  return null;
}

function named(line: string): string {
  return line === EVERY_LINE ? 'every line' : `"${line}"`;
}

export class Authorship {
  readonly #sessions: Pick<Sessions, 'covering'>;
  readonly #audit: LateAudit;
  readonly #now: () => number;

  constructor(parts: { sessions: Pick<Sessions, 'covering'>; audit: LateAudit; now: () => number }) {
    this.#sessions = parts.sessions;
    this.#audit = parts.audit;
    this.#now = parts.now;
  }

  /**
   * Of several sessions, any that gives a right is enough for it. Nobody was signed on in a time that is yet to come, and the
   * latest entry counts: one ahead of its time would outdo all that others say until then. null = it is theirs, and they
   * might say it.
   */
  whyNotBy({ at, by }: Signed, needed: readonly NeededRight[]): NotNow | null {
    const covering = this.#sessions.covering(by.user, by.origin, at);
    const when = new Date(at).toISOString();
    if (covering.length === 0)
      return { code: 'author', reason: `"${by.user}" was not signed on at "${by.origin}" at ${when}.` };
    const lacking = needed.find(({ right, line }) => !may(covering, right, line));
    if (lacking) {
      const where = lacking.line === null ? '' : ` on ${named(lacking.line)}`;
      return { code: 'role', reason: `"${by.user}" may not enter this${where}; an admin can give the right.` };
    }
    if (at <= this.#now() + SLACK_MS) return null;
    return { code: 'later', reason: `It says ${when}, which is yet to come; is the device's clock right?` };
  }

  /** What the author was then, for the trail; empty = nobody remembers. */
  rolesOf({ user, origin }: By, at: number): string[] {
    const covering = user === null ? [] : this.#sessions.covering(user, origin, at);
    return [...new Set(covering.flatMap(({ roles }) => roles))];
  }

  /** One entry of the trail for all that was refused of a request, so that a device cannot fill it. */
  refused(facts: readonly Refused[], by: Principal): void {
    const [first] = facts;
    const { id: subject = '', code, reason = null } = first ?? {};
    this.#audit.recordLater({
      ...{ what: 'entry-refused', subject, ...actorOf(by), reason },
      new: { code, entries: facts.length },
    });
  }

  /** Somebody handed entries in that other devices hold. */
  brought(answers: readonly { id: string; status: string }[], by: Principal): void {
    const [first] = answers;
    if (!first) return;
    const accepted = answers.filter(({ status }) => status === 'accepted').length;
    this.#audit.recordLater({
      ...{ what: 'import', subject: first.id, ...actorOf(by) },
      new: { entries: answers.length, accepted },
    });
  }
}
