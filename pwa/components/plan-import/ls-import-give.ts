import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { importText as i } from '../../locales/plan-import.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import '../ls-source-drop.ts';

/** Where a table comes from: a file, or rows that are pasted. Emits `file-given` and `text-given`. */
@customElement('ls-import-give')
export class LsImportGive extends LitElement {
  /** A matrix has no headings that say what it is. */
  @property({ type: Boolean }) matrix = false;
  /** What was wrong with the last file; empty = nothing. */
  @property() wrong = '';

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      textarea {
        min-height: 8rem;
        padding: 8px 12px;
        line-height: 1.5;
        resize: vertical;
        white-space: pre;
      }
    `,
  ];

  protected override render() {
    return html`<ls-source-drop
        .label=${i('choose')}
        .hint=${i('chooseHint')}
        @files-given=${({ detail }: CustomEvent<File[]>) => detail[0] && this.#tell('file-given', detail[0])}
      ></ls-source-drop>
      <p class=${this.wrong === '' ? 'hidden' : 'note'} role="alert">${this.wrong}</p>
      <label class="field">
        <span>${i('paste')}</span>
        <textarea
          spellcheck="false"
          autocomplete="off"
          @paste=${this.#paste}
          @input=${({ target }: Event) => this.#pasted((target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
      <p class="hint">${i(this.matrix ? 'matrixHint' : 'pasteHint')}</p>`;
  }

  /** A field that first shows many thousand lines would take its time for nothing. */
  readonly #paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.trim() === '') return;
    event.preventDefault();
    this.#pasted(text);
  };

  #pasted(text: string): void {
    if (text.trim() !== '') this.#tell('text-given', text);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-import-give': LsImportGive;
  }
}
