import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { MAX_IMPORT_BYTES, type FileImport } from '../../shared/sync/sources.ts';
import '../components/ls-source-imports.ts';
import type { AppData } from '../data/line-data.ts';
import type { PendingUpload } from '../data/source-uploads.ts';
import { LiveValue } from './live-value.ts';
import { Polled } from './source-poll.ts';
import { addressOf } from './source-view.ts';

const ASK_EACH_MS = 1_000;

/** Imports of one source: what is on its way on this device and at the gateway. */
@customElement('ls-source-import-view')
export class LsSourceImportView extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() sourceId = '';
  @property() zone = 'UTC';
  @property({ type: Boolean }) reachable = false;

  @state() private tooLarge: readonly string[] = [];
  readonly #imports = new Polled<FileImport[]>(this, ASK_EACH_MS, () => this.data.now());
  readonly #uploads = new LiveValue<readonly PendingUpload[]>(this);

  static override styles = css`
    :host {
      display: block;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragover', keepPage);
    window.addEventListener('drop', keepPage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('dragover', keepPage);
    window.removeEventListener('drop', keepPage);
  }

  protected override willUpdate(): void {
    const { data } = this;
    this.#imports.follow('', () => data.sources.imports());
    this.#uploads.follow([data], () => data.sources.uploads);
  }

  protected override render() {
    const { sources } = this.data;
    const isOfSource = ({ line, source }: { line: string; source: string }) => `${line}/${source}` === this.sourceId;
    return html`<ls-source-imports
      .imports=${this.#imports.value?.filter(isOfSource) ?? null}
      .uploads=${(this.#uploads.value ?? []).filter(isOfSource)}
      .tooLarge=${this.tooLarge}
      .rejectedHref=${addressOf(this.sourceId, 'rejected')}
      .now=${() => this.data.now()}
      .zone=${this.zone}
      ?reachable=${this.reachable}
      @files-given=${(event: CustomEvent<File[]>) => this.#upload(event.detail)}
      @cancel-wanted=${(event: CustomEvent<string>) => void this.#cancel(event.detail)}
      @withdrawn=${(event: CustomEvent<number>) => sources.withdrawUpload(event.detail)}
      @resume-wanted=${() => sources.resumeUploads()}
    ></ls-source-imports>`;
  }

  #upload(files: readonly File[]): void {
    const fits = ({ size }: File) => size <= MAX_IMPORT_BYTES;
    this.tooLarge = files.filter((file) => !fits(file)).map(({ name }) => name);
    this.data.sources.upload(this.sourceId, files.filter(fits));
    this.#imports.askNow();
  }

  async #cancel(id: string): Promise<void> {
    await this.data.sources.cancelImport(id);
    this.#imports.askNow();
  }
}

/** A file that is dropped beside its place would take the browser away from the app. */
function keepPage(event: Event): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-import-view': LsSourceImportView;
  }
}
