/** What the stream has said lately, beside what is stored: bounded to the current and the previous hour. */
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { withFrames } from '../../shared/sync/live-hours.ts';
import type { LiveEvent, MinuteFrame } from '../../shared/sync/protocol.ts';
import type { HourRow, LineRow } from '../../shared/sync/rows.ts';
import type { StoredHour, StoredRow } from './collections.ts';

type LiveHour = Extract<LiveEvent, { type: 'hour' }>['row'];
type Hello = Extract<LiveEvent, { type: 'hello' }>;

export class LiveState {
  #hello: Hello | null = null;
  #hours = new Map<string, LiveHour>();
  #frames = new Map<string, MinuteFrame>();
  #lines = new Map<string, LineRow>();

  /** True when something that screens show may have changed. */
  take(event: LiveEvent): boolean {
    switch (event.type) {
      case 'hello':
        if (this.#hello && worldOf(this.#hello) !== worldOf(event)) this.forget();
        this.#hello = event;
        return false;
      case 'hour':
        this.#hours.set(event.row.id, event.row);
        this.#keepFrom(event.row.hourAt - HOUR_MS);
        return true;
      case 'minutes':
        for (const frame of event.frames) {
          const key = `${frame.line}:${frame.minute}`;
          if (frame.seq > (this.#frames.get(key)?.seq ?? -Infinity)) this.#frames.set(key, frame);
        }
        this.#keepFrom(hourStart(event.now) - HOUR_MS);
        return true;
      case 'line':
        this.#lines.set(event.row.line, event.row);
        return true;
      case 'notice':
      case 'beat':
        return false;
    }
  }

  /** Stored hours of one line with what is newer from the stream; sorted by time. */
  hours(line: string, stored: readonly StoredHour[]): HourRow[] {
    const rows = new Map(stored.map(({ id, view, row }) => [id, { view, row }]));
    for (const live of this.#hours.values()) {
      const known = rows.get(live.id);
      if (live.line !== line || (known && this.#isOurs(known.view) && known.row.seq >= live.seq)) continue;
      const { reasons = [], manual = [], facts = [] } = known?.row ?? {};
      const people = { reasons, manual, facts };
      rows.set(live.id, { view: '', row: { ...live, ...people } });
    }
    const frames = [...this.#frames.values()].filter((frame) => frame.line === line);
    const sorted = [...rows.values()].map(({ row }) => row).sort((a, b) => a.hourAt - b.hourAt);
    return withFrames(sorted, frames);
  }

  /** The later of what is stored and what the stream said. */
  now(line: string, stored: StoredRow<LineRow> | null): LineRow | null {
    const live = this.#lines.get(line);
    if (!live) return stored?.row ?? null;
    return stored && this.#isOurs(stored.view) && stored.row.seq > live.seq ? stored.row : live;
  }

  /** What a tab that opens now has missed; `now` is the gateway's time, ms. Empty before the first `hello`. */
  replay(now: number): LiveEvent[] {
    if (!this.#hello) return [];
    const frames = [...this.#frames.values()];
    return [
      { ...this.#hello, now },
      ...[...this.#hours.values()].map((row) => ({ type: 'hour' as const, row })),
      ...(frames.length > 0 ? [{ type: 'minutes' as const, now, frames }] : []),
      ...[...this.#lines.values()].map((row) => ({ type: 'line' as const, now, row })),
    ];
  }

  /** Order (`seq`) only means something within one gateway's epoch. */
  #isOurs(view: string): boolean {
    return this.#hello !== null && view.startsWith(worldOf(this.#hello));
  }

  forget(): void {
    this.#hours.clear();
    this.#frames.clear();
    this.#lines.clear();
  }

  #keepFrom(from: number): void {
    for (const [id, row] of this.#hours) if (row.hourAt < from) this.#hours.delete(id);
    for (const [key, frame] of this.#frames) if (frame.minute < from) this.#frames.delete(key);
  }
}

function worldOf(of: Pick<Hello, 'gateway' | 'epoch'>): string {
  return `${of.gateway}/${of.epoch}/`;
}
