/** What becomes of what hands and keys do: selecting, carrying, menus; told to the page as events. */
import { boardText } from '../../locales/board.ts';
import { BarChoices, type MenuAsked, type MenuChosen } from './bar-choices.ts';
import type { BoardChart } from './board-chart.ts';
import type { BoardBar, BoardDrop, BoardWindow, ChoicesOf, ParkedCard, PreviewOf } from './board-model.ts';
import type { BoardView } from './board-view.ts';
import type { Carrying } from './carrying.ts';
import { placeOf, steppedTarget, type KeyStep } from './key-target.ts';
import type { Held } from './drop-target.ts';
import type { Deed, Point } from './hands.ts';
import type { RowLayout } from './row-layout.ts';
import { stepOf } from './scale.ts';

/** Emitted by the board; all of them bubble out of shadow roots. */
export interface BoardEvents {
  'ls-board-drop': BoardDrop;
  'ls-board-select': { ids: string[] };
  'ls-board-open': { id: string };
  'ls-board-move-asked': { ids: string[] };
  /** One of the page's own choices. */
  'ls-board-chosen': MenuChosen;
  'ls-board-window': BoardWindow;
}

export interface ActionsHost {
  readonly layout: RowLayout;
  readonly parked: readonly ParkedCard[];
  readonly selected: ReadonlySet<string>;
  readonly previewOf: PreviewOf | null;
  readonly choicesOf: ChoicesOf | null;
  readonly now: number;
  readonly zone: string;
  /** Null = nothing is sought. */
  readonly found: ((id: string) => boolean) | null;
  readonly view: BoardView;
  readonly carrying: Carrying;
  /** Null where there is no room for a time axis. */
  readonly chart: BoardChart | null;
  emit<K extends keyof BoardEvents>(name: K, detail: BoardEvents[K]): void;
  say(text: string): void;
  focusOn(id: string): void;
  ask(menu: MenuAsked): void;
}

/** Two taps within so long open. */
const DOUBLE_MS = 400;

export class BoardActions {
  readonly choices: BarChoices;
  readonly #host: ActionsHost;
  #band: readonly [Point, Point] | null = null;
  #tapped: { id: string; at: number } | null = null;
  /** Where shift begins to select from. */
  #anchor: string | null = null;
  /** What was seen when something was picked up. */
  #before: BoardWindow | null = null;

  constructor(host: ActionsHost) {
    this.#host = host;
    this.choices = new BarChoices(host);
  }

  doThis(deed: Deed): void {
    const { chart, view, carrying } = this.#host;
    switch (deed.do) {
      case 'pick':
        return deed.under && 'id' in deed.under ? this.pick(deed.under.id, deed.at) : undefined;
      case 'aim':
        return carrying.aim(deed.at, deed.shift);
      case 'drop':
        return this.#drop();
      case 'restore':
        return this.#restore();
      case 'pan':
        chart?.scroll(deed.y);
        return chart ? view.pan(deed.x) : undefined;
      case 'zoom':
        return chart ? view.zoom(deed.factor, chart.within({ x: deed.x, y: 0 }).x) : undefined;
      case 'band':
        this.#band = [deed.from, deed.to];
        return chart?.band(this.#band);
      case 'band-end':
        return this.#endBand();
      case 'tap':
        return this.#tap(deed);
      case 'menu':
        return this.choices.ask(deed.under, deed.at);
      case 'count':
        return;
    }
  }

  /** With all that is selected, if it is one of them. `at` null = by keys. */
  pick(id: string, at: Point | null): void {
    const { layout, selected, carrying, chart, parked, view } = this.#host;
    const isFree = (each: string) => layout.bars.get(each)?.movable ?? this.#card(each) !== undefined;
    const ids = new Set(selected.has(id) ? [...selected].filter(isFree) : [id]);
    const takers = parked.flatMap((card) => (ids.has(card.id) && card.rows ? [card.rows] : []));
    const rows = takers[0] ? new Set(takers[0].filter((row) => takers.every((others) => others.includes(row)))) : null;
    const held: Held = { ids, rows };
    const bar = layout.bars.get(id);
    const grab = at && bar && chart ? chart.timeAt(at) - bar.start : 0;
    this.#before = view.now;
    carrying.pick(held, { id, grab, at });
    if (!at) this.#host.say(boardText('picked', this.#nameOf(ids, id)));
  }

  /** Bars have changed under the hand: whether something carried is no longer there; else all is foreseen anew. */
  hasLost(): boolean {
    const { carried } = this.#host.carrying;
    if (carried && [...carried.held.ids].some((id) => !this.#item(id))) return true;
    if (carried) this.#host.carrying.again();
    return false;
  }

  step(step: KeyStep, byTime: boolean): void {
    const { carrying, layout, chart, view, now } = this.#host;
    const { carried } = carrying;
    if (!carried) return;
    // From where it is, whatever set its time: only whoever moves it changes anything.
    const from = carried.target ?? placeOf(layout, carried.held, carried.id) ?? { kind: 'parking' };
    const coming = carried.preview?.bars.find(({ id }) => id === carried.id);
    const start = (coming ?? layout.bars.get(carried.id))?.start ?? now;
    const by = byTime && chart ? stepOf(view.scale.msPerPx) : null;
    carrying.aimAt(steppedTarget(from, step, { layout, held: carried.held, start, by }));
    this.#tellPreview();
  }

  park(): void {
    this.#host.carrying.aimAt({ kind: 'parking' });
    this.#tellPreview();
  }

  toggle(id: string): void {
    const ids = new Set(this.#host.selected);
    if (!ids.delete(id)) ids.add(id);
    this.select([...ids]);
  }

  select(ids: string[]): void {
    const { selected } = this.#host;
    if (ids.length === selected.size && ids.every((id) => selected.has(id))) return;
    this.#host.emit('ls-board-select', { ids });
    if (ids.length > 1) this.#host.say(boardText('selected', ids.length));
  }

  selectRow(id: string): void {
    const row = this.#host.layout.byId.get(this.#host.layout.bars.get(id)?.row ?? '');
    this.select(row ? row.bars.map((bar) => bar.id) : this.#host.parked.map((card) => card.id));
  }

  nameOfCarried(): string {
    const { carried } = this.#host.carrying;
    return carried ? this.#nameOf(carried.held.ids, carried.id) : '';
  }

  #tap({ under, shift, many }: Deed & { do: 'tap' }): void {
    if (under.kind === 'ground') return this.select([]);
    if (!('id' in under)) return;
    const { id } = under;
    this.#host.focusOn(id);
    const isSecond = this.#tapped?.id === id && performance.now() - this.#tapped.at < DOUBLE_MS;
    this.#tapped = isSecond ? null : { id, at: performance.now() };
    if (isSecond) return this.#host.emit('ls-board-open', { id });
    if (many) this.toggle(id);
    else if (shift && this.#anchor !== null) this.select(this.#between(this.#anchor, id));
    else this.select([id]);
    if (!shift) this.#anchor = id;
  }

  /** All of one row from one bar to another; of two rows the two. */
  #between(anchor: string, id: string): string[] {
    const { layout, parked } = this.#host;
    const row = layout.byId.get(layout.bars.get(id)?.row ?? '')?.bars ?? parked;
    const [a, b] = [anchor, id].map((each) => row.findIndex((other) => other.id === each));
    if (a! < 0 || b! < 0) return [...this.#host.selected, id];
    return row.slice(Math.min(a!, b!), Math.max(a!, b!) + 1).map((each) => each.id);
  }

  #endBand(): void {
    const band = this.#band;
    this.#band = null;
    const { chart } = this.#host;
    chart?.band(null);
    if (band && chart) this.select(chart.barsIn(...band));
  }

  #drop(): void {
    const { carried } = this.#host.carrying;
    if (!carried) return;
    const refused = carried.preview?.refused;
    const drop = this.#host.carrying.drop();
    const name = this.#nameOf(carried.held.ids, carried.id);
    if (drop) this.#host.emit('ls-board-drop', drop);
    this.#host.say(
      drop ? boardText('droppedAt', name) : refused ? boardText('cannot', refused) : boardText('putBack', name),
    );
    if (!carried.at) this.#host.focusOn(carried.id);
  }

  #restore(): void {
    const { carried } = this.#host.carrying;
    if (!carried) return;
    this.#host.carrying.restore();
    if (this.#before) this.#host.view.go(this.#before);
    this.#host.say(boardText('putBack', this.#nameOf(carried.held.ids, carried.id)));
    if (!carried.at) this.#host.focusOn(carried.id);
  }

  #tellPreview(): void {
    const { target, preview, id } = this.#host.carrying.carried ?? {};
    if (!target || !preview) return;
    this.#host.chart?.revealTarget(
      target,
      preview.bars.find((bar) => bar.id === id),
    );
    this.#host.say(preview.refused === null ? preview.spoken : boardText('cannot', preview.refused));
  }

  #nameOf(ids: ReadonlySet<string>, id: string): string {
    const title = this.#item(id)?.title ?? '';
    return ids.size > 1 ? boardText('several', title, ids.size - 1) : title;
  }

  #item(id: string): BoardBar | ParkedCard | undefined {
    return this.#host.layout.bars.get(id) ?? this.#card(id);
  }

  #card(id: string): ParkedCard | undefined {
    return this.#host.parked.find((card) => card.id === id);
  }
}
