/** What the tab that leads knows, as it tells the others. */
import type { Completeness } from './completeness.ts';
import type { Contact } from './contact.ts';
import type { LiveState } from './live-state.ts';
import type { Versions } from './sync-versions.ts';
import type { SyncWatch } from './sync-watch.ts';
import type { TabMessage } from './tabs.ts';

export interface Leads {
  contact: Contact;
  live: LiveState;
  completeness: Completeness;
  watch: SyncWatch;
  versions: Versions;
}

/** All of it, for a tab that opens. */
export function replayed({ contact, live, completeness, ...sync }: Leads): TabMessage[] {
  const { away, state } = contact.known$.value;
  return [
    { type: 'away', away },
    state === 'live' ? { type: 'events', events: live.replay(contact.now()) } : { type: 'lost' },
    ...(completeness.synced$.value ? [{ type: 'synced' } as const] : []),
    howFar(sync),
  ];
}

/** How far it is, each time that this changes. */
export function howFar({ watch, versions }: Pick<Leads, 'watch' | 'versions'>): TabMessage {
  return { type: 'progress', progress: watch.progress$.value, fit: versions.fit$.value };
}
