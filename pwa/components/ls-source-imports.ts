import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { MAX_IMPORT_BYTES, type FileImport } from '../../shared/sync/sources.ts';
import { clockOfDay, duration, number } from '../locales/format.ts';
import { sourceText } from '../locales/sources.ts';
import { controls, panel } from '../styles/controls.ts';
import './ls-source-drop.ts';
import { byteSize } from './source-format.ts';
import { sourceStyles } from './source-styles.ts';

/** A file that has not reached the gateway. */
export interface ShownUpload {
  key: number;
  name: string;
  size: number;
  state: 'waiting' | 'sending' | 'stuck';
}

const ON_THEIR_WAY = new Set<FileImport['state']>(['uploading', 'queued', 'running']);

/**
 * Old files are dropped here; each shows how far it is and what came of it. Emits `files-given`, `cancel-wanted` (id of the
 * import), `withdrawn` (key of the upload) and `resume-wanted`.
 */
@customElement('ls-source-imports')
export class LsSourceImports extends LitElement {
  /** Of this source, newest first; null = the gateway has not said yet. */
  @property({ attribute: false }) imports: readonly FileImport[] | null = null;
  @property({ attribute: false }) uploads: readonly ShownUpload[] = [];
  /** Files that were given and are too large. */
  @property({ attribute: false }) tooLarge: readonly string[] = [];
  @property() rejectedHref = '';
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';
  @property({ type: Boolean }) reachable = false;

  static override styles = [
    controls,
    panel,
    sourceStyles,
    css`
      :host {
        display: block;
        padding: 12px 0 0;
      }
      .give {
        display: grid;
        gap: 8px;
        padding: 0 16px 12px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 16px;
        align-items: center;
        min-height: 64px;
        padding: 8px 8px 8px 16px;
        border-top: 1px solid var(--ls-line);
      }
      .name {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .says {
        font-size: var(--ls-13);
        overflow-wrap: anywhere;
      }
      progress {
        display: block;
        width: 100%;
        height: 8px;
        margin: 4px 0;
        accent-color: var(--ls-touch);
      }
      .says a {
        display: inline-block;
        padding: 16px 0;
        margin: -16px 0;
      }
    `,
  ];

  protected override render() {
    const { imports, uploads } = this;
    // One that is being sent is in the gateway's list already.
    const waiting = uploads.filter(({ state }) => state !== 'sending' || imports === null);
    return html`<div class="give">
        <h2>${sourceText('importTitle')}</h2>
        <p class="hint">${sourceText('importWhat')}</p>
        <ls-source-drop
          multiple
          ?disabled=${!this.reachable}
          .label=${sourceText('chooseFiles')}
          .hint=${sourceText(this.reachable ? 'importHint' : 'importUnreachable')}
          @files-given=${(event: CustomEvent<File[]>) => this.#emit('files-given', event.detail)}
        ></ls-source-drop>
        ${
          this.tooLarge.length === 0
            ? nothing
            : html`<p class="wrong-text" role="alert">
                ▲ ${sourceText('tooLarge', this.tooLarge.join(', '), byteSize(MAX_IMPORT_BYTES))}
              </p>`
        }
        ${
          waiting.some(({ state }) => state === 'stuck')
            ? html`<div class="buttons">
                <button class="text-button" @click=${() => this.#emit('resume-wanted')}>
                  ${sourceText('resumeUploads')}
                </button>
              </div>`
            : nothing
        }
      </div>
      <ul>
        ${repeat(
          waiting.toReversed(),
          ({ key }) => key,
          (upload) => this.#upload(upload),
        )}
        ${repeat(
          imports ?? [],
          ({ id }) => id,
          (one) => this.#import(one),
        )}
      </ul>
      ${
        imports === null
          ? html`<p class="state second" role="status">${sourceText(this.reachable ? 'loading' : 'unreachable')}</p>`
          : imports.length + waiting.length === 0
            ? html`<p class="state second">${sourceText('noImports')}</p>`
            : nothing
      }`;
  }

  #upload({ key, name, size, state }: ShownUpload) {
    const says = { waiting: 'uploadWaiting', sending: 'uploading', stuck: 'uploadStuck' } as const;
    return html`<li>
      <div>
        <p class="name">${name}</p>
        <p class="says ${state === 'stuck' ? 'wrong-text' : 'second'}">
          ${state === 'stuck' ? '▲ ' : ''}${sourceText(says[state])} · ${byteSize(size)}
        </p>
      </div>
      ${
        state === 'sending'
          ? nothing
          : html`<button aria-label=${sourceText('withdraw', name)} @click=${() => this.#emit('withdrawn', key)}>
              ${sourceText('cancel')}
            </button>`
      }
    </li>`;
  }

  #import(one: FileImport) {
    const { id, name, state, size, doneBytes } = one;
    const busy = ON_THEIR_WAY.has(state);
    const done = size === null || size === 0 ? null : Math.min(1, doneBytes / size);
    return html`<li>
      <div>
        <p class="name">${name}</p>
        ${busy && state !== 'queued' && done !== null ? html`<progress max="1" .value=${done} aria-label=${name}></progress>` : nothing}
        ${this.#says(one, done)}
      </div>
      ${
        busy
          ? html`<button
              aria-label=${sourceText('cancelImportOf', name)}
              @click=${() => this.#emit('cancel-wanted', id)}
            >
              ${sourceText('cancel')}
            </button>`
          : html`<span class="second says"
              >${one.endedAt === null ? '' : clockOfDay(one.endedAt, this.zone, this.now())}</span
            >`
      }
    </li>`;
  }

  #says(one: FileImport, done: number | null) {
    const share = done === null ? '' : ` · ${number(Math.floor(done * 100))}\u00a0%`;
    const { rows, rejectedRows, error, size } = one;
    switch (one.state) {
      case 'uploading':
        return html`<p class="says second">${sourceText('uploading')}${share}</p>`;
      case 'queued':
        return html`<p class="says second">${sourceText('importQueued')}</p>`;
      case 'running':
        return html`<p class="says second">${sourceText('importRunning', rows)}${share}</p>`;
      case 'done':
        return html`<p class="says second">
          ${rows === 0 ? sourceText('importNothingNew') : sourceText('importDone', rows, duration((one.seconds ?? 0) * 1000))}${size === null ? '' : ` · ${byteSize(size)}`}
          ${rejectedRows === 0 ? nothing : this.#rejected(rejectedRows)}
        </p>`;
      case 'cancelled':
        return html`<p class="says second">
          ${sourceText('importCancelled')} ${rows === 0 ? nothing : sourceText('importStays', rows)}
        </p>`;
      case 'failed':
      case 'interrupted':
        return html`<p class="says wrong-text">
          ▲ ${sourceText(one.state === 'failed' ? 'importFailed' : 'importInterrupted')}
          ${error === null ? nothing : html`<span lang="en">${error}</span>`}
          ${rows === 0 ? nothing : sourceText('importStays', rows)}
        </p>`;
    }
  }

  #rejected(count: number) {
    return html`· <a href=${this.rejectedHref}>${sourceText('notReadable', count)}</a>`;
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-imports': LsSourceImports;
  }
}
