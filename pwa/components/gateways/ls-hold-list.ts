import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls, panel } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import './ls-hold-release.ts';
import { gatewayStyles } from './styles.ts';

/** A hold in words. */
export interface HoldRow {
  id: string;
  /** Of which line, which months. */
  what: string;
  why: string;
  by: string;
  released: boolean;
  /** Another gateway keeps it: it is released there. */
  elsewhere: boolean;
}

/** Months that must stay. Emits `hold-wanted`, and `release-wanted` with `{id, why}`, when `may`. */
@customElement('ls-hold-list')
export class LsHoldList extends LitElement {
  @property({ attribute: false }) holds: readonly HoldRow[] = [];
  /** Months that could go and do not, with the reason in the gateway's English. */
  @property({ attribute: false }) stays: readonly { what: string; why: string }[] = [];
  @property({ type: Boolean }) may = false;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) reachable = false;

  /** Id of the one that is about to be released. */
  @state() private releasing: string | null = null;

  static override styles = [
    controls,
    panel,
    formStyles,
    gatewayStyles,
    css`
      .hold {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
      }
      .told {
        flex: 1 1 18rem;
        min-width: 0;
      }
      h3 {
        padding: 12px 16px 4px;
        border-top: 1px solid var(--ls-line);
      }
    `,
  ];

  protected override render() {
    const active = this.holds.filter(({ released }) => !released);
    const over = this.holds.filter(({ released }) => released);
    return html`<div class="top">
        <h2>${g('holds')}</h2>
        ${
          this.may
            ? html`<button
                aria-haspopup="dialog"
                ?disabled=${!this.reachable}
                @click=${() => this.dispatchEvent(new CustomEvent('hold-wanted'))}
              >
                ${g('holdMonths')}
              </button>`
            : nothing
        }
      </div>
      <p class="what">${g(active.length === 0 ? 'holdsNone' : 'holdsWhat')}</p>
      ${this.#list(active)}
      ${
        over.length === 0
          ? nothing
          : html`<details>
              <summary>${g('released', over.length)}</summary>
              ${this.#list(over)}
            </details>`
      }
      ${this.#staying()}`;
  }

  #list(holds: readonly HoldRow[]) {
    return html`<ul>
      ${repeat(
        holds,
        ({ id }) => id,
        (hold) => html`<li>${this.#hold(hold)}</li>`,
      )}
    </ul>`;
  }

  #hold({ id, what, why, by, released, elsewhere }: HoldRow) {
    const isReleasing = this.releasing === id;
    return html`<div class="hold">
        <div class="told">
          <p><strong>${what}</strong></p>
          <p>${why}</p>
          <p class="small">${by}${elsewhere && !released ? html` · ${g('heldElsewhere')}` : nothing}</p>
        </div>
        ${
          this.may && !released && !elsewhere && !isReleasing
            ? html`<button aria-label=${g('releaseOf', what)} @click=${() => (this.releasing = id)}>
                ${g('release')}
              </button>`
            : nothing
        }
      </div>
      ${
        isReleasing && !released
          ? html`<ls-hold-release
              ?still=${this.busy || !this.reachable}
              @cancelled=${() => (this.releasing = null)}
              @release-wanted=${({ detail: given }: CustomEvent<string>) => this.#release(id, given)}
            ></ls-hold-release>`
          : nothing
      }`;
  }

  #staying() {
    if (this.stays.length === 0) return nothing;
    return html`<h3>${g('stays')}</h3>
      <p class="what">${g('staysWhat')}</p>
      <ul>
        ${this.stays.map(
          ({ what, why }) =>
            html`<li>
              <p>${what}</p>
              <p class="small" lang="en">${why}</p>
            </li>`,
        )}
      </ul>`;
  }

  #release(id: string, why: string): void {
    const detail = { id, why };
    this.dispatchEvent(new CustomEvent<typeof detail>('release-wanted', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-hold-list': LsHoldList;
  }
}
