import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { TONE_SHAPES, toneStyles, type Tone } from '../../styles/tone.ts';
import { Foot } from '../foot.ts';

export interface DigestEntry {
  text: string;
  /** Where it leads; null = nowhere. */
  href: string | null;
  /** What a tap does instead: told with `entry-chosen`. */
  key: string | null;
  tone: Tone;
}
export interface DigestPart {
  title: string;
  /** Said when there is nothing. */
  empty: string;
  /** All of it. */
  href: string | null;
  entries: readonly DigestEntry[];
  /** How many there are, shown or not. */
  count: number;
  /** Of the worst of them, and how many are as bad. */
  tone: Tone;
  worst: number;
}

/** What needs somebody, under the board. */
@customElement('ls-plan-digest')
export class LsPlanDigest extends LitElement {
  @property({ attribute: false }) parts: readonly DigestPart[] = [];

  /** Where there is little room, the board has it: then one line says how much there is. */
  @state() private open = matchMedia('(min-height: 900px) and (min-width: 900px)').matches;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        border-top: 1px solid var(--ls-line);
        background: var(--ls-panel);
      }
      .sum {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 16px;
        width: 100%;
        padding: 6px 16px;
        border-radius: 0;
      }
      .sum .fold {
        margin-left: auto;
        color: var(--ls-second);
      }
      .parts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
        gap: 4px 24px;
        padding: 0 16px 8px;
      }
      section {
        min-width: 0;
      }
      h2 {
        display: flex;
        align-items: center;
        min-height: 48px;
        font-size: var(--ls-13);
        font-weight: 600;
      }
      h2 a {
        color: var(--ls-touch);
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
        h2,
        a,
        button {
          min-height: 24px;
        }
      }
    `,
    toneStyles,
  ];

  constructor() {
    super();
    new Foot(this);
  }

  protected override render() {
    return html`<button class="sum" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
        ${this.open ? html`<strong>${p('digest')}</strong>` : this.#sum()}
        <span class="fold" aria-hidden="true">${this.open ? '▾' : '▴'}</span>
      </button>
      ${this.open ? html`<div class="parts">${this.#parts()}</div>` : nothing}`;
  }

  /** How much of what, in a line. */
  #sum() {
    const some = this.parts.filter(({ count }) => count > 0);
    if (some.length === 0) return html`<span class="second">${p('digestNothing')}</span>`;
    return some.map(({ title, count, tone, worst }) => {
      const many = tone === 'plain' || worst === count ? String(count) : p('ofAll', worst, count);
      return html`<span class=${tone}>${TONE_SHAPES[tone]}${title} · ${many}</span>`;
    });
  }

  /** What there is nothing of needs no room of its own. */
  #parts() {
    const none = this.parts.filter(({ entries }) => entries.length === 0);
    return html`${this.parts
      .filter(({ entries }) => entries.length > 0)
      .map(
        ({ title, href, entries, count }) =>
          html`<section>
            <h2>${href === null ? `${title} · ${count}` : html`<a href=${href}>${title} · ${count}</a>`}</h2>
            <ul>
              ${entries.map((entry) => html`<li class=${entry.tone}>${this.#entry(entry)}</li>`)}
            </ul>
          </section>`,
      )}
    ${none.length === 0 ? nothing : html`<section>${none.map(({ empty }) => html`<p>${empty}</p>`)}</section>`}`;
  }

  #entry({ text, href, key, tone }: DigestEntry) {
    const shown = `${TONE_SHAPES[tone]}${text}`;
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
