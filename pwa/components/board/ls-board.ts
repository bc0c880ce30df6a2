import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { boardText } from '../../locales/board.ts';
import { BarCards } from './bar-cards.ts';
import type { MenuAsked } from './bar-choices.ts';
import { BoardActions, type BoardEvents } from './board-actions.ts';
import { AXIS_PX, BoardChart } from './board-chart.ts';
import { BoardField, type FieldHost } from './board-field.ts';
import { formOf, rowSizeOf, type BoardForm } from './board-form.ts';
import { BoardFocus, type FocusHost } from './board-focus.ts';
import { BoardHands } from './board-hands.ts';
import { onKey } from './board-keys.ts';
import type {
  BarChoice,
  BoardBar,
  BoardLink,
  BoardRow,
  BoardWindow,
  CardOf,
  ChoicesOf,
  ParkedCard,
  PreviewOf,
} from './board-model.ts';
import { BoardPaper, paperRowSize } from './board-paper.ts';
import { BoardView } from './board-view.ts';
import { Carrying } from './carrying.ts';
import { chart } from './chart-template.ts';
import { previewedBars } from './foreseen.ts';
import { legend } from './legend-template.ts';
import { lineList } from './list-template.ts';
import { lsBoardStyles } from './ls-board-styles.ts';
import { outcomeShown } from './outcome-shown.ts';
import { over } from './over-template.ts';
import { parking } from './parking-template.ts';
import { layRows, type RowLayout } from './row-layout.ts';
import { speak } from './speech.ts';
import { underHand } from './under-hand.ts';
import { onWheel } from './wheel.ts';

const NONE: ReadonlySet<string> = new Set();

/**
 * The schedule board: rows, bars and a parking lot that hands and keys move. Emits `ls-board-drop`, `-select`, `-open`,
 * `-move-asked`, `-chosen` and `-window` (see `BoardEvents`); changes nothing itself.
 *
 * A grid to screen readers, for within a grid they leave the arrow keys to the page: a row per line under its head, a cell
 * per bar. Bars lie in a layer of their own so that they can slide from row to row; rows own them by `aria-owns`.
 */
@customElement('ls-board')
export class LsBoard extends LitElement implements FieldHost, FocusHost {
  @property({ attribute: false }) rows: readonly BoardRow[] = [];
  @property({ attribute: false }) bars: readonly BoardBar[] = [];
  @property({ attribute: false }) parked: readonly ParkedCard[] = [];
  @property({ attribute: false }) links: readonly BoardLink[] = [];
  /** ms. */
  @property({ type: Number }) now = 0;
  @property() zone = 'UTC';
  @property({ attribute: false }) window: BoardWindow = { from: 0, to: 86_400_000 };
  @property({ attribute: false }) selected: ReadonlySet<string> = NONE;
  /** Null = nothing can be moved. */
  @property({ attribute: false }) previewOf: PreviewOf | null = null;
  /** Others are faint: what somebody seeks stands among them. Null = nothing is sought. */
  @property({ attribute: false }) found: ((id: string) => boolean) | null = null;
  @property({ attribute: false }) cardOf: CardOf | null = null;
  @property({ attribute: false }) choicesOf: ChoicesOf | null = null;
  @state() private form: BoardForm = 'wide';
  /** Null = nobody has said. */
  @state() private isParkingOpen: boolean | null = null;
  @state() private plotWidth = 0;
  @state() private height = 0;
  @query('.speech') private readonly speech!: HTMLElement;
  @state() private asked: MenuAsked | null = null;

  layout: RowLayout = layRows([], [], rowSizeOf(0, 0));
  /** Null where it is a list. */
  chart: BoardChart | null = null;
  readonly #focus = new BoardFocus(this);
  readonly paper: BoardPaper = new BoardPaper(this, () => (this.performUpdate(), this.#measure()));
  #carriedTo = '';
  #listening: AbortController | null = null;
  readonly view: BoardView = new BoardView({
    width: () => this.plotWidth,
    redraw: () => this.requestUpdate(),
    slide: () => this.chart?.slide(),
    tell: (detail) => this.emit('ls-board-window', detail),
  });
  readonly #field = new BoardField(this);
  readonly carrying: Carrying = new Carrying(this.#field);
  readonly cards: BarCards = new BarCards(this);
  readonly #actions = new BoardActions(this);
  readonly #hands = new BoardHands(this, {
    under: (event) => underHand(event, { layout: this.layout, canMove: this.previewOf !== null }),
    doThis: (deed) => this.#actions.doThis(deed),
  });
  readonly #resized = new ResizeObserver(() => this.#measure());

  static override styles = lsBoardStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#hands.listen(signal);
    const keys = { host: this, actions: this.#actions, hands: this.#hands };
    this.addEventListener('keydown', (event) => onKey(event, keys), { signal });
    this.addEventListener('wheel', (event) => onWheel(event, this), { signal, passive: false });
    this.addEventListener('click', (event) => this.#actions.choices.click(event), { signal });
    addEventListener('scroll', this.#moved, { signal, capture: true, passive: true });
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening?.abort();
    this.#resized.disconnect();
    this.view.stop();
    this.carrying.settle();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('window')) this.view.follow(this.window);
    if (changed.has('bars')) this.carrying.settle();
    const size = this.paper.isPrinted
      ? paperRowSize(this.rows, this.bars)
      : rowSizeOf(this.height - AXIS_PX, this.rows.length);
    const { row, bar } = this.layout.size;
    if (changed.has('rows') || changed.has('bars') || size.row !== row || size.bar !== bar) {
      this.layout = layRows(this.rows, this.bars, size);
    }
    this.view.redrawn();
    this.chart?.laid(this.layout, this.paper.isPrinted);
  }

  protected override render() {
    const { carried, preview } = this.carrying;
    const { layout, view, zone, now, selected, form, found } = this;
    const held = carried?.held.ids ?? NONE;
    const seen = { layout, zone, now, selected, held, found, canMove: this.previewOf !== null };
    const target = carried?.target ?? null;
    const isTarget = target?.kind === 'parking';
    const isOpen = this.isParkingOpen ?? (form === 'middle' && matchMedia('(min-height: 700px)').matches);
    return html`<div class="frame ${form} ${this.paper.isPrinted ? 'printed' : ''} ${carried ? 'carrying' : ''}">
      ${
        form === 'narrow'
          ? lineList({
              ...{ ...seen, previewed: previewedBars(preview), target, isRefused: !!preview?.refused },
              focusable: this.#focus.bar,
            })
          : chart({
              ...{ ...seen, view, rows: this.chart?.rows ?? [0, 0], takers: carried?.held.rows ?? null },
              scrolled: () => this.chart?.scrolled() && this.requestUpdate(),
            })
      }
      ${parking({
        ...{ ...seen, cards: this.parked, isTarget, focusable: this.#focus.card },
        open: form === 'wide' ? null : isOpen || isTarget,
        toggle: () => (this.isParkingOpen = !isOpen),
      })}
      ${over({ ...seen, asked: this.asked, chosen: (choice) => this.#actions.choices.chosen(choice) })}
      ${this.paper.isPrinted ? legend(layout, view.now) : nothing}
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isChart = this.form !== 'narrow';
    if (isChart !== (this.chart !== null)) {
      this.chart = isChart ? new BoardChart(this.renderRoot, this.view, this.layout) : null;
      this.#watch();
      this.#measure();
    }
    this.#moved();
    if ((changed.has('bars') || changed.has('parked')) && this.#actions.hasLost()) {
      this.#hands.tell({ type: 'gone' });
      this.say(boardText('gone'));
    }
    this.#paint();
    this.#focus.keep();
  }

  emit<K extends keyof BoardEvents>(name: K, detail: BoardEvents[K]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  say(text: string): void {
    speak(this.speech, text);
  }

  focusOn(id: string): void {
    void this.#focus.go(id);
  }

  ask(asked: MenuAsked): void {
    this.asked = asked;
    const show = () => this.renderRoot.querySelector('ls-menu')!.showAt(asked.at, this.#focus.elementOf(asked.id));
    void this.updateComplete.then(show);
  }

  choices(id: string): readonly BarChoice[] {
    return this.#actions.choices.of(id);
  }

  /** What is carried goes from place to place without a render, but where rows or the parking lot look otherwise. */
  shown(): void {
    const { carried } = this.carrying;
    outcomeShown(this.renderRoot, this.carrying, this.#actions.nameOfCarried());
    const to = carried ? `${carried.id} ${carried.target?.kind}` : '';
    if (to !== this.#carriedTo || !this.chart) this.requestUpdate();
    else this.#paint();
    this.#carriedTo = to;
  }

  #paint(): void {
    if (!this.chart || this.plotWidth === 0) return;
    const { carrying, selected, links, zone, now, found } = this;
    const { carried, preview } = carrying;
    this.chart.paint({
      ...{ selected, links, carried, zone, now, found, canSelect: true, focusable: this.#focus.bar },
      ...{ held: carried?.held.ids ?? NONE, previewed: previewedBars(preview), refused: !!preview?.refused },
    });
    // The order of what only would be there is told when it is dropped.
    if (!carried?.at) this.chart.own(this.renderRoot);
  }

  #watch(): void {
    this.#resized.disconnect();
    this.#resized.observe(this);
    const plot = this.hasUpdated && this.renderRoot.querySelector('.plot');
    if (plot) this.#resized.observe(plot);
  }

  #measure(): void {
    this.form = this.paper.isPrinted ? 'wide' : formOf(this.clientWidth);
    this.plotWidth = this.renderRoot.querySelector('.plot')?.clientWidth ?? 0;
    this.height = this.renderRoot.querySelector('.scroller')?.clientHeight ?? 0;
  }

  /** The board, or something in it, may lie elsewhere on the screen. */
  readonly #moved = (): void => {
    this.chart?.moved();
    this.#field.moved();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-board': LsBoard;
  }
}
