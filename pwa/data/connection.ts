/** How far what is shown can be trusted, put together for pages. */
import { combineLatest, map, type Observable } from 'rxjs';
import type { Entry } from './collections.ts';
import type { Contact } from './contact.ts';
import type { Connection, Live, RefusedEntry } from './line-data.ts';
import { coalesced, observed } from './live.ts';

export interface ConnectionParts {
  known$: Contact['known$'];
  own$: Observable<Entry[]>;
  refused$: Observable<RefusedEntry[]>;
  fit$: Observable<Connection['fit']>;
  synced$: Observable<boolean>;
  installed: Live<Pick<Connection, 'readyOffline' | 'updateReady'>>;
  /** This browser can go on with another gateway, or there is none. */
  canRoam: () => boolean;
}

export function connectionOf(parts: ConnectionParts): Observable<Connection> {
  return combineLatest({
    known: parts.known$,
    notSent: parts.own$.pipe(map((all) => all.filter((entry) => entry.acceptedAt === null).length)),
    needsYou: parts.refused$.pipe(map((all) => all.length)),
    fit: parts.fit$,
    synced: parts.synced$,
    installed: observed(parts.installed),
  }).pipe(
    coalesced(),
    map(({ known, installed, ...counted }): Connection => {
      const stays = known.state === 'unreachable' && !parts.canRoam();
      return { ...known, ...counted, ...installed, stays };
    }),
  );
}
