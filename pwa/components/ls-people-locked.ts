import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PersonView } from '../../shared/access/protocol.ts';
import { clockOfDay } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls, panel } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';

/** Who was locked out, for those who let people in again and nothing else. Emits `unlock-wanted` with the user id. */
@customElement('ls-people-locked')
export class LsPeopleLocked extends LitElement {
  @property({ attribute: false }) people: readonly PersonView[] = [];
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    panel,
    formStyles,
    css`
      :host {
        display: block;
        padding: 12px 16px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
        min-height: 64px;
        padding: 8px 0;
        border-top: 1px solid var(--ls-line);
      }
      ul {
        margin-top: 12px;
      }
      div {
        flex: 1 1 12rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .look {
        color: var(--ls-amber);
      }
    `,
  ];

  protected override render() {
    const now = this.now();
    return html`<h2>${p('lockedTitle')}</h2>
      <p class="hint">${p('lockedWhat')}</p>
      ${this.people.length === 0 ? html`<p role="status">${p('lockedNone')}</p>` : ''}
      <ul>
        ${this.people.map(
          ({ user, name, lockedUntil }) =>
            html`<li>
              <div>
                <strong>${name}</strong> <span class="second">${user}</span>
                <p class="look">▲ ${p('lockedUntil', clockOfDay(lockedUntil ?? now, this.zone, now))}</p>
              </div>
              <button
                class="text-button"
                aria-label=${p('unlockName', name)}
                ?disabled=${this.disabled}
                @click=${() => this.dispatchEvent(new CustomEvent<string>('unlock-wanted', { detail: user }))}
              >
                ${p('unlock')}
              </button>
            </li>`,
        )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-locked': LsPeopleLocked;
  }
}
