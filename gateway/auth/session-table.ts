/** The table of sessions: in memory, where they count, and in `local_<gateway>_access`, from where they come back after a restart. */
import { createHash, randomBytes } from 'node:crypto';
import { RIGHTS_OF } from '../../shared/access/roles.ts';
import type { Store } from '../store/store.ts';
import { KeptRows } from './kept-rows.ts';
import { KEPT_MS, SLACK_MS, type NewSession, type Session, type Sessions } from './session.ts';

const TOUCH_KEPT_MS = 60_000;
const SWEEP_MS = 3_600_000;
/** No entry is checked against the session of a device; and whoever is here by a ticket brings it again with late ones. */
const BRIEFLY_KEPT_MS = 24 * 3_600_000;

/** The token itself is with its holder only: whoever reads the store can sign on with nothing of it. */
interface Row {
  session: Session;
  tokenHash: string;
}

export class SessionTable implements Sessions {
  readonly #rows: KeptRows<Row>;
  readonly #now: () => number;
  readonly #byToken = new Map<string, string>();
  readonly #byUser = new Map<string, Set<string>>();
  /** When `lastActiveAt` was last written, by session. */
  readonly #touchKept = new Map<string, number>();
  #sweptAt = 0;

  private constructor(rows: KeptRows<Row>, now: () => number) {
    this.#rows = rows;
    this.#now = now;
    for (const [, row] of rows.entries()) this.#index(row);
    this.#forgetOld();
  }

  /** Rejects with STORE_UNREACHABLE. */
  static async open(parts: { store: Store; gateway: string; now: () => number }): Promise<SessionTable> {
    return new SessionTable(await KeptRows.open<Row>({ ...parts, kind: 'session' }), parts.now);
  }

  async start(begun: NewSession): Promise<{ token: string; session: Session }> {
    this.#forgetOld();
    const token = randomBytes(32).toString('base64url');
    const id = randomBytes(12).toString('hex');
    const session: Session = { ...begun, id, endedAt: null, lastActiveAt: begun.from };
    const row = { session, tokenHash: hashOf(token) };
    this.#index(row);
    this.#rows.set(id, row);
    await this.#rows.flush();
    return { token, session };
  }

  find(token: string): Session | null {
    const id = this.#byToken.get(hashOf(token));
    const row = id === undefined ? null : this.#rows.get(id);
    return row && this.#isActive(row.session) ? this.#begun(row) : null;
  }

  get(id: string): Session | null {
    return this.#rows.get(id)?.session ?? null;
  }

  touch(id: string): void {
    const row = this.#rows.get(id);
    if (!row || !this.#isActive(row.session)) return;
    const now = this.#now();
    this.#rows.set(id, { ...row, session: { ...row.session, lastActiveAt: now } });
    if (Math.abs(now - (this.#touchKept.get(id) ?? 0)) < TOUCH_KEPT_MS) return;
    this.#touchKept.set(id, now);
    void this.#rows.flush();
  }

  async end(id: string, at: number = this.#now()): Promise<void> {
    this.#end(id, at);
    await this.#rows.flush();
  }

  async endAll({ user, origin }: { user?: string; origin?: string }): Promise<number> {
    if (user === undefined && origin === undefined) return 0;
    const ended = this.active().filter(
      (session) => (user === undefined || session.user === user) && (origin === undefined || session.origin === origin),
    );
    for (const { id } of ended) this.#end(id, this.#now());
    await this.#rows.flush();
    return ended.length;
  }

  active(): Session[] {
    return [...this.#rows.entries()].map(([, { session }]) => session).filter((session) => this.#isActive(session));
  }

  covering(user: string, origin: string, at: number): Session[] {
    return this.#of(user)
      .filter((session) => session.origin === origin)
      .filter((session) => at >= session.from - SLACK_MS && at <= endOf(session) + SLACK_MS)
      .sort((a, b) => weight(b) - weight(a));
  }

  onDevice(origin: string): Session[] {
    const all = [...this.#rows.entries()].map(([, { session }]) => session);
    return all.filter((session) => session.kind !== 'device' && session.origin === origin);
  }

  lastSignOn(user: string): number | null {
    const times = this.#of(user)
      .filter(({ kind, way }) => kind === 'person' && way !== 'ticket')
      .map(({ from }) => from);
    return times.length === 0 ? null : Math.max(...times);
  }

  /** Writes what is not yet written. */
  async close(): Promise<void> {
    await this.#rows.close();
  }

  #of(user: string): Session[] {
    return [...(this.#byUser.get(user) ?? [])].flatMap((id) => this.get(id) ?? []);
  }

  /** Whoever is there has begun: when the clock was set back since, by as much, or their entries would be of a time before. */
  #begun(row: Row): Session {
    const now = this.#now();
    const { from, until, lastActiveAt } = row.session;
    if (Math.max(from, lastActiveAt) <= now + SLACK_MS) return row.session;
    const ahead = Math.max(0, from - now);
    const session = { ...row.session, from: from - ahead, until: until - ahead, lastActiveAt: now };
    this.#rows.set(session.id, { ...row, session });
    return session;
  }

  #isActive(session: Session): boolean {
    return session.endedAt === null && this.#now() < session.until;
  }

  /** A second end counts when it was before the first: somebody left earlier than was known. */
  #end(id: string, at: number): void {
    const row = this.#rows.get(id);
    if (!row) return;
    const { from, endedAt } = row.session;
    const end = Math.max(from, Math.min(at, this.#now(), endedAt ?? Infinity));
    this.#rows.set(id, { ...row, session: { ...row.session, endedAt: end } });
  }

  #index({ session, tokenHash }: Row): void {
    this.#byToken.set(tokenHash, session.id);
    if (session.user === null) return;
    const ids = this.#byUser.get(session.user) ?? new Set();
    this.#byUser.set(session.user, ids.add(session.id));
  }

  #forgetOld(): void {
    const now = this.#now();
    if (Math.abs(now - this.#sweptAt) < SWEEP_MS) return;
    this.#sweptAt = now;
    for (const [id, { session, tokenHash }] of this.#rows.entries()) {
      const isBrief = session.kind === 'device' || (session.way === 'ticket' && session.by === 'bearer');
      if (now <= endOf(session) + (isBrief ? BRIEFLY_KEPT_MS : KEPT_MS)) continue;
      this.#rows.delete(id);
      this.#touchKept.delete(id);
      this.#byToken.delete(tokenHash);
      if (session.user !== null) this.#byUser.get(session.user)?.delete(id);
    }
  }
}

function endOf({ endedAt, until }: Session): number {
  return Math.min(endedAt ?? until, until);
}

/** Roles first; of equal ones, the session with more lines. */
function weight({ roles, lines }: Session): number {
  const rights = new Set(roles.flatMap((role) => RIGHTS_OF[role])).size;
  return rights * 1000 + (lines === '*' ? 999 : lines.length);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
