/** What waits to be told live, at most one of each: frames are absolute, so the latest says all. */
import type { MinuteFrame } from '../../../shared/sync/protocol.ts';
import type { RelayedEvent } from '../../../shared/replication/protocol.ts';

export class LiveFrames {
  readonly #hours = new Map<string, RelayedEvent>();
  readonly #minutes = new Map<string, MinuteFrame>();
  readonly #lines = new Map<string, RelayedEvent>();
  #minutesAt = 0;

  get isEmpty(): boolean {
    return this.#hours.size + this.#minutes.size + this.#lines.size === 0;
  }

  add(event: RelayedEvent): void {
    switch (event.type) {
      case 'hour':
        this.#hours.set(event.row.line, event);
        return;
      case 'line':
        this.#lines.set(event.row.id, event);
        return;
      case 'minutes':
        this.#minutesAt = event.now;
        for (const frame of event.frames) {
          const key = `${frame.line} ${frame.minute}`;
          if (frame.seq >= (this.#minutes.get(key)?.seq ?? -1)) this.#minutes.set(key, frame);
        }
        return;
    }
  }

  /** All of it, in the order in which it makes sense; nothing waits then. */
  take(): RelayedEvent[] {
    const frames = [...this.#minutes.values()];
    const events: RelayedEvent[] = [
      ...this.#hours.values(),
      ...(frames.length > 0 ? [{ type: 'minutes' as const, now: this.#minutesAt, frames }] : []),
      ...this.#lines.values(),
    ];
    this.clear();
    return events;
  }

  clear(): void {
    this.#hours.clear();
    this.#minutes.clear();
    this.#lines.clear();
  }
}
