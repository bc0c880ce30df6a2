import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';

/** A dialog with a heading around what is slotted. Over everything else while `open`; emits `closed` when somebody closes it. */
@customElement('ls-dialog')
export class LsDialog extends LitElement {
  @property() heading = '';
  @property({ type: Boolean, reflect: true }) open = false;
  @property({ type: Boolean, reflect: true }) wide = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  /** What had the focus before. */
  #back: HTMLElement | null = null;

  static override styles = [
    controls,
    dialog,
    css`
      :host([wide]) {
        --dialog-width: 64rem;
      }
      .scrolled {
        position: relative;
      }
      /* Little height is needed whole. */
      @media (max-height: 700px) {
        :host {
          --dialog-top: 12px;
        }
      }
      @media (max-width: 479px) {
        dialog,
        :host([wide]) dialog {
          width: 100vw;
          height: 100dvh;
          max-height: none;
          margin: 0;
          border: 0;
          border-radius: 0;
        }
      }
    `,
  ];

  protected override updated(): void {
    if (this.open === this.dialog.open) return;
    if (this.open) void this.#begin();
    else this.dialog.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dialog?.close();
    // The browser gives the focus back from a dialog that closes, not from one that is gone.
    if (this.open && document.activeElement === document.body) this.#back?.focus();
  }

  protected override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed}>
      <div class="head">
        <h2 id="heading">${this.heading}</h2>
        <button class="way-out" @click=${() => this.dialog.close()}>${t('close')}</button>
      </div>
      <div class="scrolled" tabindex="-1"><slot></slot></div>
    </dialog>`;
  }

  /** Where there is something to fill in, that is where one begins, not at the way out. */
  async #begin(): Promise<void> {
    this.#back = focused();
    this.dialog.showModal();
    // What is slotted is drawn when this is.
    await new Promise(requestAnimationFrame);
    if (this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement?.matches('.way-out'))
      firstField(this)?.focus();
  }

  readonly #closed = (): void => {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

/** Through all shadows. */
function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : null;
}

/** What asks to be begun at, else a field; of radio buttons the one that is chosen. */
function firstField(within: Element | ShadowRoot): HTMLElement | null {
  for (const element of within.querySelectorAll<HTMLElement>('*')) {
    const isFirst = element.matches(
      '[data-begin-here], input:not([type=radio], [type=file]), input:checked, select, textarea',
    );
    if (isFirst && !element.matches(':disabled, [readonly]')) return element;
    const inside = element.shadowRoot && firstField(element.shadowRoot);
    if (inside) return inside;
  }
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-dialog': LsDialog;
  }
}
