import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { TONE_SHAPES, toneStyles, type Tone } from '../../styles/tone.ts';

export interface ArrangeResult {
  /** Figures before and after, as they are read. */
  figures: readonly { name: string; was: string; is: string; better: boolean | null }[];
  lines: readonly { text: string; tone: Tone }[];
  moves: number;
}

/** What a dispatching rule would do with the queues. Emits `arranged` when somebody takes it, `tried` to take it into a new draft, `parked-too` (boolean). */
@customElement('ls-plan-arrange')
export class LsPlanArrange extends LitElement {
  @property({ attribute: false }) result: ArrangeResult | null = null;
  /** How much of it is found out, 0 to 1; null = all. Until then `result` is of a moment ago. */
  @property({ attribute: false }) share: number | null = null;
  @property({ type: Boolean }) parkedToo = false;
  /** What is arranged: `All lines`. */
  @property() scope = '';
  /** It would go into a draft: one is open. */
  @property({ type: Boolean }) drafted = false;

  static override styles = [
    controls,
    formStyles,
    toneStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(5rem, max-content) minmax(0, 1fr);
        gap: 4px 16px;
        align-items: baseline;
      }
      dt {
        color: var(--ls-second);
      }
    `,
  ];

  protected override render() {
    const { result } = this;
    return html`<p><strong>${p('arrangeScope', this.scope)}</strong></p>
      <p class="hint">${p('arrangeNote')}</p>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${this.parkedToo}
          @change=${({ target }: Event) =>
            this.dispatchEvent(new CustomEvent('parked-too', { detail: (target as HTMLInputElement).checked }))}
        />
        <span>${p('arrangeParked')}</span>
      </label>
      ${
        this.share === null
          ? nothing
          : html`<p class="hint">
              ${p('arranging')} <progress aria-label=${p('arranging')} max="1" .value=${this.share}></progress>
            </p>`
      }
      ${result ? this.#result(result) : nothing}`;
  }

  #result({ figures, lines, moves }: ArrangeResult) {
    if (moves === 0) return html`<p role="status">${p('arrangeNothing')}</p>`;
    return html`<dl>
        ${figures.map(
          ({ name, was, is, better }) =>
            html`<dt>${name}</dt>
              <dd>
                ${was} →
                <strong>${is}</strong>${better === null ? '' : better ? ` · ${p('better')}` : ` · ▲ ${p('worse')}`}
              </dd>`,
        )}
      </dl>
      <div role="status">${lines.map(({ text, tone }) => html`<p class=${tone}>${TONE_SHAPES[tone]}${text}</p>`)}</div>
      <div class="buttons">
        <button
          class="main"
          ?disabled=${this.share !== null}
          @click=${() => this.dispatchEvent(new CustomEvent('arranged'))}
        >
          ${p('arrangeTake', moves)}
        </button>
        ${
          this.drafted
            ? nothing
            : html`<button
                ?disabled=${this.share !== null}
                @click=${() => this.dispatchEvent(new CustomEvent('tried'))}
              >
                ${p('arrangeTry')}
              </button>`
        }
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-arrange': LsPlanArrange;
  }
}
