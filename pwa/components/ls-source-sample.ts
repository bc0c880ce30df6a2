import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { MAX_SAMPLE_BYTES, type MappingQuestion } from '../../shared/sync/sources.ts';
import { sourceText } from '../locales/sources.ts';
import { controls, panel } from '../styles/controls.ts';
import './ls-source-drop.ts';
import { byteSize } from './source-format.ts';
import { sourceStyles } from './source-styles.ts';

/** `atOnce`: it was not typed. */
export interface SampleGiven {
  sample: MappingQuestion['sample'];
  atOnce: boolean;
}

/** Rows to try a mapping on: pasted, taken from what came last, or the start of a file. Emits `given`. */
@customElement('ls-source-sample')
export class LsSourceSample extends LitElement {
  /** The last rows of the source, to begin with; empty = none that could be pasted. */
  @property() lastRows = '';
  /** The start of a file that was found where the source reads. */
  @property({ attribute: false }) found: { name: string; base64: string } | null = null;

  @state() private text = '';
  @state() private file: { name: string; size: number } | null = null;
  @query('textarea') private readonly field!: HTMLTextAreaElement | null;

  static override styles = [
    controls,
    panel,
    sourceStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        min-width: 0;
        padding: 12px 16px 16px;
      }
      .file {
        flex: 1;
        padding: 12px;
        border-radius: var(--ls-radius);
        background: var(--ls-ground);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('found') || !this.found) return;
    const { name, base64 } = this.found;
    this.file = { name, size: Math.floor((base64.length / 4) * 3) };
    this.#tell({ base64 }, true);
  }

  protected override render() {
    return html`<h2><label for="sample">${sourceText('sample')}</label></h2>
      ${this.file ? this.#fileGiven(this.file) : this.#textGiven()}
      <ls-source-drop
        .label=${sourceText('chooseSample')}
        .hint=${sourceText('sampleHint', byteSize(MAX_SAMPLE_BYTES))}
        @files-given=${(event: CustomEvent<File[]>) => void this.#takeFile(event.detail[0]!)}
      ></ls-source-drop>`;
  }

  #fileGiven({ name, size }: { name: string; size: number }) {
    const shown =
      size > MAX_SAMPLE_BYTES ? sourceText('firstOf', byteSize(MAX_SAMPLE_BYTES), byteSize(size)) : byteSize(size);
    return html`<p class="file">${name} · ${shown}</p>
      <div class="buttons">
        <button @click=${() => this.#takeText(this.text)}>${sourceText('otherSample')}</button>
      </div>`;
  }

  #textGiven() {
    return html`<textarea
        id="sample"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        placeholder=${sourceText('samplePlaceholder')}
        .value=${this.text}
        @input=${this.#typed}
      ></textarea>
      ${
        this.lastRows === ''
          ? nothing
          : html`<div class="buttons">
              <button class="text-button" @click=${() => this.#takeText(this.lastRows)}>
                ${sourceText('takeLastRows')}
              </button>
            </div>`
      }`;
  }

  readonly #typed = (): void => {
    this.text = this.field?.value ?? '';
    this.#tell({ text: this.text }, false);
  };

  #takeText(text: string): void {
    this.file = null;
    this.text = text;
    this.#tell({ text }, true);
  }

  async #takeFile(file: File): Promise<void> {
    const bytes = new Uint8Array(await file.slice(0, MAX_SAMPLE_BYTES).arrayBuffer());
    this.file = { name: file.name, size: file.size };
    this.#tell({ base64: base64Of(bytes) }, true);
  }

  #tell(sample: SampleGiven['sample'], atOnce: boolean): void {
    this.dispatchEvent(new CustomEvent<SampleGiven>('given', { detail: { sample, atOnce } }));
  }
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  // One call cannot take a million arguments.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-sample': LsSourceSample;
  }
}
