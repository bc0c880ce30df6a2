/** Files of this device on their way to the gateway, one at a time, oldest name first: of a day and the next, the day. */
import type { FileImport } from '../../shared/sync/sources.ts';
import type { Live } from './line-data.ts';
import type { Asked } from './sources.ts';

export interface PendingUpload {
  key: number;
  line: string;
  source: string;
  name: string;
  /** Bytes. */
  size: number;
  /** `stuck`: the gateway was out of reach; it is sent when asked again. */
  state: 'waiting' | 'sending' | 'stuck';
}

interface Queued extends PendingUpload {
  file: File;
}

export class UploadQueue implements Live<readonly PendingUpload[]> {
  readonly #send: (upload: Queued) => Promise<Asked<FileImport>>;
  readonly #inReach: () => Promise<boolean>;
  readonly #listeners = new Set<(uploads: readonly PendingUpload[]) => void>();
  #queue: Queued[] = [];
  #nextKey = 1;
  #sending = false;

  /** `inReach` = does the gateway answer now? */
  constructor(parts: { send: (upload: Queued) => Promise<Asked<FileImport>>; inReach: () => Promise<boolean> }) {
    this.#send = parts.send;
    this.#inReach = parts.inReach;
  }

  subscribe(listener: (uploads: readonly PendingUpload[]) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#queue);
    return () => this.#listeners.delete(listener);
  }

  add(id: string, files: readonly File[]): void {
    const [line = '', source = ''] = id.split('/');
    const inOrder = files.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    const added = inOrder.map((file) => {
      const { name, size } = file;
      return { key: this.#nextKey++, line, source, name, size, state: 'waiting' as const, file };
    });
    this.#become([...this.#queue, ...added]);
    void this.#work();
  }

  resume(): void {
    this.#become(
      this.#queue.map((upload) => ({ ...upload, state: upload.state === 'stuck' ? 'waiting' : upload.state })),
    );
    void this.#work();
  }

  /** One that is being sent has an import at the gateway, which is cancelled there. */
  withdraw(key: number): void {
    this.#become(this.#queue.filter((upload) => upload.key !== key || upload.state === 'sending'));
  }

  async #work(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let next = this.#next(); next; next = this.#next()) {
      const { key } = next;
      this.#set(key, 'sending');
      const answer = await this.#send(next);
      // A gateway that answers has the whole story, of a cancelled or refused upload too, in its list of imports.
      if (!answer.ok && answer.why === 'unreachable' && !(await this.#inReach())) this.#set(key, 'stuck');
      else this.#become(this.#queue.filter((upload) => upload.key !== key));
    }
    this.#sending = false;
  }

  /** None while one is stuck: the others would only get stuck too. */
  #next(): Queued | undefined {
    if (this.#queue.some(({ state }) => state === 'stuck')) return undefined;
    return this.#queue.find(({ state }) => state === 'waiting');
  }

  #set(key: number, state: PendingUpload['state']): void {
    this.#become(this.#queue.map((upload) => (upload.key === key ? { ...upload, state } : upload)));
  }

  #become(queue: Queued[]): void {
    this.#queue = queue;
    this.#listeners.forEach((listener) => listener(queue));
  }
}
