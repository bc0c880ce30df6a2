import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/board/ls-board.ts';
import type { BoardDrop, BoardRow, BoardWindow, DropTarget } from '../components/board/board-model.ts';
import '../components/ls-dialog.ts';
import '../components/plan/ls-plan-digest.ts';
import '../components/plan/ls-plan-toolbar.ts';
import { setSetting } from '../../shared/orders/verbs/sheet.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { boardText } from '../locales/board.ts';
import { planText as p } from '../locales/plan.ts';
import { barCard } from './board-card.ts';
import { actOf, choicesFor, type JobChoice } from './board-choices.ts';
import { firstOrder } from './board-first.ts';
import {
  BOARD_FILTERS,
  BOARD_SPANS,
  lookAt,
  lookIn,
  periodOf,
  searchOfLook,
  shifted,
  windowOfLook,
  windowToSave,
  type BoardFilter,
  type BoardLook,
  type BoardSpan,
} from './board-look.ts';
import { jobTitle } from './board-order.ts';
import { keepBoard } from './board-return.ts';
import { boardNotes } from './board-notes.ts';
import { boardPageStyles } from './board-page-styles.ts';
import { paperLists } from './board-paper-lists.ts';
import { dropped, previewOfDrop } from './board-preview.ts';
import { saveBoard } from './board-saving.ts';
import { BoardSheets, furtherSheets, rowsNote, soughtNote } from './board-sheets.ts';
import { showingBoard } from './board-shown.ts';
import './ls-board-dialogs.ts';
import type { BoardDialog } from './ls-board-dialogs.ts';
import { PageAddress } from './page-address.ts';
import { paperTableStyles } from './paper-table-styles.ts';
import { weeksOf } from './paper-weeks.ts';
import type { Attempt } from './plan-acting.ts';
import { PlanDesk, deskStyles } from './plan-desk.ts';
import { isAtHome } from './reach.ts';

/** The plan on its lines: what runs, what comes, what waits, and moving it. */
@customElement('ls-board-page')
export class LsBoardPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private dialog: BoardDialog | null = null;

  readonly #desk = new PlanDesk(this);
  readonly #address = new PageAddress<BoardLook>(this, window, { read: lookIn, write: searchOfLook });
  readonly #shown = showingBoard();
  readonly #sheets = new BoardSheets(this, () => this.performUpdate());

  static override styles = [...deskStyles, boardPageStyles, paperTableStyles];

  protected override willUpdate(): void {
    this.#desk.follow();
  }

  protected override updated(): void {
    // Once more before it is left, when the address is that of another page.
    if (window.location.pathname === '/board') keepBoard(searchOfLook(this.#address.choice));
  }

  protected override render() {
    return this.#desk.frame({ page: 'board', content: (view, connection) => this.#board(view, connection) });
  }

  #board(view: PlanView, connection: Connection) {
    const look = this.#address.choice;
    const plans = this.data.access.offers('plan');
    const { window, bars, parked, links, selected, digest, found, count, ...shown } = this.#shown(view, look);
    const isEmpty = view.plan.orders.size === 0;
    const [rows, ...further] = this.#sheets.of(shown.rows, bars);
    const head = (some: readonly BoardRow[]) => this.#paper(view, look, window, rowsNote(shown.rows, some));
    return html`<main>
        ${head(rows)} ${this.#toolbar(view, connection, look, window, plans)}
        ${boardNotes(view, count, () => this.#wanted('drafts', view, window))}
        <ls-board
          .rows=${rows}
          .bars=${bars}
          .parked=${parked}
          .links=${links}
          .now=${view.schedule.now}
          .zone=${view.plant.timezone}
          .window=${window}
          .selected=${selected}
          .found=${found}
          .cardOf=${this.#cardOf}
          .previewOf=${plans ? this.#previewOf : null}
          .choicesOf=${this.#choicesOf}
          @ls-board-window=${({ detail }: CustomEvent<BoardWindow>) => this.#address.move(lookAt(look, detail, view.schedule.now, view.plant.timezone))}
          @ls-board-select=${({ detail }: CustomEvent<{ ids: string[] }>) => this.#address.move({ ...look, selected: detail.ids })}
          @ls-board-drop=${({ detail }: CustomEvent<BoardDrop>) => void this.#drop(detail)}
          @ls-board-open=${({ detail }: CustomEvent<{ id: string }>) => this.#open(detail.id)}
          @ls-board-move-asked=${({ detail }: CustomEvent<{ ids: string[] }>) => this.#askMove(detail.ids)}
          @ls-board-chosen=${({ detail }: CustomEvent<{ id: string; key: JobChoice }>) => this.#chosen(detail.id, detail.key)}
        ></ls-board>
        ${furtherSheets(further, { bars, found, now: view.schedule.now, zone: view.plant.timezone, window, head })}
        ${this.#sheets.isPrinted ? paperLists({ view, window, rows: shown.rows, bars, parked, found }, this.#paper(view, look, window, null)) : nothing}
        ${isEmpty ? firstOrder(plans, (what) => this.#wanted(what, view, window)) : nothing}
        <ls-plan-digest
          .parts=${digest}
          @entry-chosen=${({ detail }: CustomEvent<string>) => this.#entry(detail)}
        ></ls-plan-digest>
      </main>
      <ls-board-dialogs
        .data=${this.data}
        .view=${view}
        .acting=${this.#desk.acting}
        .dialog=${this.dialog}
        .group=${look.group}
        .address=${searchOfLook(look)}
        @closed=${() => (this.dialog = null)}
      ></ls-board-dialogs>`;
  }

  #paper({ plant }: PlanView, look: BoardLook, window: BoardWindow, rows: string | null) {
    const zone = plant.timezone;
    const name = plant.processGroups.find(({ id }) => id === look.group)?.name ?? '';
    return this.#desk.paper(
      p('title'),
      [name, periodOf(window, zone), weeksOf(window, zone), rows ?? ''],
      soughtNote(look, rows === null ? 'narrowed' : 'sought'),
    );
  }

  #toolbar(view: PlanView, connection: Connection, look: BoardLook, window: BoardWindow, plans: boolean) {
    const { plant, plan, schedule, undo } = view;
    const zone = plant.timezone;
    const step = (change: Partial<BoardLook>) => this.#address.step({ ...look, ...change });
    return html`<ls-plan-toolbar
      .groups=${[...(plant.processGroups.length > 1 ? plant.processGroups : []), { id: '', name: p('allGroups') }]}
      .group=${look.group ?? ''}
      .period=${periodOf(window, zone)}
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
      @span-chosen=${({ detail }: CustomEvent<BoardSpan>) => this.#goes({ ...look, span: detail, window: null })}
      @stepped=${({ detail }: CustomEvent<-1 | 0 | 1>) =>
        this.#goes({ ...look, window: detail === 0 ? null : shifted(window, detail, zone) })}
      @found=${({ detail }: CustomEvent<string>) => this.#address.move({ ...look, find: detail })}
      @filtered=${({ detail }: CustomEvent<BoardFilter>) => step({ only: detail })}
      @basis-chosen=${({ detail }: CustomEvent<'standard' | 'extrapolated'>) =>
        void this.#desk.acting.attempt(
          (world) => setSetting(world, { line: null, fields: { movesBy: detail } }),
          p(`basis-${detail}`),
        )}
      @wanted=${({ detail }: CustomEvent<string>) => this.#wanted(detail, view, windowToSave(look, window, schedule.now, zone))}
    ></ls-plan-toolbar>`;
  }

  /** To another time, which is said to those who cannot see it. */
  #goes(look: BoardLook): void {
    this.#address.step(look);
    const { schedule, plant } = this.#desk.view!;
    this.#say(boardText('shown', periodOf(windowOfLook(look, schedule.now, plant.timezone), plant.timezone)));
  }

  #say(text: string): void {
    this.renderRoot.querySelector('ls-board')?.say(text);
  }

  readonly #choicesOf = (id: string) => {
    const { access } = this.data;
    return choicesFor(this.#desk.view!, id, { plans: access.offers('plan'), runs: access.offers('run-orders') });
  };

  #chosen(id: string, choice: JobChoice): void {
    const { acting, view } = this.#desk;
    const act = actOf(choice, id, jobTitle(view!.plan, id));
    if (act) void acting.attempt(act.attempt, act.done);
    else this.#open(id, choice === 'split' ? '?do=split' : `?explain=${encodeURIComponent(id)}`);
  }

  readonly #cardOf = (id: string) => barCard(this.#desk.view!, id);

  readonly #previewOf = (ids: readonly string[], target: DropTarget) =>
    previewOfDrop(this.#desk.view!, this.#desk.acting.world()!, ids, target);

  async #drop({ ids, target }: BoardDrop): Promise<void> {
    const { plan } = this.#desk.view!;
    const title = ids.length === 1 ? jobTitle(plan, ids[0]!) : p('orders', ids.length);
    const done = p(target.kind === 'parking' ? 'parked' : 'moved', title);
    const attempt: Attempt = (world, why) => dropped(world, ids, target, why === undefined ? {} : { why });
    if (!(await this.#desk.acting.attempt(attempt, done))) this.#say(boardText('putBack', title));
  }

  #askMove(ids: readonly string[]): void {
    if (this.data.access.offers('plan')) this.dialog = { kind: 'move', ids };
  }

  #open(job: string, search = ''): void {
    const order = this.#desk.view?.plan.jobs.get(job)?.fields.order;
    if (order === undefined) return;
    window.history.pushState(null, '', `/orders/${encodeURIComponent(order)}${search}`);
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
        return void this.#desk.acting.undo();
      case 'redo':
        return void this.#desk.acting.redo();
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
          this.#desk.acting.refuse(p('notSaved')),
        );
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-board-page': LsBoardPage;
  }
}
