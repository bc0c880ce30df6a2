/** Replication as PouchDB does it, question by question, with the plant's real side as the wire. */
import { databaseName, localDatabase } from '../../../shared/documents/database-names.ts';
import { AppError } from '../../../shared/errors.ts';
import { revisionOf } from '../../../gateway/replication/received/revisions.ts';
import type { PlantReplication } from '../../../gateway/replication/received/plant-replication.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { isAway, type RunningGateway, type SimGateway } from './sim-gateway.ts';
import { Unheard, type World } from './world.ts';

const CHECKPOINT = 'simulated';

export class Copying {
  readonly #world: World;
  readonly #line: SimGateway;
  readonly #plant: SimGateway;
  /** Databases that came whole, and the plant's marks of then. Gone with the gateway. */
  #marks = new Map<string, string>();
  #marksOf: RunningGateway | null = null;
  isCut = false;
  /** Rows that the plant refused for good, as `database id`. */
  readonly denied = new Map<string, string>();

  constructor({ world, line, plant }: { world: World; line: SimGateway; plant: SimGateway }) {
    this.#world = world;
    this.#line = line;
    this.#plant = plant;
  }

  /** All that there is, at most `batches` batches of `batch` rows a database. Answers whether it came to its end. */
  async push(batch: number, batches = Infinity): Promise<boolean> {
    return this.#run(async (here) => {
      for (const database of await here.store.databases('')) {
        if (!/^(facts|plan)_/.test(database)) continue;
        const isOwn = databaseName(database)?.gateway === this.#line.id;
        if (isOwn) await this.#pushDatabase(here, database, { batch, batches });
      }
    });
  }

  async pull(batch: number, batches = Infinity): Promise<boolean> {
    return this.#run(async (here) => {
      if (this.#marksOf !== here) this.#marks = new Map();
      this.#marksOf = here;
      const { pull } = await this.#ask((plant) => plant.offer(this.#asking));
      for (const { name, mark } of pull) {
        if (this.#marks.get(name) === mark) continue;
        if (await this.#pullDatabase(here, name, { batch, batches })) this.#marks.set(name, mark);
      }
    });
  }

  /** Whether the plant has each row of a database; what retention asks before it lets go. */
  async verify(database: string): Promise<{ all: true } | { all: false; why: string }> {
    const documents = await this.#line.disk.range(database, { from: '!', to: '~' });
    const asked = Object.fromEntries(documents.map(({ _id }) => [_id, [revisionOf(_id)]]));
    try {
      const missing = Object.keys(await this.#ask((plant) => plant.missing(this.#asking, database, asked))).length;
      return missing === 0 ? { all: true } : { all: false, why: `${missing} rows are not at the plant` };
    } catch {
      return { all: false, why: 'the plant did not answer' };
    }
  }

  get #asking() {
    return { id: this.#line.id, lines: this.#line.parts.lines };
  }

  async #run(work: (here: RunningGateway) => Promise<void>): Promise<boolean> {
    const here = this.#line.running;
    if (!here) return false;
    const done = work(here).then(
      () => true,
      (error: unknown) => {
        const isExpected =
          error instanceof Unheard || isAway(error) || (error instanceof AppError && error.code === 'NOT_YET');
        if (!isExpected && !here.life.isOver) this.#world.bug(error);
        return false;
      },
    );
    return Promise.race([done, here.life.ended.then(() => false)]);
  }

  #ask<T>(question: (plant: PlantReplication) => Promise<T>): Promise<T> {
    const plant = this.#plant.running;
    if (this.isCut || !plant?.replication) throw new Unheard();
    const { replication } = plant;
    return this.#world.ask(plant.life, () => question(replication));
  }

  async #pushDatabase(here: RunningGateway, database: string, most: { batch: number; batches: number }): Promise<void> {
    const asking = this.#asking;
    let since = await this.#common(here, database, 'push');
    for (let batches = 0; batches < most.batches; batches += 1) {
      const changes = await here.store.changes(database, since, most.batch);
      if (changes.documents.length === 0) return;
      const asked = Object.fromEntries(changes.documents.map(({ _id }) => [_id, [revisionOf(_id)]]));
      const missing = await this.#ask((plant) => plant.missing(asking, database, asked));
      const rows = changes.documents.filter(({ _id }) => Object.hasOwn(missing, _id)).map(asPushed);
      if (rows.length > 0) {
        const answers = await this.#ask((plant) => plant.take(asking, database, rows));
        for (const answer of answers) if ('error' in answer) this.denied.set(`${database} ${answer.id}`, answer.reason);
      }
      since = changes.since;
      await this.#note(here, { database, direction: 'push', since });
    }
  }

  /** Answers whether it came to the end. */
  async #pullDatabase(
    here: RunningGateway,
    database: string,
    most: { batch: number; batches: number },
  ): Promise<boolean> {
    const asking = this.#asking;
    let since = await this.#common(here, database, 'pull');
    for (let batches = 0; batches < most.batches; batches += 1) {
      const page = await this.#ask((plant) => plant.changes(asking, database, { since, limit: most.batch }));
      if (page.results.length === 0) return true;
      const ids = page.results.map(({ id }) => id);
      const there = await here.store.has(database, ids);
      const wanted = ids.filter((_, i) => !there[i]);
      if (wanted.length > 0) {
        const { results } = await this.#ask((plant) => plant.documents(asking, database, wanted));
        const documents = results.map(({ docs: [doc] }) => asStored((doc as { ok: Record<string, unknown> }).ok));
        // By the store's own protocol, beside the gateway, which is told of it afterwards.
        await here.life.step();
        await this.#line.disk.insert(database, documents);
        await here.life.stepped();
        here.store.announce(database);
      }
      since = page.last_seq;
      await this.#note(here, { database, direction: 'pull', since });
    }
    return false;
  }

  /** Where both ends say that the copy stands. */
  async #common(here: RunningGateway, database: string, direction: string): Promise<string> {
    const [own] = await here.store.get(this.#noted, [`${direction}:${database}`]);
    try {
      const theirs = await this.#ask((plant) => plant.checkpoint(this.#asking, database, `${CHECKPOINT}-${direction}`));
      return own && theirs.last_seq === own.since ? String(own.since) : '0';
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return '0';
      throw error;
    }
  }

  /** First there, then here. */
  async #note(here: RunningGateway, place: { database: string; direction: string; since: string }): Promise<void> {
    const { database, direction, since } = place;
    const noted = { id: `${CHECKPOINT}-${direction}`, sent: { last_seq: since } };
    await this.#ask((plant) => plant.putCheckpoint(this.#asking, database, noted));
    await here.store.put(this.#noted, [{ _id: `${direction}:${database}`, since }]);
  }

  get #noted(): string {
    return localDatabase(this.#line.id, 'copies');
  }
}

function asPushed({ _id, ...document }: StoredDocument): Record<string, unknown> {
  const _rev = revisionOf(_id);
  return { _id, _rev, _revisions: { start: 1, ids: [_rev.slice(2)] }, ...document };
}

function asStored({ _rev, _revisions, ...document }: Record<string, unknown>): StoredDocument {
  return document as StoredDocument;
}
