/**
 * Gateways whose place this one took, by line. What they wrote is read with what this one writes, and never written to. Until
 * their databases are here nobody knows how far the line's files were read: then the line waits, for them or for a person.
 */
import { databaseName, localDatabase, seriesDatabase } from '../../shared/documents/database-names.ts';
import type { LineHour } from '../../shared/documents/line-hour.ts';
import { prefixRange, type Store } from '../store/store.ts';

/** `empty` = it wrote nothing about the line; `without` = a person decided to go on with what is here. */
type State = 'awaited' | 'here' | 'empty' | 'without';
/** By line and gateway. */
export type Former = Record<string, Record<string, State>>;

const DOCUMENT = 'former';

export class FormerGateways {
  readonly #store: Store;
  readonly #gateway: string;
  #former: Former;

  private constructor({ store, gateway }: { store: Store; gateway: string }, former: Former) {
    this.#store = store;
    this.#gateway = gateway;
    this.#former = former;
  }

  /** Rejects with STORE_UNREACHABLE. */
  static async load(parts: { store: Store; gateway: string }): Promise<FormerGateways> {
    const [document] = await parts.store.get(localDatabase(parts.gateway, 'meta'), [DOCUMENT]);
    const former = new FormerGateways(parts, (document?.lines ?? {}) as Former);
    for (const line of Object.keys(former.#former)) await former.#lookAgain(line);
    return former;
  }

  /** Whose facts about the line count beside the own. */
  of(line: string): string[] {
    return Object.keys(this.#former[line] ?? {});
  }

  /** Why the files of a line are not read; null = they are. */
  waiting(line: string): string | null {
    const awaited = this.#in(line, 'awaited');
    if (awaited.length === 0) return null;
    return (
      `Line "${line}" was read by ${awaited.map((id) => `"${id}"`).join(', ')}, and the chunks of that are not here, so nobody knows how far its files were read. ` +
      `It goes on when they have come from the plant or a backup. If they are lost, run "npx lineside go-on --line ${line}": files that are still there are then read from their start.`
    );
  }

  /** This gateway takes the place of others; their databases are still to come. Repeats are harmless. */
  async takesPlaceOf(line: string, gateways: readonly string[]): Promise<void> {
    const known = this.#former[line] ?? {};
    const fresh = gateways.filter((id) => id !== this.#gateway && !known[id]);
    if (fresh.length > 0) await this.#become(line, fresh, 'awaited');
  }

  /**
   * All that could be had of the former gateways' databases is here; answers whether the line can go on. How far its files
   * are read is found out anew, by chunks, when the line is opened the next time: do so at once where it is open.
   */
  async arrived(line: string): Promise<boolean> {
    await this.#forgetPositions(line);
    for (const id of this.#in(line, 'awaited')) {
      const state = (await this.#wroteNothing(line, id)) ? 'empty' : 'here';
      if (state === 'empty' || !(await this.#lacksChunks(line, id))) await this.#become(line, [id], state);
    }
    return this.waiting(line) === null;
  }

  /** A person decided that the line reads its files with what is here. */
  goOnWithout(line: string): Promise<void> {
    return this.#become(line, this.#in(line, 'awaited'), 'without');
  }

  #in(line: string, state: State): string[] {
    return this.of(line).filter((id) => this.#former[line]![id] === state);
  }

  async #become(line: string, gateways: readonly string[], state: State): Promise<void> {
    const states = { ...this.#former[line], ...Object.fromEntries(gateways.map((id) => [id, state])) };
    const former = { ...this.#former, [line]: states };
    await this.#store.put(localDatabase(this.#gateway, 'meta'), [{ _id: DOCUMENT, lines: former }]);
    this.#former = former;
  }

  /** Chunks may be gone again. Whoever has positions of its own does not need them to read on. */
  async #lookAgain(line: string): Promise<void> {
    const progress = { ...prefixRange(`progress:${line}:`), limit: 1 };
    const here = this.#in(line, 'here');
    if (here.length === 0 || (await this.#store.range(this.#positions, progress)).length > 0) return;
    for (const id of here)
      if ((await this.#wroteNothing(line, id)) || (await this.#lacksChunks(line, id)))
        await this.#become(line, [id], 'awaited');
  }

  async #wroteNothing(line: string, id: string): Promise<boolean> {
    return (await this.#databases('facts', line, id)).length + (await this.#databases('series', line, id)).length === 0;
  }

  /** A plant may keep statements of hours without the rows that they were made of. */
  async #lacksChunks(line: string, id: string): Promise<boolean> {
    for (const database of (await this.#databases('facts', line, id)).reverse()) {
      const hours = (await this.#store.range(database, prefixRange(`hour:${line}:`))) as unknown as LineHour[];
      const newest = hours.findLast(({ rowsRead }) => rowsRead > 0);
      if (newest) return !(await this.#databases('series', line, id)).includes(seriesDatabase(id, line, newest.hourAt));
    }
    return false;
  }

  async #databases(kind: 'facts' | 'series', line: string, id: string): Promise<string[]> {
    const names = await this.#store.databases(`${kind}_${id}_${line}_`);
    return names.filter((name) => databaseName(name)?.kind === kind);
  }

  async #forgetPositions(line: string): Promise<void> {
    // Without its progress a source takes no notice of the others: it goes last, all of it may be repeated.
    for (const kind of ['open', 'file', 'progress']) {
      const documents = await this.#store.range(this.#positions, prefixRange(`${kind}:${line}:`));
      const ids = documents.map(({ _id }) => _id);
      if (ids.length > 0) await this.#store.remove(this.#positions, ids);
    }
  }

  get #positions(): string {
    return localDatabase(this.#gateway, 'positions');
  }
}
