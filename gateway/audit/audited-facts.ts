/**
 * Which facts have an entry already. What came just now is looked for among the last minutes of the trail; what is older
 * is seen again only after a long time away or when the feed's position was lost, and is looked for in all of it.
 */
import type { AuditEntry } from '../../shared/documents/audit.ts';
import { LATEST_INSTANT, MINUTE_MS } from '../../shared/documents/document.ts';
import type { Store } from '../store/store.ts';
import type { PersonFact } from './said.ts';
import { entriesIn, type TrailWindow, WHOLE_TRAIL } from './stored-entries.ts';

const FRESH_MS = 10 * MINUTE_MS;
/** Longer than what is fresh: clocks are set. */
const REMEMBERED_MS = 30 * MINUTE_MS;
/** The whole trail is in memory only while a feed catches up. */
const HELD_MS = MINUTE_MS;

export class AuditedFacts {
  readonly #store: Store;
  readonly #gateway: string;
  readonly #now: () => number;
  /** Fact → when its entry was made. */
  readonly #recent = new Map<string, number>();
  #all: { subjects: Set<string>; usedAt: number } | null = null;

  private constructor(parts: { store: Store; gateway: string; now: () => number }) {
    this.#store = parts.store;
    this.#gateway = parts.gateway;
    this.#now = parts.now;
  }

  static async open(parts: { store: Store; gateway: string; now: () => number }): Promise<AuditedFacts> {
    const audited = new AuditedFacts(parts);
    const from = Math.max(0, parts.now() - REMEMBERED_MS);
    for (const subject of await audited.#subjects({ from, to: LATEST_INSTANT }))
      audited.#recent.set(subject, parts.now());
    return audited;
  }

  made({ what, subject }: AuditEntry): void {
    if (what !== 'entry') return;
    this.#recent.set(subject, this.#now());
    this.#all?.subjects.add(subject);
  }

  async without(facts: readonly PersonFact[]): Promise<PersonFact[]> {
    const now = this.#now();
    this.#forget(now);
    const open = facts.filter(({ _id }) => !this.#recent.has(_id));
    const isFresh = ({ received }: PersonFact) => received <= now && received > now - FRESH_MS;
    if (open.every(isFresh)) return open;
    const all = (this.#all ??= { subjects: await this.#subjects(WHOLE_TRAIL), usedAt: now });
    all.usedAt = now;
    return open.filter(({ _id }) => !all.subjects.has(_id));
  }

  #forget(now: number): void {
    if (this.#all && Math.abs(now - this.#all.usedAt) > HELD_MS) this.#all = null;
    // In order of making.
    for (const [subject, madeAt] of this.#recent) {
      if (now - madeAt < REMEMBERED_MS) break;
      this.#recent.delete(subject);
    }
  }

  async #subjects(window: TrailWindow): Promise<Set<string>> {
    const subjects = new Set<string>();
    for await (const { documents } of entriesIn(this.#store, this.#gateway, window))
      for (const entry of documents as unknown as AuditEntry[]) if (entry.what === 'entry') subjects.add(entry.subject);
    return subjects;
  }
}
