import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls, panel } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { gatewayStyles } from './styles.ts';

/** A row that the plant did not take. */
export interface DeniedShown {
  key: string;
  id: string;
  /** Its database in words. */
  of: string;
  /** Why, in the plant's words, which are English. */
  reason: string;
  when: string;
  /** What came of sending it again; null = it was not. */
  again: { taken: boolean; text: string } | null;
}

/** Rows that the plant refused. Emits `resend-wanted` with the keys that were chosen, when `may`. */
@customElement('ls-denied-rows')
export class LsDeniedRows extends LitElement {
  @property({ attribute: false }) rows: readonly DeniedShown[] = [];
  @property({ type: Boolean }) may = false;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) reachable = false;
  /** Somebody should look at them. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** There are more than are shown. */
  @property({ type: Boolean }) cut = false;

  @state() private chosen: ReadonlySet<string> = new Set();

  static override styles = [
    controls,
    panel,
    formStyles,
    gatewayStyles,
    css`
      :host([open]) {
        border: 2px solid var(--ls-red);
      }
      h2 {
        color: var(--ls-red);
      }
      li {
        padding: 0 16px;
        content-visibility: auto;
        contain-intrinsic-size: auto 72px;
      }
      .row {
        display: grid;
        gap: 0 16px;
        width: 100%;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .plain {
        padding: 8px 0;
      }
      .id {
        font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
        font-size: var(--ls-13);
      }
      .done {
        font-weight: 600;
      }
      .all {
        padding: 0 16px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 0 16px 8px;
      }
    `,
  ];

  protected override render() {
    const open = this.#open;
    const chosen = open.filter(({ key }) => this.chosen.has(key));
    return html`<div class="top"><h2>${open.length > 0 ? '■ ' : ''}${g('denied')} · ${open.length}</h2></div>
      <p class="what">${g('deniedWhat')} ${this.cut ? g('deniedNewest') : nothing}</p>
      ${
        this.may && open.length > 0
          ? html`<div class="head">
              <label class="choice">
                <input
                  type="checkbox"
                  .checked=${chosen.length === open.length}
                  .indeterminate=${chosen.length > 0 && chosen.length < open.length}
                  @change=${({ target }: Event) => this.#choose(open, (target as HTMLInputElement).checked)}
                />
                <span>${g('selectAll')}</span>
              </label>
              <button
                class="main"
                ?disabled=${chosen.length === 0 || this.busy || !this.reachable}
                @click=${() => this.#resend(chosen)}
              >
                ${this.busy ? g('sending') : g('sendAgain', chosen.length)}
              </button>
            </div>`
          : nothing
      }
      <ul>
        ${repeat(
          this.rows,
          ({ key }) => key,
          (row) => html`<li>${this.#row(row)}</li>`,
        )}
      </ul>`;
  }

  #row(row: DeniedShown) {
    const { key, id, of, reason, when, again } = row;
    const text = html`<span class="row">
      <span class="id">${id}</span>
      <span>${of} · <span class="small">${when}</span></span>
      <span lang="en">${reason}</span>
      ${
        again
          ? html`<span class="done ${again.taken ? '' : 'look'}" role="status"
              >${again.taken ? '✓' : '▲'} ${again.text}</span
            >`
          : nothing
      }
    </span>`;
    if (!this.may || again?.taken) return html`<div class="plain">${text}</div>`;
    return html`<label class="choice">
      <input
        type="checkbox"
        aria-label=${g('select', id)}
        .checked=${this.chosen.has(key)}
        @change=${({ target }: Event) => this.#choose([row], (target as HTMLInputElement).checked)}
      />
      ${text}
    </label>`;
  }

  get #open(): readonly DeniedShown[] {
    return this.rows.filter(({ again }) => !again?.taken);
  }

  #choose(rows: readonly DeniedShown[], on: boolean): void {
    const chosen = new Set(this.chosen);
    for (const { key } of rows) {
      if (on) chosen.add(key);
      else chosen.delete(key);
    }
    this.chosen = chosen;
  }

  #resend(chosen: readonly DeniedShown[]): void {
    const detail = chosen.map(({ key }) => key);
    this.chosen = new Set();
    this.dispatchEvent(new CustomEvent<string[]>('resend-wanted', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-denied-rows': LsDeniedRows;
  }
}
