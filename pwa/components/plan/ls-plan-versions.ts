import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

/** One field of one thing, as several people set it who had not seen each other's. */
export interface Versions {
  key: string;
  title: string;
  field: string;
  versions: readonly { head: string; value: string; by: string }[];
}

/** Emits `version-chosen` {key, head}. */
@customElement('ls-plan-versions')
export class LsPlanVersions extends LitElement {
  @property({ attribute: false }) conflicts: readonly Versions[] = [];

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      h3 {
        margin-bottom: 4px;
      }
      .versions {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
        gap: 8px;
      }
      button {
        display: grid;
        gap: 2px;
        padding: 12px;
        text-align: left;
      }
    `,
  ];

  protected override render() {
    if (this.conflicts.length === 0) return html`<p>${p('noVersions')}</p>`;
    return html`<p class="hint">${p('chooseOne')}</p>
      ${this.conflicts.map(
        ({ key, title, field, versions }) =>
          html`<section>
            <h3>${title} · ${field}</h3>
            <div class="versions">
              ${versions.map(
                ({ head, value, by }) =>
                  html`<button
                    @click=${() => this.dispatchEvent(new CustomEvent('version-chosen', { detail: { key, head } }))}
                  >
                    <strong>${value}</strong>
                    <span class="hint">${by}</span>
                  </button>`,
              )}
            </div>
          </section>`,
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-versions': LsPlanVersions;
  }
}
