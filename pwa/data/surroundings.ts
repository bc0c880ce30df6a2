/** What the data of a device need of the browser that they are in; a test gives something else. */
import type { Delays } from './back-off.ts';
import type { Place } from './database.ts';
import type { EventStream } from './events.ts';
import type { Connection, Live } from './line-data.ts';
import type { Fetch } from './requests.ts';
import type { RoamingTimes } from './roaming-course.ts';
import type { Safe } from './safe.ts';
import type { StorageManagerHere } from './sync-storage.ts';
import type { LookedForUpdate } from './sync.ts';
import type { TabChannel } from './tabs.ts';

export interface Surroundings {
  place: Place;
  /** Keys of this device. */
  safe: Safe;
  fetch: Fetch;
  openStream: (url: string) => EventStream;
  /** Joins the tabs of this device. */
  channel: TabChannel;
  /** This device's clock, ms. */
  clock: () => number;
  /** 0 ≤ x < 1. */
  random: () => number;
  /** Calls back when the network may be there again; returns the unsubscribe. */
  onWake: (listener: () => void) => () => void;
  installed: Live<Pick<Connection, 'readyOffline' | 'updateReady'>>;
  update: () => void;
  lookForUpdate: () => Promise<LookedForUpdate>;
  /** Of this app; null = not known. */
  version: string | null;
  storage: StorageManagerHere;
  /** Somebody has left: what other parts of the app keep of what was pulled is to be removed. */
  forget: () => Promise<void>;
  /** The plant may have other gateways than before: what pages may ask is to be learnt from home anew. */
  gatewaysNamed?: () => void;
  /** When to go to other gateways, if other than usual. */
  times?: RoamingTimes;
  /** Told of failures that should not happen; what failed is tried again. */
  fault: (error: unknown) => void;
  delays?: Delays;
}
