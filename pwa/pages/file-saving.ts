/** Saving what a page shows: one file at a time, with progress and a way to stop it; then how it ended. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import '../components/ls-saving.ts';
import type { Saving } from '../components/ls-saving.ts';
import type { Destination, ExportEnd, Watch } from '../data/save-file.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { copyPicture, download } from './explorer-files.ts';

export class FileSaving implements ReactiveController {
  /** What there is to say about it; null = nothing. */
  #shown: Saving | null = null;
  readonly #host: ReactiveControllerHost;
  #stop: AbortController | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop?.abort();
  }

  /** `chosen` null = they changed their mind; whatever was being saved before is stopped. */
  async save(
    name: string,
    chosen: Promise<Destination | null>,
    write: (to: Destination, watch: Watch) => Promise<ExportEnd>,
  ): Promise<void> {
    this.#stop?.abort();
    const to = await chosen;
    if (!to) return;
    const stop = (this.#stop = new AbortController());
    const isCurrent = () => this.#stop === stop;
    this.#say({ kind: 'saving', name, bytes: 0, rows: null, rowsInAll: null });
    const end = await write(to, {
      stop: stop.signal,
      progress: (progress) => isCurrent() && this.#say({ kind: 'saving', name, ...progress }),
    });
    if (isCurrent()) this.#say(over(endText(end, name), end.kind === 'unreachable' || end.kind === 'failed'));
  }

  async picture(name: string, made: Promise<Blob>, copied: boolean): Promise<void> {
    // Asked for at once, within the press of the button: browsers allow the clipboard only then.
    if (copied && (await copyPicture(made, window))) return this.#say(over(x('pictureCopied')));
    try {
      download(await made, name, window);
      this.#say(over(copied ? x('pictureNotCopied') : x('saved', name)));
    } catch {
      this.#say(over(x('pictureFailed'), true));
    }
  }

  render() {
    if (this.#shown === null) return nothing;
    return html`<ls-saving
      .saving=${this.#shown}
      @stop-wanted=${() => this.#stop?.abort()}
      @understood=${() => this.#say(null)}
    ></ls-saving>`;
  }

  #say(shown: Saving | null): void {
    this.#shown = shown;
    this.#host.requestUpdate();
  }
}

function over(text: string, wrong = false): Saving {
  return { kind: 'over', text, wrong };
}

function endText(end: ExportEnd, name: string): string {
  switch (end.kind) {
    case 'saved':
      return x('saved', name);
    case 'stopped':
      return x('saveStopped');
    case 'unreachable':
      return x('saveUnreachable');
    case 'failed':
      return x('saveFailed', end.detail);
  }
}
