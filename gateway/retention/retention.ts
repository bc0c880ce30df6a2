/**
 * Drops months that are old enough: rows of machines and facts, by class. Never one that is held, that is younger than the
 * least age, or that has something which the plant does not: there the ids of both are compared, just before it goes.
 */
import { databaseName } from '../../shared/documents/database-names.ts';
import { utcMonth } from '../../shared/documents/document.ts';
import { isHeld } from '../../shared/retention/hold.ts';
import { keptFrom, type Retention as Kept } from '../../shared/retention/kept-from.ts';
import type { Audit } from '../audit/audit.ts';
import type { Store } from '../store/store.ts';
import type { DroppedMonths } from './dropped-months.ts';
import type { Holds } from './holds.ts';

/** What the plant has of a database: `all` of it, or why it cannot go. */
export type Verified = { all: true } | { all: false; why: string };

export interface RetentionParts {
  store: Store;
  gateway: string;
  /** Ids that it had before it was restored: what it wrote under them may not have come to the plant yet. */
  former?: readonly string[];
  kept: Kept;
  holds: Pick<Holds, 'all'>;
  dropped: DroppedMonths;
  /** Compares with the plant; null = no other gateway is to have it. */
  verify: ((database: string) => Promise<Verified>) | null;
  audit: Audit;
  now: () => number;
}

/** A month that is old enough and stays. */
export interface StayingMonth {
  database: string;
  why: string;
}

export class Retention {
  readonly #parts: RetentionParts;
  /** Of the last look. */
  stays: StayingMonth[] = [];

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** Databases of the class that are old enough, whoever wrote them. */
  async due(kind: 'facts' | 'series', now: number): Promise<string[]> {
    const { store, kept } = this.#parts;
    const from = keptFrom(kept, kind === 'series' ? 'raw' : 'facts', now);
    if (from === -Infinity) return [];
    const oldest = utcMonth(from);
    return (await store.databases(`${kind}_`)).filter((name) => {
      const of = databaseName(name);
      return of?.kind === kind && of.month < oldest;
    });
  }

  /** Those of `due` that may go now; why the others stay is in `stays`. */
  async mayGo(kind: 'facts' | 'series', now: number): Promise<string[]> {
    const due = await this.due(kind, now);
    const holds = due.length > 0 ? await this.#parts.holds.all() : [];
    const going: string[] = [];
    const stays: StayingMonth[] = [];
    for (const database of due) {
      const of = databaseName(database)!;
      const hold = 'line' in of && holds.find((each) => isHeld(each, of.line, of.month));
      const why = hold ? `it is held: ${hold.why}` : await this.#notVerified(database);
      if (why === null) going.push(database);
      else stays.push({ database, why });
    }
    this.stays = [...this.stays.filter(({ database }) => !database.startsWith(`${kind}_`)), ...stays];
    return going;
  }

  /** With an entry of the audit trail, which is kept first. */
  async drop(database: string): Promise<void> {
    const { audit, dropped, now } = this.#parts;
    const of = databaseName(database);
    const line = of && 'line' in of ? of.line : null;
    await audit.record({ what: 'month-dropped', subject: database, line, user: null, device: null });
    await dropped.drop(database, now());
  }

  /** Facts of months that are old enough. Answers the names of those that went. */
  async dropFacts(): Promise<string[]> {
    const going = await this.mayGo('facts', this.#parts.now());
    for (const database of going) await this.drop(database);
    return going;
  }

  async #notVerified(database: string): Promise<string | null> {
    const { verify, gateway, former = [] } = this.#parts;
    const writer = databaseName(database)?.gateway ?? '';
    // What others wrote came from the plant, which has it.
    if (!verify || ![gateway, ...former].includes(writer)) return null;
    const verified = await verify(database);
    return verified.all ? null : verified.why;
  }
}
