/** The connection bar of a page's head, with what it tells. */
import { html } from 'lit';
import '../components/ls-connection-bar.ts';
import type { AppData, Connection, LineData } from '../data/line-data.ts';

export interface ConnectionBarParts {
  data: AppData;
  connection: Connection;
  zone: string;
  behindBytes?: number;
  /** The line that the page is about; absent = none. */
  line?: LineData;
}

export function connectionBar({ data, connection, zone, behindBytes = 0, line }: ConnectionBarParts) {
  const { away = null, stays = false } = connection;
  // While nobody is in reach, that says it all.
  const lost = connection.state === 'live' && line?.lost ? { ...line.lost, line: line.line.name } : null;
  return html`<ls-connection-bar
    .state=${connection.state}
    .asOf=${connection.asOf}
    .now=${() => data.now()}
    .zone=${zone}
    .notSent=${connection.notSent}
    .needsYou=${connection.needsYou}
    .fit=${connection.fit}
    .behindBytes=${behindBytes}
    .place=${{ away, stays, lost }}
    ?synced=${connection.synced}
    ?readyOffline=${connection.readyOffline}
    ?updateReady=${connection.updateReady}
    @update-wanted=${() => update(data, connection)}
  ></ls-connection-bar>`;
}

/** A version that waits is used; else one is looked for, and offered when it is here. */
function update(data: AppData, { updateReady }: Connection): void {
  if (updateReady) data.update();
  else void data.sync.lookForUpdate();
}
