/** How far this device is, in one sentence. Pure; times are on the gateway's clock, ms. */
import type { Connection } from '../data/line-data.ts';
import type { SyncState } from '../data/sync.ts';
import { clockOfDay } from '../locales/format.ts';
import { syncText as s } from '../locales/sync.ts';

export interface Sentence {
  text: string;
  /** Further ones, each of its own. */
  more: string[];
  /** `look`: somebody should look soon. */
  tone: 'calm' | 'look';
}

/** A shorter lag is the normal time of an answer. */
export const LAG_MS = 2_000;

export interface Heard {
  connection: Pick<Connection, 'state' | 'asOf' | 'synced' | 'needsYou'>;
  sync: Pick<SyncState, 'fit' | 'waiting' | 'progress'>;
  zone: string;
  now: number;
}

export function syncSentence({ connection, sync, zone, now }: Heard): Sentence {
  const { needsYou } = connection;
  const main = mainOf({ connection, sync, zone, now });
  const said = [main.text];
  // What waits for somebody comes first, unless something is wrong with the sending itself.
  if (needsYou > 0) said.splice(main.tone === 'calm' ? 0 : 1, 0, s('refused', needsYou));
  const [text = '', ...more] = said;
  if (sync.fit !== 'fine' && sync.waiting.length > 0) more.push(s('waitFit', sync.waiting.length));
  more.push(fullOf(sync.progress.fullAt, zone, now));
  return { text, more, tone: needsYou > 0 ? 'look' : main.tone };
}

function mainOf({ connection, sync, zone, now }: Heard): Pick<Sentence, 'text' | 'tone'> {
  const { state, asOf, synced } = connection;
  const waiting = sync.waiting.length;
  if (sync.fit !== 'fine') return { text: s(sync.fit === 'app-too-old' ? 'appTooOld' : 'gatewayTooOld'), tone: 'look' };
  if (state === 'unreachable') {
    if (asOf === null) return { text: waiting > 0 ? s('waitNeverReached', waiting) : s('neverReached'), tone: 'look' };
    const since = clockOfDay(asOf, zone, now);
    const text = waiting > 0 ? s('waitUnreachable', waiting, since) : s('allSentUnreachable', since);
    return { text, tone: 'look' };
  }
  if (state === 'connecting') return { text: s('connecting'), tone: 'calm' };
  if (waiting > 0) {
    const isStuck = sync.waiting.some(({ waits }) => waits !== null);
    return isStuck ? { text: s('waiting', waiting), tone: 'look' } : { text: s('sending', waiting), tone: 'calm' };
  }
  if (!synced) return { text: s('arriving'), tone: 'calm' };
  const behind = behindSince(sync, now);
  if (behind !== null) return { text: s('behind', clockOfDay(behind, zone, now)), tone: 'look' };
  return { text: s(connection.needsYou > 0 ? 'elseHere' : 'allHere'), tone: 'calm' };
}

/** Since when something has been missing; null = nothing is, or not for long. */
function behindSince({ progress }: Heard['sync'], now: number): number | null {
  const since = Object.values(progress.collections).map(({ behindSince }) => behindSince ?? Infinity);
  const earliest = Math.min(...since);
  return now - earliest > LAG_MS ? earliest : null;
}

function fullOf(fullAt: number | null, zone: string, now: number): string {
  if (fullAt === null) return s('fullNever');
  return now - fullAt < 60_000 ? s('fullNow') : s('fullAt', clockOfDay(fullAt, zone, now));
}
