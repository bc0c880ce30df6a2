import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isDate } from '../../../shared/calendar/local-dates.ts';
import { calendarText as c } from '../../locales/calendar.ts';
import { controls, panel } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { toneStyles } from '../../styles/tone.ts';
import type { CalendarPreview, Keeping } from './calendar-model.ts';
import './ls-calendar-moves.ts';

/**
 * How a changed week is kept, and what that moves. Emits `keeping-chosen` when another way is chosen, `keep-wanted`,
 * `back-wanted` (the last step) and `discard-wanted`.
 */
@customElement('ls-calendar-keep')
export class LsCalendarKeep extends LitElement {
  @property({ attribute: false }) keeping: Keeping = { as: 'week' };
  /** First day of the week that is shown. */
  @property() monday = '';
  /** Customised weeks that would give way. */
  @property({ type: Number }) overwritten = 0;
  /** Names of narrower scopes with a default week of their own; '' = none. */
  @property() staying = '';
  /** Names of lines whose own hours in the plant file give way; '' = none. */
  @property() replaced = '';
  @property({ attribute: false }) preview: CalendarPreview = { rows: [], refused: null };

  static override styles = [
    controls,
    panel,
    formStyles,
    toneStyles,
    css`
      :host {
        display: block;
        padding: 16px;
        border: 2px solid var(--ls-touch);
      }
      /* On a telephone the grid fills the screen: this stays in sight. */
      @media (max-width: 1023px) {
        :host {
          max-height: 45dvh;
          overflow-y: auto;
          scroll-padding-bottom: 96px;
        }
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0 24px;
      }
      .default {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px 24px;
      }
      .default .field {
        width: 12rem;
      }
    `,
  ];

  protected override render() {
    const { keeping } = this;
    const isDefault = keeping.as === 'default';
    const mayKeep = this.preview.refused === null && (!isDefault || isDate(keeping.from));
    return html`<form novalidate @submit=${this.#submit}>
      <h2>${c('keepHeading')}</h2>
      <div class="ways" role="radiogroup" aria-label=${c('keepHeading')}>
        ${this.#way(c('keepWeek'), !isDefault, { as: 'week' })}
        ${this.#way(c('keepDefault'), isDefault, { as: 'default', from: this.monday, overwrite: false })}
      </div>
      ${isDefault ? this.#default(keeping) : nothing}
      ${this.replaced === '' ? nothing : html`<p class="look">▲ ${c('fileGivesWay', this.replaced)}</p>`}
      <ls-calendar-moves .preview=${this.preview}></ls-calendar-moves>
      <div class="buttons done">
        <button class="main" type="submit" ?disabled=${!mayKeep}>${c('save')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('back-wanted'))}>
          ${c('stepBack')}
        </button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('discard-wanted'))}>
          ${c('discard')}
        </button>
      </div>
    </form>`;
  }

  #default(keeping: Keeping & { as: 'default' }) {
    return html`<div class="default">
        <label class="field">
          <span>${c('keepFrom')}</span>
          <input
            type="date"
            required
            .value=${keeping.from}
            @change=${({ target }: Event) => this.#choose({ ...keeping, from: (target as HTMLInputElement).value })}
          />
        </label>
        <label class="choice">
          <input
            type="checkbox"
            .checked=${keeping.overwrite}
            @change=${({ target }: Event) => this.#choose({ ...keeping, overwrite: (target as HTMLInputElement).checked })}
          />
          ${c('overwrite')}
        </label>
      </div>
      <p class="hint">${this.overwritten === 0 ? c('overwriteNone') : c('overwriteCount', this.overwritten)}</p>
      ${this.staying === '' ? nothing : html`<p class="hint">${c('narrowerStay', this.staying)}</p>`}`;
  }

  #way(text: string, chosen: boolean, keeping: Keeping) {
    return html`<label class="choice">
      <input type="radio" name="keeping" .checked=${chosen} @change=${() => this.#choose(keeping)} />
      ${text}
    </label>`;
  }

  #choose(keeping: Keeping): void {
    this.dispatchEvent(new CustomEvent<Keeping>('keeping-chosen', { detail: keeping }));
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('keep-wanted'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-keep': LsCalendarKeep;
  }
}
