/** Entries that fit what was asked for, older ones as they are wanted. What is older than the last answer never changes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AuditPage, AuditRow, TrailHead } from '../../shared/audit/protocol.ts';
import type { AuditData, AuditSearch } from '../data/audit.ts';
import type { NotDone, Told } from '../data/asking.ts';

export interface AuditFound {
  gateway: string;
  rows: readonly AuditRow[];
  people: Readonly<Record<string, string>>;
  devices: Readonly<Record<string, string>>;
  head: TrailHead;
  /** null = that was all. */
  next: string | null;
  /** Time of the last entry that was looked at. */
  searchedTo: number | null;
}

export class AuditResults implements ReactiveController {
  /** undefined until the first answer. */
  found: AuditFound | undefined;
  failure: NotDone['why'] | 'not-allowed' | null = null;
  busy = false;
  readonly #host: ReactiveControllerHost;
  #key: string | null = null;
  #asked: { data: AuditData; search: AuditSearch } | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Call in `willUpdate`: another key begins anew. */
  follow(key: string, data: AuditData, search: () => AuditSearch): void {
    if (key === this.#key) return;
    this.#key = key;
    this.#asked = { data, search: search() };
    this.found = undefined;
    void this.#ask(null);
  }

  /** Begins anew with what was chosen; what is shown stays until the answer is here. */
  again(search: AuditSearch): void {
    if (!this.#asked) return;
    this.#asked = { ...this.#asked, search };
    void this.#ask(null);
  }

  more(): void {
    if (this.found?.next && !this.busy) void this.#ask(this.found.next);
  }

  async #ask(before: string | null): Promise<void> {
    const asked = this.#asked!;
    this.busy = true;
    this.#host.requestUpdate();
    const answer = await asked.data.page(asked.search, before);
    if (asked !== this.#asked) return;
    this.busy = false;
    this.failure = failureOf(answer);
    if (answer.ok) this.found = before === null ? answer.value : joined(this.found, answer.value);
    this.#host.requestUpdate();
  }
}

function joined(shown: AuditFound | undefined, older: AuditPage): AuditFound {
  if (!shown) return older;
  return {
    ...older,
    head: shown.head,
    rows: [...shown.rows, ...older.rows],
    people: { ...shown.people, ...older.people },
    devices: { ...shown.devices, ...older.devices },
    searchedTo: older.searchedTo ?? shown.searchedTo,
  };
}

function failureOf(answer: Told<AuditPage>): AuditResults['failure'] {
  if (answer.ok) return null;
  return answer.code === 'FORBIDDEN' || answer.code === 'UNAUTHENTICATED' ? 'not-allowed' : answer.why;
}
