/**
 * The tabs of one device share one event stream, because a browser allows six connections to a host and each stream holds one.
 * The leading tab passes on what it hears; a tab that opens asks for what it missed.
 */
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { Away } from './line-data.ts';
import type { Fit } from './sync-versions.ts';
import type { SyncProgress } from './sync-watch.ts';

export type TabMessage =
  | { type: 'ask' }
  | { type: 'events'; events: LiveEvent[] }
  | { type: 'lost' }
  /** The device is now at another gateway than its home; null = at home. */
  | { type: 'away'; away: Away | null }
  | { type: 'synced' }
  /** How far the leading tab is, and whether the gateway and this app understand each other. */
  | { type: 'progress'; progress: SyncProgress; fit: Fit }
  /** Somebody wants everything sent and asked for now. */
  | { type: 'again' }
  /** Somebody signed on or off: it is remembered where all tabs can read it. */
  | { type: 'access' };

/** What is used of `BroadcastChannel`. */
export interface TabChannel {
  postMessage(message: TabMessage): void;
  addEventListener(type: 'message', listener: (event: { data: TabMessage }) => void): void;
  close(): void;
}

export interface TabListener {
  events: (events: LiveEvent[]) => void;
  lost: () => void;
  away: (away: Away | null) => void;
  synced: () => void;
  progress: (progress: SyncProgress, fit: Fit) => void;
  again: () => void;
  access: () => void;
  /** The answer to a tab that asks; null = this tab does not lead, another will answer. */
  replay: () => TabMessage[] | null;
}

export function joinTabs(channel: TabChannel, listener: TabListener): void {
  channel.addEventListener('message', ({ data }) => {
    switch (data.type) {
      case 'ask':
        listener.replay()?.forEach((message) => channel.postMessage(message));
        break;
      case 'events':
        listener.events(data.events);
        break;
      case 'lost':
        listener.lost();
        break;
      case 'away':
        listener.away(data.away);
        break;
      case 'synced':
        listener.synced();
        break;
      case 'progress':
        listener.progress(data.progress, data.fit);
        break;
      case 'again':
        listener.again();
        break;
      case 'access':
        listener.access();
        break;
    }
  });
  channel.postMessage({ type: 'ask' });
}
