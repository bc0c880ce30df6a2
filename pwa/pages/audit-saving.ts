/** Saving from the audit page: one file at a time, with progress, and it can be stopped. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AuditFormat } from '../../shared/audit/protocol.ts';
import type { Saving } from '../components/ls-saving.ts';
import type { AuditData, AuditSearch } from '../data/audit.ts';
import type { ExportEnd } from '../data/save-file.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { destinationFor } from './explorer-files.ts';

export class AuditSaving implements ReactiveController {
  /** What there is to say about it; null = nothing. */
  shown: Saving | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #window: Window;
  #stop: AbortController | null = null;

  constructor(host: ReactiveControllerHost, window: Window) {
    this.#host = host;
    this.#window = window;
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

  async save(data: AuditData, search: AuditSearch, format: AuditFormat, day: string): Promise<void> {
    this.stop();
    const name = `audit-${day}.${format}`;
    const to = await destinationFor(name, this.#window);
    if (!to) return;
    const stop = (this.#stop = new AbortController());
    const isCurrent = () => this.#stop === stop;
    this.#say({ kind: 'saving', name, bytes: 0, rows: null, rowsInAll: null });
    const end = await data.save(search, format, to, {
      stop: stop.signal,
      progress: (progress) => isCurrent() && this.#say({ kind: 'saving', name, ...progress }),
    });
    if (isCurrent()) this.#say({ kind: 'over', ...told(end, name) });
  }

  #say(shown: Saving | null): void {
    this.shown = shown;
    this.#host.requestUpdate();
  }
}

function told(end: ExportEnd, name: string): { text: string; wrong: boolean } {
  switch (end.kind) {
    case 'saved':
      return { text: x('saved', name), wrong: false };
    case 'stopped':
      return { text: x('saveStopped'), wrong: false };
    case 'unreachable':
      return { text: x('saveUnreachable'), wrong: true };
    case 'failed':
      return { text: x('saveFailed', end.detail), wrong: true };
  }
}
