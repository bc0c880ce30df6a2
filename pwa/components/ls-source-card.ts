import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SourceSummary } from '../../shared/sync/sources.ts';
import { duration } from '../locales/format.ts';
import { sourceText } from '../locales/sources.ts';
import { controls } from '../styles/controls.ts';
import './ls-source-activity.ts';
import './ls-source-state.ts';
import { byteSize, rowRate } from './source-format.ts';

/** One source in the list: a link to its page. Quiet when it is fine; else it says what is wrong. */
@customElement('ls-source-card')
export class LsSourceCard extends LitElement {
  @property({ attribute: false }) source!: SourceSummary;
  @property({ attribute: false }) now: () => number = () => 0;
  @property({ type: Boolean, reflect: true }) reachable = false;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      a {
        display: grid;
        grid-template-areas: 'name rate' 'where where' 'state state' 'wrong wrong' 'activity activity' 'age rejected';
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        align-items: baseline;
        min-height: 64px;
        padding: 10px 16px;
        color: inherit;
        text-decoration: none;
      }
      a:hover h3 {
        text-decoration: underline;
      }
      h3 {
        grid-area: name;
        min-width: 0;
        color: var(--ls-touch);
        font-size: var(--ls-15);
        overflow-wrap: anywhere;
      }
      ls-source-state {
        grid-area: state;
        justify-self: start;
        white-space: nowrap;
      }
      .where {
        grid-area: where;
        min-width: 0;
        color: var(--ls-second);
        font-size: var(--ls-13);
        overflow-wrap: anywhere;
      }
      ls-source-activity {
        grid-area: activity;
        align-self: center;
      }
      .rate {
        grid-area: rate;
        justify-self: end;
        white-space: nowrap;
      }
      .rate span,
      .age,
      .rejected {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      .age {
        grid-area: age;
      }
      .rejected {
        grid-area: rejected;
        text-align: right;
      }
      .wrong {
        grid-area: wrong;
        font-size: var(--ls-13);
        overflow-wrap: anywhere;
      }
      :host(:not([reachable])) :is(.rate, .age, .rejected) {
        color: var(--ls-third);
      }
      @media (min-width: 900px) {
        a {
          grid-template-areas:
            'state name activity rate age'
            'state where activity rate rejected'
            'state wrong wrong wrong wrong';
          grid-template-columns: 15rem minmax(0, 1fr) minmax(8rem, 14rem) 8rem 12rem;
          gap: 0 20px;
        }
        ls-source-state {
          align-self: start;
        }
        .rate {
          align-self: center;
        }
        .rate,
        .age {
          text-align: right;
        }
      }
    `,
  ];

  protected override render() {
    const { id, kind, meaning, path, state, since, detail, problems, activity, rejectedRows, rowsPerSecond } =
      this.source;
    const rate = rowRate(rowsPerSecond);
    const wrong = [...(state === 'live' || state === 'starting' ? [] : [detail]), ...problems];
    return html`<a href=${`/sources/${id}`}>
      <h3>${id.split('/')[1]}</h3>
      <p class="where">${sourceText('kindAndMeaning', sourceText(kind), sourceText(meaning))} · ${path}</p>
      <ls-source-state .state=${state} .since=${since} .now=${this.now} ?reachable=${this.reachable}></ls-source-state>
      <ls-source-activity .activity=${activity}></ls-source-activity>
      <p class="rate">${rate.value} <span>${rate.unit}</span></p>
      <p class="age">${this.#age()}</p>
      <p class="rejected">${rejectedRows > 0 ? sourceText('notReadable', rejectedRows) : nothing}</p>
      ${wrong.length > 0 ? html`<p class="wrong" lang="en">${wrong.join(' · ')}</p>` : nothing}
    </a>`;
  }

  #age(): string {
    const { state, behindBytes, lastBlockAt } = this.source;
    if (state === 'lagging') return sourceText('behind', byteSize(behindBytes));
    if (lastBlockAt === null) return sourceText('noRowYet');
    return sourceText('lastRow', duration(Math.max(100, this.now() - lastBlockAt)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-card': LsSourceCard;
  }
}
