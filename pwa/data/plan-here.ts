/**
 * The plan as it is known on this device, followed as long as somebody looks: own entries are seen at once; what others do, at
 * most some times a second, and less often where putting it together takes long; a plan that comes for the first time, now and
 * then, and as soon as all of it is here.
 */
import {
  ReplaySubject,
  Subject,
  asapScheduler,
  defer,
  filter,
  map,
  merge,
  repeat,
  share,
  startWith,
  switchMap,
  throttle,
  throttleTime,
  timer,
  type Observable,
  type Subscription,
} from 'rxjs';
import type { LinePaceRow, LotRow } from '../../shared/orders/lot-row.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import type { ReferenceRow } from '../../shared/sync/rows.ts';
import type { RecentPerson } from './access.ts';
import type { Entry, StoredUntil } from './collections.ts';
import type { ViewDatabase } from './database.ts';
import type { RefusedEntry } from './line-data.ts';
import type { OwnMoves } from './own-moves.ts';
import type { Drafts } from './plan-drafts.ts';
import { ofPlan, type PlanEntry } from './plan-entries.ts';
import { PlanLooking, type Known } from './plan-looking.ts';
import { RowsHere } from './plan-rows.ts';
import type { Draft, PlanView, UndoState } from './planning.ts';

export interface PlanHereParts {
  view: ViewDatabase;
  outbox$: Observable<Entry[]>;
  refused$: Observable<RefusedEntry[]>;
  reference$: Observable<ReferenceRow[]>;
  /** All of the plan was here once. */
  pulled$: Observable<boolean>;
  drafts: Drafts;
  moves: OwnMoves;
  /** This device's id. */
  origin: () => string;
  /** Whose names are known here. */
  people: () => readonly RecentPerson[];
  /** The gateway's time, ms. */
  now: () => number;
  fault: (error: unknown) => void;
}

const TICK_MS = 30_000;
const PAUSE_MS = 250;
/** Of the time, at most a third goes into what others do. */
const PAUSE_SHARE = 2;
/** Each piece of a plan that is only coming changes all that is shown: it is to come soon, rather than to be watched. */
const COMING_MS = 2_000;

export class PlanHere {
  readonly view$: Observable<PlanView | null>;
  readonly looking = new PlanLooking();
  /** Ids. */
  refused: ReadonlySet<string> = new Set();
  readonly #parts: PlanHereParts;
  readonly #rows: RowsHere<StoredUntil<PlanRow>>;
  readonly #lots: RowsHere<StoredUntil<LotRow | LinePaceRow>>;
  readonly #own$ = new Subject<void>();
  readonly #others$ = new Subject<void>();
  readonly #version = { rows: 0, lots: 0 };
  readonly #following: Subscription[];
  #entries: PlanEntry[] = [];
  /** Entered just now: the outbox has not told of it yet. */
  #fresh: PlanEntry[] = [];
  #reference: ReferenceRow[] = [];
  #drafts: Draft[] = [];
  #pulled = false;
  /** Of the last time; null = nothing was looked at yet. */
  #tookMs: number | null = null;

  constructor(parts: PlanHereParts) {
    this.#parts = parts;
    this.#rows = new RowsHere(parts.view.plan);
    this.#lots = new RowsHere(parts.view.lots);
    this.#following = [
      this.#rows.changed$.subscribe(() => this.#heard(() => this.#version.rows++)),
      this.#lots.changed$.subscribe(() => this.#heard(() => this.#version.lots++)),
      parts.reference$.subscribe((rows) => this.#heard(() => (this.#reference = rows))),
      parts.pulled$.subscribe((pulled) => this.#heard(() => (this.#pulled = pulled))),
      parts.outbox$.subscribe((all) => this.#told(ofPlan(all))),
      parts.refused$.subscribe((all) => this.#refusedAre(new Set(all.map(({ id }) => id)))),
      parts.drafts.all$.subscribe((all) => this.#said(() => (this.#drafts = all))),
      parts.drafts.open$.subscribe(() => this.#own$.next()),
    ];
    this.view$ = defer(() => this.#follow()).pipe(
      share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: true }),
    );
  }

  /** Resolves when all of it is here; rejects when the device cannot read it. */
  async read(): Promise<void> {
    await Promise.all([this.#rows.read(), this.#lots.read()]);
  }

  known(): Known {
    const open = this.#drafts.find(({ id }) => id === this.#parts.drafts.open$.value) ?? null;
    return {
      rows: this.#rows.rows,
      lots: this.#lots.rows,
      version: { ...this.#version },
      entries: this.#fresh.length === 0 ? this.#entries : [...this.#entries, ...this.#fresh],
      reference: this.#reference,
      drafts: this.#drafts,
      open,
      origin: this.#parts.origin(),
      people: this.#parts.people(),
    };
  }

  /** It is in the outbox now. */
  entered(entries: readonly PlanEntry[]): void {
    this.#said(() => {
      const isTold = ({ id }: PlanEntry) => this.#entries.some((entry) => entry.id === id);
      this.#fresh = [...this.#fresh, ...entries.filter((entry) => !isTold(entry))];
    });
  }

  /** What can be taken back is another. */
  turned(): void {
    this.#own$.next();
  }

  close(): void {
    for (const following of this.#following) following.unsubscribe();
    this.#rows.close();
    this.#lots.close();
  }

  #follow(): Observable<PlanView | null> {
    this.read().catch(this.#parts.fault);
    // What has begun it is looked at first.
    const pause = () => timer(0, asapScheduler).pipe(switchMap(() => this.#pause()));
    const others$ = this.#others$.pipe(throttle(pause, { leading: true, trailing: true }));
    return merge(merge(this.#own$, others$).pipe(map(() => false)), this.#ticks().pipe(map(() => true))).pipe(
      // What changes in one go is one change.
      throttleTime(0, asapScheduler, { leading: false, trailing: true }),
      startWith(true),
      map((passed) => this.#look(passed)),
    );
  }

  /** On the minute and the half: where the plan says which time it is, it says what the clock says. */
  #ticks(): Observable<unknown> {
    return defer(() => timer(TICK_MS - (this.#parts.now() % TICK_MS))).pipe(repeat());
  }

  #look(passed: boolean): PlanView | null {
    const known = this.known();
    const isEmpty = !this.#pulled && known.rows.size === 0 && known.entries.length === 0 && known.drafts.length === 0;
    if (!this.#rows.isHere || !this.#lots.isHere || isEmpty) return null;
    const begun = performance.now();
    const view = this.looking.view(known, { now: this.#parts.now(), passed, undo: this.#undo(known) });
    // The first time all is new, which says nothing of the next.
    this.#tookMs = this.#tookMs === null ? 0 : performance.now() - begun;
    return view;
  }

  /** Between what others do. */
  #pause(): Observable<unknown> {
    if (this.#tookMs === null) return timer(PAUSE_MS);
    if (this.#pulled) return timer(Math.max(PAUSE_MS, this.#tookMs * PAUSE_SHARE));
    return merge(timer(COMING_MS), this.#parts.pulled$.pipe(filter((pulled) => pulled)));
  }

  #undo({ open }: Known): UndoState {
    const { drafts, moves } = this.#parts;
    return open
      ? { canUndo: open.steps.length > 0, canRedo: drafts.canDoAgain(open.id) }
      : { canUndo: moves.can('back'), canRedo: moves.can('forth') };
  }

  #told(entries: PlanEntry[]): void {
    this.#said(() => {
      this.#entries = entries;
      this.#fresh = this.#fresh.filter(({ id }) => !entries.some((entry) => entry.id === id));
    });
  }

  #refusedAre(refused: ReadonlySet<string>): void {
    this.#said(() => {
      this.refused = refused;
      this.#fresh = this.#fresh.filter(({ id }) => !refused.has(id));
      this.#parts.moves.refused(refused);
    });
  }

  #said(change: () => void): void {
    change();
    this.#own$.next();
  }

  #heard(change: () => void): void {
    change();
    this.#others$.next();
  }
}
