import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/board/ls-board.ts';
import type { BoardDrop, BoardWindow, DropTarget } from '../components/board/board-model.ts';
import '../components/ls-dialog.ts';
import '../components/plan/ls-plan-digest.ts';
import '../components/plan/ls-plan-toolbar.ts';
import { setSetting } from '../../shared/orders/verbs/sheet.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { days, span as spanText } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { boardBars, boardLinks, boardRows, parkedCards } from './board-bars.ts';
import { digestParts } from './board-digest.ts';
import { matching } from './board-finding.ts';
import {
  BOARD_FILTERS,
  BOARD_SPANS,
  isWholeDays,
  lookIn,
  presentWindow,
  searchOfLook,
  shifted,
  windowOfLook,
  type BoardFilter,
  type BoardLook,
  type BoardSpan,
} from './board-look.ts';
import { jobTitle } from './board-order.ts';
import { boardPageStyles } from './board-page-styles.ts';
import { dropped, previewOfDrop } from './board-preview.ts';
import { saveBoard } from './board-saving.ts';
import { LiveValue } from './live-value.ts';
import './ls-board-dialogs.ts';
import type { BoardDialog } from './ls-board-dialogs.ts';
import { PageAddress } from './page-address.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { PlanActing } from './plan-acting.ts';
import { planFrameStyles, planHead, planMissing } from './plan-frame.ts';
import { isAtHome } from './reach.ts';

/** The plan on its lines: what runs, what comes, what waits, and moving it. */
@customElement('ls-board-page')
export class LsBoardPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private dialog: BoardDialog | null = null;

  readonly #view = new LiveValue<PlanView | null>(this);
  readonly #connection = new LiveValue<Connection>(this);
  readonly #access = new LiveValue<AccessState>(this);
  readonly #address = new PageAddress<BoardLook>(this, window, { read: lookIn, write: searchOfLook });
  readonly #acting = new PlanActing(
    this,
    () => this.data,
    () => this.#view.value,
  );

  static override styles = [tokens, controls, pageMessageStyles, ...planFrameStyles, boardPageStyles];

  protected override willUpdate(): void {
    const { data } = this;
    this.#view.follow([data], () => data.planning.plan);
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
  }

  protected override render() {
    const connection = this.#connection.value;
    if (!connection) return nothing;
    const view = this.#view.value;
    const zone = view?.plant.timezone ?? 'UTC';
    return html`${planHead({ data: this.data, connection, zone, page: 'board' })}
    ${view ? this.#board(view, connection) : pageMessage(...planMissing(connection))} ${this.#acting.render()}`;
  }

  #board(view: PlanView, connection: Connection) {
    const look = this.#address.choice;
    const window = windowOfLook(look, view.schedule.now, view.plant.timezone);
    const plans = this.data.access.offers('plan');
    const shown = matching(view, look);
    const bars = boardBars(view, look.group, window).filter(({ id }) => shown(id));
    const parked = parkedCards(view, look.group).filter(({ id }) => shown(id));
    const isEmpty = view.plan.orders.size === 0;
    return html`${this.#toolbar(view, connection, look, window, plans)}
      ${
        view.draft
          ? html`<div class="draft" role="status">
              <span>${p('draftShown', view.draft.name)}</span>
              <button @click=${() => (this.dialog = { kind: 'drafts' })}>${p('draftCompare')}</button>
            </div>`
          : nothing
      }
      <ls-board
        .rows=${boardRows(view, look.group, around(window))}
        .bars=${bars}
        .parked=${parked}
        .links=${boardLinks(view, look.selected)}
        .now=${view.schedule.now}
        .zone=${view.plant.timezone}
        .window=${window}
        .selected=${new Set(look.selected)}
        .previewOf=${plans ? this.#previewOf : null}
        @ls-board-window=${({ detail }: CustomEvent<BoardWindow>) => this.#address.move({ ...look, window: detail })}
        @ls-board-select=${({ detail }: CustomEvent<{ ids: string[] }>) => this.#address.move({ ...look, selected: detail.ids })}
        @ls-board-drop=${({ detail }: CustomEvent<BoardDrop>) => void this.#drop(detail)}
        @ls-board-open=${({ detail }: CustomEvent<{ id: string }>) => this.#open(detail.id)}
        @ls-board-move-asked=${({ detail }: CustomEvent<{ ids: string[] }>) => this.#askMove(detail.ids)}
        @ls-board-park-asked=${({ detail }: CustomEvent<{ ids: string[] }>) => void this.#drop({ ids: detail.ids, target: { kind: 'parking' } })}
      ></ls-board>
      ${isEmpty ? this.#first(plans) : nothing}
      <ls-plan-digest
        .parts=${digestParts(view)}
        @entry-chosen=${({ detail }: CustomEvent<string>) => this.#entry(detail)}
      ></ls-plan-digest>
      <ls-board-dialogs
        .data=${this.data}
        .view=${view}
        .acting=${this.#acting}
        .dialog=${this.dialog}
        .group=${look.group}
        .address=${searchOfLook(look)}
        @closed=${() => (this.dialog = null)}
      ></ls-board-dialogs>`;
  }

  #toolbar(view: PlanView, connection: Connection, look: BoardLook, window: BoardWindow, plans: boolean) {
    const { plant, plan, schedule, undo } = view;
    const zone = plant.timezone;
    const step = (change: Partial<BoardLook>) => this.#address.step({ ...look, ...change });
    return html`<ls-plan-toolbar
      .groups=${[...(plant.processGroups.length > 1 ? plant.processGroups : []), { id: '', name: p('allGroups') }]}
      .group=${look.group ?? ''}
      .period=${isWholeDays(window, zone) ? days(window.from, window.to, zone) : spanText(window.from, window.to, zone)}
      .spans=${BOARD_SPANS}
      .span=${look.window === null ? look.span : ''}
      .find=${look.find}
      .filters=${BOARD_FILTERS}
      .only=${look.only}
      .basis=${plan.settings.get('plant')?.fields.movesBy ?? 'standard'}
      .views=${[...plan.views.values()].filter(({ fields }) => fields.page === 'board').map(({ fields }) => ({ name: fields.name ?? '', href: `/board${fields.query ?? ''}` }))}
      ?canUndo=${undo.canUndo}
      ?canRedo=${undo.canRedo}
      ?plans=${plans}
      ?reachable=${isAtHome(connection)}
      @group-chosen=${({ detail }: CustomEvent<string>) => step({ group: detail || null, selected: [] })}
      @span-chosen=${({ detail }: CustomEvent<BoardSpan>) => step({ span: detail, window: null })}
      @stepped=${({ detail }: CustomEvent<-1 | 0 | 1>) =>
        step({ window: detail === 0 ? null : shifted(window, detail, zone) })}
      @found=${({ detail }: CustomEvent<string>) => this.#address.move({ ...look, find: detail })}
      @filtered=${({ detail }: CustomEvent<BoardFilter>) => step({ only: detail })}
      @basis-chosen=${({ detail }: CustomEvent<'standard' | 'extrapolated'>) =>
        void this.#acting.attempt(
          (world) => setSetting(world, { line: null, fields: { movesBy: detail } }),
          p(`basis-${detail}`),
        )}
      @wanted=${({ detail }: CustomEvent<string>) => this.#wanted(detail, view, presentOf(look, window, schedule.now, zone))}
    ></ls-plan-toolbar>`;
  }

  #first(plans: boolean) {
    return html`<div class="first" role="status">
      <h2>${p('emptyBoard')}</h2>
      <p>${p('emptyBoardDo')}</p>
      ${
        plans
          ? html`<div class="ways">
              <button @click=${() => (this.dialog = { kind: 'order', order: null })}>${p('newOrder')}</button>
              <button @click=${() => (this.dialog = { kind: 'import' })}>${p('do-import')}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  readonly #previewOf = (ids: readonly string[], target: DropTarget) =>
    previewOfDrop(this.#view.value!, this.#acting.world()!, ids, target);

  async #drop({ ids, target }: BoardDrop): Promise<void> {
    const { plan } = this.#view.value!;
    const title = ids.length === 1 ? jobTitle(plan, ids[0]!) : p('orders', ids.length);
    const done = p(target.kind === 'parking' ? 'parked' : 'moved', title);
    await this.#acting.attempt((world, why) => dropped(world, ids, target, why === undefined ? {} : { why }), done);
  }

  #askMove(ids: readonly string[]): void {
    if (this.data.access.offers('plan')) this.dialog = { kind: 'move', ids };
  }

  #open(job: string): void {
    const order = this.#view.value?.plan.jobs.get(job)?.fields.order;
    if (order === undefined) return;
    window.history.pushState(null, '', `/orders/${encodeURIComponent(order)}`);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }

  #entry(key: string): void {
    if (key.startsWith('versions:')) this.dialog = { kind: 'versions' };
    const [, line, lot] = /^lot:([^:]+):(.*)$/s.exec(key) ?? [];
    if (line !== undefined && lot !== undefined) this.dialog = { kind: 'lot', line, lot };
  }

  #wanted(what: string, view: PlanView, window: BoardWindow): void {
    switch (what) {
      case 'undo':
        return void this.#acting.undo();
      case 'redo':
        return void this.#acting.redo();
      case 'order':
        this.dialog = { kind: 'order', order: null };
        return;
      case 'drafts':
      case 'arrange':
      case 'import':
      case 'views':
        this.dialog = { kind: what };
        return;
      case 'print':
        return globalThis.print();
      default:
        void saveBoard(this.data, view, window, what === 'csv' ? 'csv' : 'xlsx').catch(() =>
          this.#acting.refuse(p('notSaved')),
        );
    }
  }
}

/** Shades are made for more than is seen, so that panning needs none. */
function around({ from, to }: BoardWindow): BoardWindow {
  const length = to - from;
  return { from: from - length, to: to + length };
}

function presentOf(look: BoardLook, window: BoardWindow, now: number, zone: string): BoardWindow {
  return look.window ?? (look.span === 'hour' ? window : presentWindow(look.span, now, zone));
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-board-page': LsBoardPage;
  }
}
