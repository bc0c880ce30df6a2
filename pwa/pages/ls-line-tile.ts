import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { plannedTime } from '../../shared/calendar/working-time.ts';
import { subtract, union } from '../../shared/calendar/windows.ts';
import { unknownTime } from '../../shared/production/unknown-time.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import '../components/ls-age.ts';
import '../components/ls-line-card.ts';
import '../components/ls-now-state.ts';
import '../components/ls-strip.ts';
import type { AppData, LineData } from '../data/line-data.ts';
import { number, percent } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { rememberedFigures } from './line-figures.ts';
import { LiveValue } from './live-value.ts';

/** What a line does and made does not wait for the plan's code. */
void import('./ls-line-plan.ts');

/** Hours that the strip of a card shows. */
const STRIP_HOURS = 8;

/** One line on the start page; tells by `line-running` whether it runs. */
@customElement('ls-line-tile')
export class LsLineTile extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) line!: LineReference;
  @property({ type: Boolean }) reachable = false;

  readonly #live = new LiveValue<LineData | null>(this);
  readonly #figuresOf = rememberedFigures();
  readonly #now = (): number => this.data.now();

  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 8px;
      }
      dt {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      dd {
        font-size: var(--ls-19);
        font-weight: 600;
        white-space: nowrap;
      }
      dd span {
        font-size: var(--ls-13);
        font-weight: 400;
      }
      .stale dd {
        color: var(--ls-third);
      }
      ls-strip {
        margin: 8px 0 4px;
      }
    `,
  ];

  protected override willUpdate(): void {
    const { data, line } = this;
    this.#live.follow([data, line.id], () => data.line(line.id));
  }

  protected override render() {
    const live = this.#live.value;
    const figures = live ? this.#figuresOf(live, this.data.now()) : null;
    const zone = live?.plant.timezone ?? 'UTC';
    const isHeard = this.reachable && !live?.lost;
    return html`<ls-line-card
      .name=${this.line.name}
      .href=${`/lines/${this.line.id}`}
      .state=${figures?.state ?? 'stateUnknown'}
    >
      <ls-now-state
        slot="state"
        .state=${figures?.state ?? 'stateUnknown'}
        .since=${figures?.stateSince ?? null}
        .asOf=${live?.now?.at ?? null}
        .now=${this.#now}
        .zone=${zone}
        ?reachable=${isHeard}
        ?byHand=${figures?.stateByHand ?? false}
      ></ls-now-state>
      <dl class=${isHeard ? '' : 'stale'}>
        <div>
          <dt>${t('produced')}</dt>
          <dd>${number(figures?.report?.producedQuantity ?? null)}</dd>
        </div>
        <div>
          <dt>${t('rateNow')}</dt>
          <dd>${number(live?.now?.ratePerMinute ?? null)} <span class="second">${t('perMinute')}</span></dd>
        </div>
        <div>
          <dt>${t('oee')}</dt>
          <dd>${percent(figures?.report?.oeeIndex ?? null)}</dd>
        </div>
      </dl>
      ${live && figures && figures.until !== null ? this.#strip(live, figures.until) : ''}
      <ls-age
        .at=${figures?.until ?? null}
        .now=${this.#now}
        .zone=${zone}
        ?reachable=${isHeard}
        ?byHand=${figures?.byHand ?? false}
      ></ls-age>
      <ls-line-plan .data=${this.data} .lineId=${this.line.id}></ls-line-plan>
    </ls-line-card>`;
  }

  #strip({ hours, line, plant }: LineData, until: number) {
    const view = { from: until - STRIP_HOURS * 3_600_000, to: until };
    const shown = hours.filter((hour) => hour.coveredTo > view.from);
    const covered = union(shown.map((hour) => ({ from: hour.hourAt, to: hour.coveredTo })));
    const known = subtract(covered, unknownTime(shown));
    const stops = this.#figuresOf(this.#live.value!, until).stops.filter((stop) => (stop.to ?? until) > view.from);
    return html`<ls-strip
      .stops=${stops}
      .bins=${line.stops.bins}
      .known=${known}
      .rest=${subtract([view], plannedTime(line, plant.timezone, view))}
      .view=${view}
      .until=${until}
      .label=${t('lastHours', STRIP_HOURS)}
    ></ls-strip>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-line-tile': LsLineTile;
  }
}
