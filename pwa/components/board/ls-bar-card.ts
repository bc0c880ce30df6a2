import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { boardText } from '../../locales/board.ts';
import { controls, panel } from '../../styles/controls.ts';
import type { MenuChosen } from './bar-choices.ts';
import type { BarCard, BarChoice } from './board-model.ts';

const SHAPES = { plain: '', look: '▲ ', act: '■ ' } as const;
const GAP_PX = 10;
const MARGIN_PX = 8;

export interface CardShown {
  id: string;
  card: BarCard;
  /** To be chosen on the card itself; none = it only shows. */
  choices: readonly BarChoice[];
}

/** What is known of a bar, beside it. Emits `menu-chosen` like the menu. */
@customElement('ls-bar-card')
export class LsBarCard extends LitElement {
  @property({ attribute: false }) about: CardShown | null = null;

  static override styles = [
    controls,
    panel,
    css`
      :host {
        position: fixed;
        z-index: 7;
        top: 0;
        left: 0;
        display: block;
        width: max-content;
        max-width: min(26rem, 100vw - 16px);
        padding: 12px 16px;
        border-color: var(--ls-third);
        font-size: var(--ls-13);
        user-select: text;
        -webkit-user-select: text;
      }
      h2 {
        font-size: var(--ls-15);
      }
      dl {
        display: grid;
        grid-template-columns: fit-content(11rem) minmax(9rem, 1fr);
        gap: 3px 16px;
        margin-top: 8px;
      }
      dt {
        color: var(--ls-second);
      }
      .look {
        color: var(--ls-amber);
        font-weight: 600;
      }
      .act {
        color: var(--ls-red);
        font-weight: 600;
      }
      .notes {
        display: grid;
        gap: 3px;
        margin-top: 8px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 12px;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    if (!this.about) return nothing;
    const { card, choices } = this.about;
    const { title, about, facts, notes } = card;
    return html`<h2>${title}</h2>
      <p class="second">${about}</p>
      <dl>
        ${facts.map(
          ({ name, value, tone }) =>
            html`<dt>${name}</dt>
              <dd class=${tone ?? ''}>${tone ? SHAPES[tone] : ''}${value}</dd>`,
        )}
      </dl>
      ${
        notes.length === 0
          ? nothing
          : html`<div class="notes">
              ${notes.map(({ text, tone }) => html`<p class=${tone}>${SHAPES[tone]}${text}</p>`)}
            </div>`
      }
      ${
        choices.length === 0
          ? nothing
          : html`<div class="choices" role="group" aria-label=${boardText('menuOf', title)}>
              ${choices.map(({ key, text }) => html`<button @click=${() => this.#choose(key)}>${text}</button>`)}
            </div>`
      }`;
  }

  /** Screen readers hear of the bar itself all that it tells. */
  protected override updated(): void {
    this.ariaHidden = this.about?.choices.length ? null : 'true';
  }

  #choose(key: string): void {
    const { id } = this.about!;
    this.dispatchEvent(new CustomEvent<MenuChosen>('menu-chosen', { detail: { id, key } }));
  }

  /** Under what is seen of a bar between two sides, or over it where there is no room. All px of the screen. */
  async beside(bar: DOMRect, sides: { left: number; right: number }): Promise<void> {
    await this.updateComplete;
    const { width, height } = this.getBoundingClientRect();
    const seen = Math.max(bar.left, sides.left);
    const left = Math.max(MARGIN_PX, Math.min(seen, innerWidth - width - MARGIN_PX));
    const below = bar.bottom + GAP_PX;
    const top = below + height <= innerHeight - MARGIN_PX ? below : Math.max(MARGIN_PX, bar.top - GAP_PX - height);
    this.style.transform = `translate(${left.toFixed(0)}px, ${top.toFixed(0)}px)`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-bar-card': LsBarCard;
  }
}
