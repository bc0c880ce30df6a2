import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls, panel } from '../../styles/controls.ts';
import { gatewayStyles } from './styles.ts';

/** A database in words. */
export interface CopyRow {
  name: string;
  what: string;
  says: string;
  /** Something of it is still to be copied. */
  waits: boolean;
  times: string;
  denied: string | null;
}

export interface CopyGroup {
  title: string;
  shown: readonly CopyRow[];
  /** All copied, and of earlier months. */
  rest: readonly CopyRow[];
  restSays: string;
}

/** What goes to the plant and comes from it. */
@customElement('ls-copy-list')
export class LsCopyList extends LitElement {
  @property({ attribute: false }) groups: readonly CopyGroup[] = [];

  static override styles = [
    controls,
    panel,
    gatewayStyles,
    css`
      h3 {
        padding: 8px 16px;
        border-top: 1px solid var(--ls-line);
      }
      li {
        display: grid;
        gap: 0 16px;
        align-items: baseline;
      }
      .waits {
        font-weight: 600;
      }
      @media (min-width: 700px) {
        li {
          grid-template-columns: minmax(0, 1.2fr) minmax(0, 0.8fr) minmax(0, 1.4fr);
        }
        .look {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  protected override render() {
    return html`<div class="top"><h2>${g('copies')}</h2></div>
      ${this.groups.length === 0 ? html`<p class="what">${g('copiesNone')}</p>` : nothing}
      ${this.groups.map(
        ({ title, shown, rest, restSays }) =>
          html`<h3>${title}</h3>
            ${this.#rows(shown, title)}
            ${
              rest.length === 0
                ? nothing
                : html`<details>
                    <summary>${restSays}</summary>
                    ${this.#rows(rest, title)}
                  </details>`
            }`,
      )}`;
  }

  #rows(rows: readonly CopyRow[], title: string) {
    return html`<ul aria-label=${title}>
      ${repeat(
        rows,
        ({ name }) => name,
        ({ what, says, waits, times, denied }) =>
          html`<li>
            <span>${what}</span>
            <span class=${waits ? 'waits' : ''}>${waits ? '○' : '✓'} ${says}</span>
            <span class="small">${times}</span>
            ${denied === null ? nothing : html`<span class="look">▲ ${denied}</span>`}
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-copy-list': LsCopyList;
  }
}
