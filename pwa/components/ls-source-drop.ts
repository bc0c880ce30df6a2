import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';

/** Where files are dropped, or chosen by its button. Emits `files-given` with them. */
@customElement('ls-source-drop')
export class LsSourceDrop extends LitElement {
  @property() label = '';
  @property() hint = '';
  @property({ type: Boolean }) multiple = false;
  @property({ type: Boolean }) disabled = false;

  /** Something is held over it. */
  @state() private over = false;
  @query('input') private readonly input!: HTMLInputElement;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .zone {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 12px;
        border: 2px dashed var(--ls-line);
        border-radius: var(--ls-radius);
      }
      .over {
        border-color: var(--ls-touch);
        background: var(--ls-ground);
      }
      p {
        flex: 1 1 12rem;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      button {
        color: var(--ls-touch);
        font-weight: 600;
      }
      button:disabled {
        color: var(--ls-third);
      }
      input {
        display: none;
      }
    `,
  ];

  protected override render() {
    return html`<div
      class="zone ${this.over ? 'over' : ''}"
      @dragover=${this.#dragged}
      @dragleave=${() => (this.over = false)}
      @drop=${this.#dropped}
    >
      <button ?disabled=${this.disabled} @click=${() => this.input.click()}>${this.label}</button>
      <p>${this.hint}</p>
      <input type="file" ?multiple=${this.multiple} @change=${this.#chosen} />
    </div>`;
  }

  readonly #dragged = (event: DragEvent): void => {
    event.preventDefault();
    this.over = !this.disabled;
  };

  readonly #dropped = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    this.#give(event.dataTransfer?.files);
  };

  readonly #chosen = (): void => {
    this.#give(this.input.files);
    // The same file can be chosen again.
    this.input.value = '';
  };

  #give(files: FileList | null | undefined): void {
    const given = [...(files ?? [])].slice(0, this.multiple ? undefined : 1);
    if (this.disabled || given.length === 0) return;
    this.dispatchEvent(new CustomEvent<File[]>('files-given', { detail: given }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-drop': LsSourceDrop;
  }
}
