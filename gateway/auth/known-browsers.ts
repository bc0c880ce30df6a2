/** Browsers where people signed on before. It lets nobody in; it only keeps strangers' wrong tries from counting there. */
import { createHash, randomBytes } from 'node:crypto';
import type { Store } from '../store/store.ts';
import { KeptRows } from './kept-rows.ts';

export const KNOWN_FOR_MS = 180 * 24 * 3_600_000;
/** Of one browser; the one who was there longest ago is forgotten. */
const MOST_USERS = 20;

interface Row {
  users: { user: string; until: number }[];
}

export class KnownBrowsers {
  /** By hash of the token. */
  readonly #rows: KeptRows<Row>;
  readonly #now: () => number;

  private constructor(rows: KeptRows<Row>, now: () => number) {
    this.#rows = rows;
    this.#now = now;
    for (const [id, { users }] of rows.entries()) if (users.every(({ until }) => until <= now())) rows.delete(id);
  }

  static async open(parts: { store: Store; gateway: string; now: () => number }): Promise<KnownBrowsers> {
    return new KnownBrowsers(await KeptRows.open<Row>({ ...parts, kind: 'browser' }), parts.now);
  }

  /** The browser's name here, when the user signed on there before; null = a stranger's, or somebody else's. */
  find(token: string | null, user: string): string | null {
    const id = token === null ? null : idOf(token);
    const known = id === null ? null : this.#rows.get(id);
    return known?.users.some((each) => each.user === user && each.until > this.#now()) ? id : null;
  }

  /** The user has just signed on there. Answers the token that the browser shall carry from now on. */
  async remember(token: string | null, user: string): Promise<string> {
    const known = token === null ? null : this.#rows.get(idOf(token));
    const kept = token !== null && known ? token : randomBytes(16).toString('base64url');
    const others = (known?.users ?? []).filter((each) => each.user !== user && each.until > this.#now());
    const users = [...others.slice(-(MOST_USERS - 1)), { user, until: this.#now() + KNOWN_FOR_MS }];
    this.#rows.set(idOf(kept), { users });
    await this.#rows.flush();
    return kept;
  }

  async close(): Promise<void> {
    await this.#rows.close();
  }
}

function idOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
