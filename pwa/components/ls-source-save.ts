import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changeText as c } from '../locales/sources-change.ts';
import { controls, panel } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import type { Difference } from './source/definition.ts';

/** What came of the last attempt; `maybe` = the gateway went out of reach in the middle of it. */
export type SaveShown =
  { kind: 'none' | 'saving' | 'saved' | 'conflict' | 'maybe' } | { kind: 'refused'; detail: string | null };

const SHOWN = 100;

/** What will change, why, and the button that makes it so. Emits `save-wanted` with the reason, `undo-wanted`, `conflict-seen`. */
@customElement('ls-source-save')
export class LsSourceSave extends LitElement {
  @property({ attribute: false }) differences: readonly Difference[] = [];
  @property({ attribute: false }) shown: SaveShown = { kind: 'none' };
  /** It is right, as far as is known. */
  @property({ type: Boolean }) ready = false;
  @property({ type: Boolean }) reachable = false;
  /** Nothing stands there yet. */
  @property({ type: Boolean }) isNew = false;

  @state() private why = '';

  static override styles = [
    controls,
    panel,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
        min-width: 0;
        padding: 12px 16px 16px;
      }
      dl {
        display: grid;
        gap: 4px;
        max-height: 20rem;
        overflow: auto;
      }
      dl div {
        display: grid;
        grid-template-columns: minmax(8rem, 1fr) 2fr;
        gap: 12px;
      }
      dt {
        color: var(--ls-second);
        font-size: var(--ls-13);
        overflow-wrap: anywhere;
      }
      dd {
        font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
        font-size: var(--ls-13);
        overflow-wrap: anywhere;
      }
      .from {
        color: var(--ls-second);
        text-decoration: line-through;
      }
      .new .from {
        display: none;
      }
    `,
  ];

  protected override render() {
    const { differences, shown } = this;
    const canSave =
      this.ready && this.reachable && differences.length > 0 && shown.kind !== 'saving' && shown.kind !== 'conflict';
    return html`<h2>${c('whatChanges')}</h2>
      ${differences.length === 0 ? html`<p class="second">${c('nothingChanged')}</p>` : this.#list()}
      <label class="field">
        <span>${c('why')}</span>
        <input name="why" maxlength="500" autocomplete="off" .value=${this.why} @input=${this.#typed} />
      </label>
      <div class="buttons">
        <button class="main" ?disabled=${!canSave} @click=${this.#save}>
          ${c(shown.kind === 'saving' ? 'saving' : 'save')}
        </button>
        ${differences.length === 0 || this.isNew ? nothing : html`<button @click=${this.#undo}>${c('undo')}</button>`}
      </div>
      ${this.reachable ? nothing : html`<p class="note">▲ ${c('outOfReach')}</p>`} ${this.#answer()}
      <p class="hint">${c('saveHint')}</p>`;
  }

  #list() {
    return html`<dl class=${this.isNew ? 'new' : ''} tabindex="0" aria-label=${c('whatChanges')}>
      ${this.differences.slice(0, SHOWN).map(
        ({ place, from, to }) =>
          html`<div>
            <dt>${place}</dt>
            <dd><span class="from">${from ?? c('notThere')}</span> → ${to ?? c('notThere')}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #answer() {
    const { shown } = this;
    switch (shown.kind) {
      case 'none':
      case 'saving':
        return html`<div role="status"></div>`;
      case 'saved':
        return html`<div role="status">
          <p>● ${c('saved')}</p>
          <slot></slot>
        </div>`;
      case 'maybe':
        return html`<p class="note" role="status">▲ ${c('maybe')}</p>`;
      case 'conflict':
        return html`<div class="note" role="status">
          <p>▲ ${c('conflict')}</p>
          <button class="text-button" @click=${() => this.#tell('conflict-seen')}>${c('conflictDo')}</button>
        </div>`;
      case 'refused':
        return html`<p class="note" role="status">▲ ${c('refused')} <span lang="en">${shown.detail ?? ''}</span></p>`;
    }
  }

  readonly #typed = (event: Event): void => {
    this.why = (event.target as HTMLInputElement).value;
  };

  readonly #save = (): void => this.#tell('save-wanted', this.why.trim());

  readonly #undo = (): void => this.#tell('undo-wanted');

  #tell(what: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-save': LsSourceSave;
  }
}
