import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { boardText } from '../../locales/board.ts';
import { controls, panel } from '../../styles/controls.ts';
import type { DropPreview } from './board-model.ts';

const SHAPES = { plain: '', look: '▲ ', act: '■ ' } as const;

/** What would be if it fell where it is held. */
@customElement('ls-board-outcome')
export class LsBoardOutcome extends LitElement {
  @property({ attribute: false }) preview: DropPreview | null = null;
  /** Carried by keys, not by hand. */
  @property({ type: Boolean }) keys = false;

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: block;
        padding: 12px 16px;
        font-size: var(--ls-13);
        pointer-events: none;
      }
      h2 {
        margin-bottom: 6px;
      }
      li + li {
        margin-top: 4px;
      }
      .look {
        color: var(--ls-amber);
        font-weight: 600;
      }
      .act {
        color: var(--ls-red);
        font-weight: 600;
      }
      .keys {
        margin-top: 8px;
        color: var(--ls-second);
      }
      /* Where hands have no keys. */
      @media (pointer: coarse) {
        .keys:not(.carried) {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    if (!this.preview) return nothing;
    const { refused, lines } = this.preview;
    return html`<h2>${boardText(refused === null ? 'ifDropped' : 'refused')}</h2>
      <ul>
        ${refused === null ? nothing : html`<li class="act">${SHAPES.act}${refused}</li>`}
        ${lines.map(({ text, tone }) => html`<li class=${tone}>${SHAPES[tone]}${text}</li>`)}
      </ul>
      <p class="keys ${this.keys ? 'carried' : ''}">${boardText(this.keys ? 'keysCarried' : 'keysPointer')}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-board-outcome': LsBoardOutcome;
  }
}
