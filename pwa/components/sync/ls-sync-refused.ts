import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { syncText as s } from '../../locales/sync.ts';
import { controls, panel } from '../../styles/controls.ts';
import { entryStyles } from './entry-styles.ts';

export interface NotAccepted {
  id: string;
  /** What was entered, in words. */
  what: string;
  line: string;
  /** By whom and when. */
  by: string;
  typed: string | null;
  /** Why it was not accepted. */
  why: string;
  /** What it set, field by field; empty = that is said already. */
  values: readonly { name: string; value: string }[];
  /** It can be said again; what it was too late for cannot. */
  correctable: boolean;
}

/**
 * Entries that were not accepted, with all that was typed. Emits `correct-wanted` and, once confirmed, `dismissed` with the
 * id. The form for the one that is corrected is given in the slot named by its id.
 */
@customElement('ls-sync-refused')
export class LsSyncRefused extends LitElement {
  @property({ attribute: false }) rows: readonly NotAccepted[] = [];
  /** Id of the one that is being corrected; null = none. */
  @property({ attribute: false }) correcting: string | null = null;

  /** Id of the one that is about to be dismissed. */
  @state() private dismissing: string | null = null;

  static override styles = [
    controls,
    panel,
    entryStyles,
    css`
      :host {
        border: 2px solid var(--ls-amber);
      }
      h2 {
        color: var(--ls-amber);
      }
      .why {
        color: var(--ls-amber);
        font-weight: 600;
      }
      p:has(.value) {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        font-size: var(--ls-13);
      }
      .sure {
        flex: 1 1 100%;
      }
    `,
  ];

  protected override render() {
    return html`<h2 id="title">▲ ${s('needsYou')} · ${this.rows.length}</h2>
      <ul aria-labelledby="title">
        ${this.rows.map((row) => this.#row(row))}
      </ul>`;
  }

  #row(row: NotAccepted) {
    const { id, what, line, by, typed, why, values } = row;
    return html`<li>
      <strong>${[line, what].filter(Boolean).join(' · ')}</strong>
      <span class="why">${why}</span>
      ${values.length === 0 ? nothing : html`<p>${values.map(({ name, value }) => html`<span class="value"><span class="second">${name}</span> ${value}</span>`)}</p>`}
      ${typed === null ? nothing : html`<span class="typed">${s('typed', typed)}</span>`}
      <span class="second">${by}</span>
      ${this.correcting === id ? html`<slot name=${id}></slot>` : this.#buttons(row)}
    </li>`;
  }

  #buttons({ id, what, correctable }: NotAccepted) {
    if (this.dismissing === id)
      return html`<div class="buttons">
        <p class="sure" role="alert">${s('dismissSure')}</p>
        <button @click=${() => (this.dismissing = null)}>${s('keep')}</button>
        <button @click=${() => this.#tell('dismissed', id)}>${s('dismissNow')}</button>
      </div>`;
    return html`<div class="buttons">
      ${
        correctable
          ? html`<button aria-label="${s('correct')} ${what}" @click=${() => this.#tell('correct-wanted', id)}>
              ${s('correct')}
            </button>`
          : nothing
      }
      <button aria-label="${s('dismiss')} ${what}" @click=${() => (this.dismissing = id)}>${s('dismiss')}</button>
    </div>`;
  }

  #tell(event: 'correct-wanted' | 'dismissed', id: string): void {
    this.dismissing = null;
    this.dispatchEvent(new CustomEvent<string>(event, { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-refused': LsSyncRefused;
  }
}
