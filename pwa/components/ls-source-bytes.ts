import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sourceText } from '../locales/sources.ts';
import { controls } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import { hexLines, textStretches, type Stretch } from './source-bytes.ts';
import { sourceStyles } from './source-styles.ts';

export type BytesShown =
  | { kind: 'loading' | 'unreachable' | 'gone' | 'failed' }
  | { kind: 'bytes'; bytes: Uint8Array; at: number; length: number; from: 'file' | 'journal'; encoding: string };

const WIDE = '(min-width: 700px)';

/** A dialog with the bytes around a row, as text or in hex; the row is marked. Emits `try-again`. */
@customElement('ls-source-bytes')
export class LsSourceBytes extends LitElement {
  @property({ attribute: false }) shown: BytesShown = { kind: 'loading' };
  /** Where the row is, in words. */
  @property() place = '';
  /** Position of the row, for the addresses of the hex view. */
  @property({ type: Number }) offset = 0;

  @state() private asHex = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    dialog,
    sourceStyles,
    css`
      :host {
        --dialog-width: 56rem;
      }
      .buttons {
        margin-left: auto;
      }
      .content {
        min-height: 6rem;
        padding: 12px 16px 16px;
        overflow: auto;
      }
      pre {
        margin: 0;
        line-height: 1.5;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .line {
        display: flex;
        gap: 16px;
        width: max-content;
      }
      .line > * {
        font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
        font-size: var(--ls-13);
        line-height: 1.5;
        white-space: pre;
      }
      /* 16 bytes of three characters each, so that the last line ends where the others do; 8 on a phone. */
      .bytes {
        min-width: 24ch;
      }
      mark {
        background: var(--ls-amber-ground);
        color: var(--ls-ink);
        outline: 1px solid var(--ls-amber);
      }
      .address {
        color: var(--ls-third);
      }
      @media (min-width: 700px) {
        .bytes {
          min-width: 48ch;
        }
      }
      .from {
        margin-bottom: 8px;
        font-size: var(--ls-13);
      }
    `,
  ];

  /** Over everything else; what had the focus gets it back in the end. */
  open(): void {
    this.dialog.showModal();
  }

  protected override render() {
    const { shown } = this;
    return html`<dialog aria-labelledby="title">
      <div class="head">
        <h2 id="title">${this.place}</h2>
        <div class="buttons">
          <button
            aria-pressed=${this.asHex}
            ?disabled=${shown.kind !== 'bytes'}
            @click=${() => (this.asHex = !this.asHex)}
          >
            ${sourceText(this.asHex ? 'asText' : 'asHex')}
          </button>
          <button @click=${() => this.dialog.close()}>${sourceText('close')}</button>
        </div>
      </div>
      <div class="content" tabindex="0" role="region" aria-labelledby="title">
        ${shown.kind === 'bytes' ? this.#bytes(shown) : this.#state(shown.kind)}
      </div>
    </dialog>`;
  }

  #bytes({ bytes, at, length, from, encoding }: BytesShown & { kind: 'bytes' }) {
    const marked = length === 0 ? html`<p class="second">${sourceText('emptyRow')}</p>` : nothing;
    return html`<p class="from second">${sourceText(from === 'file' ? 'bytesOfFile' : 'bytesOfJournal', encoding)}</p>
      ${marked}${this.asHex ? this.#hex(bytes, at, length) : html`<pre>${stretches(textStretches(bytes, at, length, encoding))}</pre>`}`;
  }

  #hex(bytes: Uint8Array, at: number, length: number) {
    const perLine = matchMedia(WIDE).matches ? 16 : 8;
    const lines = hexLines(bytes, at, length, perLine);
    const address = (offset: number) => String(this.offset + offset).padStart(9, ' ');
    return html`<div class="hex">
      ${lines.map(
        (line) =>
          html`<div class="line">
            <span class="address">${address(line.offset)}</span><code class="bytes">${stretches(line.hex)}</code
            ><code>${stretches(line.text)}</code>
          </div>`,
      )}
    </div>`;
  }

  #state(kind: 'loading' | 'unreachable' | 'gone' | 'failed') {
    const words = { loading: 'loading', unreachable: 'unreachable', gone: 'bytesGone', failed: 'failed' } as const;
    return html`<p role="status">${kind === 'loading' ? '' : '▲ '}${sourceText(words[kind])}</p>
      ${
        kind === 'unreachable' || kind === 'failed'
          ? html`<button class="text-button" @click=${() => this.dispatchEvent(new CustomEvent('try-again'))}>
              ${sourceText('tryAgain')}
            </button>`
          : nothing
      }`;
  }
}

function stretches(all: readonly Stretch[]) {
  return all.map(({ text, marked }) => (marked ? html`<mark>${text}</mark>` : text));
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-bytes': LsSourceBytes;
  }
}
