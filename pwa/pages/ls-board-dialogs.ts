import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-dialog.ts';
import '../components/plan/ls-plan-arrange.ts';
import '../components/plan/ls-plan-drafts.ts';
import '../components/plan/ls-plan-lot.ts';
import '../components/plan/ls-plan-name.ts';
import '../components/plan/ls-plan-versions.ts';
import { NO_MOVE, type MoveMode, type MoveWanted } from '../components/plan/ls-move-form.ts';
import { chooseVersion, setFields } from '../../shared/orders/verbs/sheet.ts';
import { assignLot, confirmLot } from '../../shared/orders/verbs/lots.ts';
import type { PlanEntity } from '../../shared/documents/change.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { clock } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { BoardArranging, withReason } from './board-arranging.ts';
import { draftDifference, shownDrafts } from './board-drafts.ts';
import { lotQuestion } from './board-lots.ts';
import { linesFor, moved, previewOfMove, startOfMove, stepsWaiting } from './board-moving.ts';
import { jobTitle } from './board-order.ts';
import { conflictsOf } from './board-versions.ts';
import './ls-order-dialog.ts';
import './ls-plan-import.ts';
import type { PlanActing } from './plan-acting.ts';

export type BoardDialog =
  | { kind: 'order'; order: string | null }
  | { kind: 'move'; ids: readonly string[]; mode?: MoveMode }
  | { kind: 'lot'; line: string; lot: string }
  | { kind: 'drafts' | 'arrange' | 'versions' | 'import' | 'views' };

/** What lies over the board when something is chosen instead of dragged. Emits `closed`. */
@customElement('ls-board-dialogs')
export class LsBoardDialogs extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) view!: PlanView;
  @property({ attribute: false }) acting!: PlanActing;
  @property({ attribute: false }) dialog: BoardDialog | null = null;
  /** A process group; null = all lines. */
  @property({ attribute: false }) group: string | null = null;
  /** The board's look, to be saved under a name. */
  @property() address = '';

  @state() private parkedToo = false;
  /** As it was when it was asked for: what somebody has chosen since stays. */
  @state() private start = NO_MOVE;

  readonly #arranging = new BoardArranging(() => this.requestUpdate());

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const { group, parkedToo } = this;
    if (this.dialog?.kind === 'arrange') this.#arranging.follow(this.view, this.acting.world(), { group, parkedToo });
    else this.#arranging.stop();
    if (changed.has('dialog') && this.dialog?.kind === 'move')
      this.start = startOfMove(this.view, this.dialog.ids, this.dialog.mode);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#arranging.stop();
  }

  protected override render() {
    const { dialog } = this;
    if (!dialog) return nothing;
    switch (dialog.kind) {
      case 'order':
        return html`<ls-order-dialog
          .acting=${this.acting}
          .view=${this.view}
          .order=${dialog.order}
          @closed=${this.#close}
        ></ls-order-dialog>`;
      case 'move':
        return this.#frame(
          p('moveHeading', jobTitle(this.view.plan, dialog.ids[0] ?? ''), dialog.ids.length),
          this.#move(dialog.ids),
        );
      case 'lot':
        return this.#frame(p('lotHeading', dialog.lot), this.#lot(dialog));
      case 'drafts':
        return this.#frame(p('whatIf'), this.#drafts(), true);
      case 'arrange':
        return this.#frame(p('arrange'), this.#arrange());
      case 'versions':
        return this.#frame(p('digest-versions'), this.#versions());
      case 'views':
        return this.#frame(p('viewHeading'), this.#views());
      case 'import':
        return html`<ls-plan-import
          .data=${this.data}
          .view=${this.view}
          .acting=${this.acting}
          @closed=${this.#close}
        ></ls-plan-import>`;
    }
  }

  #frame(heading: string, content: unknown, wide = false) {
    return html`<ls-dialog .heading=${heading} open ?wide=${wide} @closed=${this.#close}>${content}</ls-dialog>`;
  }

  #move(ids: readonly string[]) {
    const { view, acting } = this;
    const steps = stepsWaiting(view, ids).length;
    return html`<ls-move-form
      .lines=${linesFor(view, ids)}
      .start=${this.start}
      ?whole=${steps > 0}
      .previewOf=${(wanted: MoveWanted) => previewOfMove(view, acting.world(), ids, wanted)}
      @move-wanted=${({ detail }: CustomEvent<MoveWanted>) =>
        void this.#do(
          (world, why) => moved(world, view.plant.timezone, ids, detail, why),
          detail.mode === 'whole'
            ? p('stepsLoaded', steps)
            : p(detail.mode === 'park' ? 'parked' : 'moved', jobTitle(view.plan, ids[0] ?? '')),
        )}
    ></ls-move-form>`;
  }

  #lot({ line, lot }: { line: string; lot: string }) {
    const question = lotQuestion(this.view, line, lot);
    if (!question) return html`<p>${p('lotSettled')}</p>`;
    return html`<ls-plan-lot
      .question=${question}
      @lot-assigned=${({ detail: job }: CustomEvent<string>) =>
        void this.#do(
          (world) => assignLot(world, { line, lot, job }),
          p('lotAssigned', lot, jobTitle(this.view.plan, job)),
        )}
      @lot-confirmed=${() => void this.#do((world) => confirmLot(world, { line, lot }), p('lotAssigned', lot, question.confirm ?? ''))}
    ></ls-plan-lot>`;
  }

  #drafts() {
    const { planning } = this.data;
    const { view } = this;
    const settle = (work: Promise<unknown>) => void work.catch(() => this.acting.refuse(p('notKept')));
    const meanwhile = view.draft ? planning.changedMeanwhile(view.draft.id) : [];
    return html`<ls-plan-drafts
      .drafts=${shownDrafts(view)}
      .difference=${draftDifference(view, meanwhile)}
      @draft-begun=${({ detail }: CustomEvent<string>) => settle(planning.openDraft(detail).then(this.#close))}
      @draft-shown=${({ detail }: CustomEvent<string | null>) => settle(planning.showDraft(detail))}
      @draft-discarded=${({ detail }: CustomEvent<string>) => settle(planning.discardDraft(detail))}
      @draft-published=${({ detail }: CustomEvent<string>) => {
        if (view.draft)
          void this.acting.publish(view.draft.id, detail, meanwhile).then((done) => done && this.#close());
      }}
    ></ls-plan-drafts>`;
  }

  #arrange() {
    const { view } = this;
    const { result, share } = this.#arranging;
    return html`<ls-plan-arrange
      .result=${result}
      .share=${share}
      ?parkedToo=${this.parkedToo}
      .scope=${view.plant.processGroups.find(({ id }) => id === this.group)?.name ?? p('allGroups')}
      ?drafted=${view.draft !== null}
      @parked-too=${({ detail }: CustomEvent<boolean>) => (this.parkedToo = detail)}
      @arranged=${() => void this.#takeArranged()}
      @tried=${() => void this.#takeArranged(p('arrangeDraft', clock(view.schedule.now, view.plant.timezone)))}
    ></ls-plan-arrange>`;
  }

  /** `draft` = in one of its own of that name, which is published, changed or thrown away as any other. */
  async #takeArranged(draft?: string): Promise<void> {
    // What was looked at is what is taken, whatever comes meanwhile.
    const saying = this.#arranging.saying();
    if (!saying) return;
    try {
      if (draft !== undefined) await this.data.planning.openDraft(draft);
    } catch {
      return void this.acting.refuse(p('notKept'));
    }
    await this.#do((_world, why) => withReason(saying, why), p('arranged'));
  }

  #versions() {
    return html`<ls-plan-versions
      .conflicts=${conflictsOf(this.view)}
      @version-chosen=${({ detail }: CustomEvent<{ key: string; head: string }>) => {
        const [, entity, field, id] = /^([a-z]+):([A-Za-z]+):(.*)$/s.exec(detail.key) ?? [];
        if (entity === undefined || field === undefined || id === undefined) return;
        const chosen = { entity: entity as PlanEntity, id, field, headId: detail.head };
        void this.acting.attempt((world) => chooseVersion(world, chosen), p('versionChosen'));
      }}
    ></ls-plan-versions>`;
  }

  #views() {
    return html`<ls-plan-name
      .action=${p('save')}
      @name-given=${({ detail: name }: CustomEvent<string>) =>
        void this.#do(
          (world) =>
            setFields(world, { edits: [{ entity: 'view', fields: { name, page: 'board', query: this.address } }] }),
          p('viewSaved', name),
        )}
    ></ls-plan-name>`;
  }

  async #do(...attempt: Parameters<PlanActing['attempt']>): Promise<void> {
    if (await this.acting.attempt(...attempt)) this.#close();
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-board-dialogs': LsBoardDialogs;
  }
}
