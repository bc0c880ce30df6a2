import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { peopleText } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';

/** A dialog with a heading around what is slotted. Over everything else while `open`; emits `closed` when somebody closes it. */
@customElement('ls-people-dialog')
export class LsPeopleDialog extends LitElement {
  @property() heading = '';
  @property({ type: Boolean, reflect: true }) open = false;
  @property({ type: Boolean, reflect: true }) wide = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    css`
      dialog {
        box-sizing: border-box;
        width: min(34rem, 100vw - 24px);
        max-width: none;
        max-height: calc(100dvh - 24px);
        padding: 0;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        color: var(--ls-ink);
        overscroll-behavior: contain;
      }
      :host([wide]) dialog {
        width: min(64rem, 100vw - 24px);
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      .head {
        display: flex;
        flex: none;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        padding: 8px 8px 8px 16px;
        border-bottom: 1px solid var(--ls-line);
      }
      h2 {
        min-width: 0;
        font-size: var(--ls-19);
        overflow-wrap: anywhere;
      }
      .scrolled {
        position: relative;
        min-height: 0;
        padding: 16px;
        overflow-y: auto;
      }
      @media (max-width: 479px) {
        dialog,
        :host([wide]) dialog {
          width: 100vw;
          height: 100dvh;
          max-height: none;
          border: 0;
          border-radius: 0;
        }
      }
    `,
  ];

  protected override updated(): void {
    if (this.open === this.dialog.open) return;
    if (this.open) this.dialog.showModal();
    else this.dialog.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dialog?.close();
  }

  protected override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed}>
      <div class="head">
        <h2 id="heading">${this.heading}</h2>
        <button @click=${() => this.dialog.close()}>${peopleText('close')}</button>
      </div>
      <div class="scrolled" tabindex="-1"><slot></slot></div>
    </dialog>`;
  }

  readonly #closed = (): void => {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-dialog': LsPeopleDialog;
  }
}
