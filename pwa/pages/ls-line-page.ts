import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Right } from '../../shared/access/roles.ts';
import type { Stop } from '../../shared/production/stops.ts';
import type { LineReference, ReasonsReference } from '../../shared/sync/rows.ts';
import '../components/ls-reason-picker.ts';
import type { LsReasonPicker, ReasonChosen } from '../components/ls-reason-picker.ts';
import '../components/ls-reason-set.ts';
import '../components/ls-refused.ts';
import '../components/ls-stop-list.ts';
import type { StopRow } from '../components/ls-stop-list.ts';
import { NotSignedOn, type AccessState } from '../data/access.ts';
import type { AppData, Connection, LineData, RefusedEntry } from '../data/line-data.ts';
import { clock, clockSeconds, duration } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { ownMark } from '../locales/sync-marks.ts';
import { controls } from '../styles/controls.ts';
import { menuStyles } from '../styles/menu.ts';
import { tokens } from '../styles/tokens.ts';
import { rememberedFigures, type LineFigures } from './line-figures.ts';
import { lineHeader } from './line-header.ts';
import { lineHeaderStyles } from './line-header-styles.ts';
import { linePageStyles } from './line-page-styles.ts';
import { LiveValue } from './live-value.ts';
import './ls-not-found-page.ts';
import { lineNumbers } from './line-numbers.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { pickingAfter, pickingAgain, pickingOf, type Picking } from './picking.ts';
import { isSpokenFor } from './reach.ts';
import { refusedRows } from './refused-rows.ts';
import { rememberedStopRows } from './remembered-stop-rows.ts';
import './ls-line-by-hand.ts';

/** Figures and reasons do not wait for the chart's code, which is the larger half. */
void import('../components/ls-timeline.ts');

/** One line, now and this production day: what it does, what it made, why it stood. */
@customElement('ls-line-page')
export class LsLinePage extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() lineId = '';
  /** A recorded day is played for practice. */
  @property({ type: Boolean }) practice = false;

  @state() private picking: Picking | null = null;
  @state() private notKept = false;
  /** What was set last, for as long as it is offered to be changed. */
  @state() private set: Picking | null = null;
  /** Somebody fills in by hand what is not known. */
  @state() private earlier = false;
  @query('ls-line-by-hand') private readonly byHand!: HTMLElement | null;
  @query('ls-reason-picker') private readonly picker!: LsReasonPicker | null;

  readonly #line = new LiveValue<LineData | null>(this);
  readonly #lines = new LiveValue<LineReference[]>(this);
  readonly #connection = new LiveValue<Connection>(this);
  readonly #refused = new LiveValue<RefusedEntry[]>(this);
  readonly #access = new LiveValue<AccessState>(this);
  readonly #figuresOf = rememberedFigures();
  readonly #rowOf = rememberedStopRows();
  readonly #now = (): number => this.data.now();

  static override styles = [tokens, controls, menuStyles, lineHeaderStyles, linePageStyles, pageMessageStyles];

  protected override willUpdate(changed: PropertyValues<LsLinePage>): void {
    const { data, lineId } = this;
    if (changed.has('lineId')) {
      this.picking = this.set = null;
      this.earlier = false;
    }
    if (changed.has('lineId') || changed.has('data')) data.lookAt(lineId);
    this.#connection.follow([data], () => data.connection);
    this.#lines.follow([data], () => data.lines);
    this.#refused.follow([data], () => data.refused);
    this.#access.follow([data], () => data.access.now);
    this.#line.follow([data, lineId], () => data.line(lineId));
  }

  protected override render() {
    const connection = this.#connection.value;
    const line = this.#line.value;
    if (!connection) return nothing;
    if (line) return this.#page(line, this.#figuresOf(line, this.data.now()), connection);
    const lines = this.#lines.value ?? [];
    if (connection.synced && lines.length > 0 && !lines.some(({ id }) => id === this.lineId)) {
      return html`<ls-not-found-page .data=${this.data} .lineId=${this.lineId}></ls-not-found-page>`;
    }
    return connection.state === 'unreachable'
      ? pageMessage(t('neverSeen'), t('comesByItself'))
      : pageMessage(t('loadingLine'));
  }

  #page(line: LineData, figures: LineFigures, connection: Connection) {
    const refused = this.#refused.value ?? [];
    const asks = this.#offers('give-reason');
    return html`${lineHeader(line, figures, connection, { data: this.data, practice: this.practice, byHandWanted: this.#keepByHand })}
      ${
        refused.length === 0
          ? nothing
          : html`<ls-refused
              .entries=${refusedRows(refused, line, this.data.now())}
              @choose-again=${(event: CustomEvent<string>) => this.#chooseAgain(event.detail)}
              @understood=${(event: CustomEvent<string>) => void this.data.dismissRefused(event.detail)}
            ></ls-refused>`
      }
      ${this.notKept ? html`<p class="failure" role="alert">■ ${t('notKept')}</p>` : nothing}
      <main>
        ${lineNumbers(line, figures, isSpokenFor(connection, line), this.#now)}
        <div class="side">
          <div class="asks">
            ${asks ? this.#why(line, figures) : nothing}
            ${
              this.#offers('keep-by-hand')
                ? html`<ls-line-by-hand
                    .data=${this.data}
                    .line=${line}
                    ?earlier=${this.earlier}
                    @closed=${() => (this.earlier = false)}
                  ></ls-line-by-hand>`
                : nothing
            }
          </div>
          <ls-stop-list
            .stops=${figures.longStops}
            .withoutReason=${figures.withoutReason}
            .limitSeconds=${line.line.stops.downFromSeconds}
            .zone=${line.plant.timezone}
            ?quiet=${!asks}
            @stop-picked=${this.#stopPicked}
          ></ls-stop-list>
        </div>
        <ls-timeline
          .hours=${line.hours}
          .stops=${figures.stops}
          .line=${line.line}
          .zone=${line.plant.timezone}
          .dayStart=${line.plant.productionDayStart}
          .until=${figures.until}
          .now=${this.#now}
          .stopRow=${this.#stopRow}
          @stop-picked=${this.#stopPicked}
        ></ls-timeline>
      </main>
      ${this.set && !this.picking ? this.#justSet(this.set, line) : nothing}`;
  }

  #why({ plant, reasons }: LineData, { standing }: LineFigures) {
    const zone = plant.timezone;
    const target = this.picking ?? (standing && !standing.reason ? pickingOf(standing) : null);
    if (!target && !standing) return nothing;
    if (!target && standing?.reason) {
      return html`<div class="why given">
        <p>
          <span class="second">${t('reasonGiven')} · ${t('since', clock(standing.from, zone))}</span>
          <strong>${standing.reason.name}</strong>${ownMark(standing.reason)}
        </p>
        <button @click=${() => this.#pick(pickingOf(standing))}>${t('change')}</button>
      </div>`;
    }
    if (!target) return nothing;
    const note =
      target.durationMs === null
        ? t('since', clockSeconds(target.from, zone))
        : t('stopAt', clock(target.from, zone), duration(target.durationMs));
    return html`<ls-reason-picker
      class="why"
      .heading=${t(target.to === null ? 'whyStanding' : 'whyStood')}
      .note=${note}
      .reasons=${reasons}
      .current=${target.code}
      .target=${target.key}
      ?all=${this.picking !== null}
      ?urgent=${this.picking === null}
      ?cancellable=${this.picking !== null}
      @reason-chosen=${(event: CustomEvent<ReasonChosen>) => void this.#give(target, event.detail, reasons)}
      @cancelled=${() => (this.picking = null)}
    ></ls-reason-picker>`;
  }

  #justSet(set: Picking, { reasons, plant }: LineData) {
    return html`<ls-reason-set
      .text=${t('reasonSet', nameOf(reasons, set.code ?? ''), clock(set.from, plant.timezone))}
      .entry=${set.supersedes ?? ''}
      @change-wanted=${() => this.#pick(set)}
      @over=${() => (this.set = null)}
    ></ls-reason-set>`;
  }

  async #give(picking: Picking, { code, comment }: ReasonChosen, reasons: ReasonsReference): Promise<void> {
    const { from, to, supersedes, refused } = picking;
    // Somebody has to sign on first: the panel stays, whatever the line does meanwhile.
    if (!this.practice && !this.data.access.may('give-reason', this.lineId)) this.picking = picking;
    try {
      const name = nameOf(reasons, code);
      const spoken = comment === undefined ? {} : { comment };
      const id = await this.data.giveReason({ line: this.lineId, from, to, code, name, ...spoken, supersedes });
      if (this.picking === picking) this.picking = null;
      if (refused !== null) await this.data.dismissRefused(refused);
      this.notKept = false;
      // A line that stands says its reason, and offers the change, in its own panel.
      this.set = to === null ? null : pickingAfter(picking, code, id);
    } catch (error) {
      // Nobody wanted to say who it is: the panel stays as it was, with all that was typed.
      if (error instanceof NotSignedOn) return;
      // Whatever else kept it from being stored, the person must know that it was not.
      this.picking = null;
      this.notKept = true;
    }
  }

  readonly #stopRow = (stop: Stop): StopRow | null => {
    const line = this.#line.value;
    return line ? this.#rowOf(line, this.#figuresOf(line, this.data.now()), stop) : null;
  };

  readonly #stopPicked = (event: CustomEvent<StopRow>): void => {
    if (this.#offers('give-reason')) this.#pick(pickingOf(event.detail));
  };

  /** In practice nothing is kept, so anybody may. */
  #offers(right: Right): boolean {
    return this.practice || this.data.access.offers(right, this.lineId);
  }

  #chooseAgain(id: string): void {
    const fact = this.#refused.value?.find((refused) => refused.id === id)?.fact;
    if (fact?.type === 'reason') this.#pick(pickingAgain(fact));
    else if (fact?.type.startsWith('manual')) this.#keepByHand();
    else if (fact) location.assign('/sync');
  }

  readonly #keepByHand = (): void => {
    this.earlier = true;
    void this.updateComplete.then(() => this.byHand?.focus());
  };

  /** The person asked for it, so the panel may take the focus; it comes into view where the page scrolls. */
  #pick(picking: Picking): void {
    this.picking = picking;
    void this.updateComplete.then(() => this.picker?.focus());
  }
}

function nameOf(reasons: ReasonsReference, code: string): string {
  return reasons.find((reason) => reason.code === code)?.name ?? code;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-line-page': LsLinePage;
  }
}
