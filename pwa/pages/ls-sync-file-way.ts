import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/sync/ls-sync-file.ts';
import type { FileResult } from '../components/sync/ls-sync-file.ts';
import type { Brought } from '../data/entries-bringing.ts';
import type { AppData } from '../data/line-data.ts';
import { syncText as s } from '../locales/sync.ts';
import { controls } from '../styles/controls.ts';
import { download } from './explorer-files.ts';
import { whyRefused } from './refused-rows.ts';

/** The way out of a device that cannot send: what waits there as a file, and such a file handed in. */
@customElement('ls-sync-file-way')
export class LsSyncFileWay extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ type: Number }) count = 0;

  @state() private busy = false;
  @state() private result: FileResult | null = null;

  static override styles = controls;

  protected override render() {
    return html`<ls-sync-file
      .count=${this.count}
      ?mayBring=${this.data.access.may('bring-entries')}
      ?busy=${this.busy}
      .result=${this.result}
      @save-wanted=${() => void this.#save()}
      @file-given=${({ detail }: CustomEvent<File>) => void this.#bring(detail)}
    ></ls-sync-file>`;
  }

  async #save(): Promise<void> {
    const { name, text } = await this.data.sync.file();
    download(new Blob([text], { type: 'application/json' }), name, window);
    this.result = { lines: [s('saved', name)], wrong: false };
  }

  async #bring(file: File): Promise<void> {
    this.busy = true;
    this.result = resultOf(await this.data.sync.bring(await file.text()));
    this.busy = false;
  }
}

function resultOf(brought: Brought): FileResult {
  switch (brought.kind) {
    case 'answered': {
      const { accepted, later, refused } = brought;
      const lines = [s('brought', accepted)];
      if (later > 0) lines.push(s('broughtLater', later));
      if (refused.length > 0) lines.push(s('broughtRefused', refused.length));
      // Ids, for what was entered is in the file, and somebody has to find it there.
      lines.push(...refused.map((entry) => `${entry.id}: ${whyRefused(entry)}`));
      return { lines, wrong: later > 0 || refused.length > 0 };
    }
    case 'no-such-file':
      return { lines: [s('broughtNoFile')], wrong: true };
    case 'unreachable':
      return { lines: [s('broughtUnreachable')], wrong: true };
    case 'failed':
      return { lines: [s('broughtFailed', brought.detail ?? '')], wrong: true };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-file-way': LsSyncFileWay;
  }
}
