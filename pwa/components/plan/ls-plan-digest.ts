import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';

export interface DigestEntry {
  text: string;
  /** Where it leads; null = nowhere. */
  href: string | null;
  /** What a tap does instead: told with `entry-chosen`. */
  key: string | null;
  tone: 'plain' | 'look' | 'act';
}
export interface DigestPart {
  title: string;
  /** Said when there is nothing. */
  empty: string;
  entries: readonly DigestEntry[];
  /** How many there are, shown or not. */
  count: number;
}

/** What needs somebody, under the board. */
@customElement('ls-plan-digest')
export class LsPlanDigest extends LitElement {
  @property({ attribute: false }) parts: readonly DigestPart[] = [];

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: 4px 24px;
        padding: 8px 16px;
        border-top: 1px solid var(--ls-line);
        background: var(--ls-panel);
      }
      section {
        min-width: 0;
      }
      h2 {
        font-size: var(--ls-13);
        font-weight: 600;
      }
      li,
      p {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      a,
      button {
        display: inline-flex;
        align-items: center;
        min-height: 48px;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font-size: var(--ls-13);
        text-align: left;
        text-decoration: none;
      }
      a:hover,
      button:hover {
        text-decoration: underline;
      }
      @media (pointer: fine) {
        a,
        button {
          min-height: 24px;
        }
      }
      .act {
        color: var(--ls-red);
        font-weight: 600;
      }
      .look {
        color: var(--ls-amber);
      }
    `,
  ];

  protected override render() {
    return this.parts.map(
      ({ title, empty, entries, count }) =>
        html`<section>
          <h2>${title}${count > 0 ? html` · ${count}` : nothing}</h2>
          ${
            entries.length === 0
              ? html`<p>${empty}</p>`
              : html`<ul>
                  ${entries.map((entry) => html`<li class=${entry.tone}>${this.#entry(entry)}</li>`)}
                </ul>`
          }
        </section>`,
    );
  }

  #entry({ text, href, key, tone }: DigestEntry) {
    const shown = `${tone === 'act' ? '■ ' : tone === 'look' ? '▲ ' : ''}${text}`;
    if (href !== null) return html`<a href=${href}>${shown}</a>`;
    if (key === null) return shown;
    return html`<button @click=${() => this.dispatchEvent(new CustomEvent<string>('entry-chosen', { detail: key }))}>
      ${shown}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-digest': LsPlanDigest;
  }
}
