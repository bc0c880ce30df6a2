/** Saving from the Explorer page: one file at a time, with progress, and it can be stopped. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Saving } from '../components/ls-saving.ts';
import type { Fetch } from '../data/requests.ts';
import type { ExportEnd } from '../data/save-file.ts';
import { exportSeries, type ExportWanted } from '../data/series-export.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { copyPicture, destinationFor, download, inMemory } from './explorer-files.ts';

export class ExplorerSaving implements ReactiveController {
  /** What there is to say about it; null = nothing. */
  shown: Saving | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #window: Window;
  readonly #fetch: Fetch;
  #stop: AbortController | null = null;

  constructor(host: ReactiveControllerHost, window: Window, fetch: Fetch) {
    this.#host = host;
    this.#window = window;
    this.#fetch = fetch;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  stop(): void {
    this.#stop?.abort();
  }

  understood(): void {
    this.#say(null);
  }

  /** `chosenPlace`: for what may be long the person says where it goes, and it is written as it arrives. */
  async file(name: string, wanted: ExportWanted, chosenPlace: boolean): Promise<void> {
    this.stop();
    const to = chosenPlace ? await destinationFor(name, this.#window) : inMemory(name, this.#window);
    if (!to) return;
    const stop = (this.#stop = new AbortController());
    const isCurrent = () => this.#stop === stop;
    this.#say({ kind: 'saving', name, bytes: 0, rows: null, rowsInAll: null });
    const end = await exportSeries(this.#fetch, wanted, to, {
      stop: stop.signal,
      progress: (progress) => isCurrent() && this.#say({ kind: 'saving', name, ...progress }),
    });
    if (isCurrent())
      this.#say({ kind: 'over', text: endText(end, name), wrong: end.kind !== 'saved' && end.kind !== 'stopped' });
  }

  async picture(name: string, made: Promise<Blob>, copied: boolean): Promise<void> {
    // Asked for at once, within the press of the button: browsers allow the clipboard only then.
    if (copied && (await copyPicture(made, this.#window))) return this.#say(over(x('pictureCopied')));
    try {
      download(await made, name, this.#window);
      this.#say(over(copied ? x('pictureNotCopied') : x('saved', name)));
    } catch {
      this.#say({ ...over(x('pictureFailed')), wrong: true });
    }
  }

  #say(shown: Saving | null): void {
    this.shown = shown;
    this.#host.requestUpdate();
  }
}

function over(text: string) {
  return { kind: 'over' as const, text, wrong: false };
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
