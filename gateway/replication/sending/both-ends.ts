/** Whom replication asks: the own store and the plant, each over connections of its own for what must not wait for the other. */
import type { PlantLink } from '../../auth/plant-link.ts';
import type { CouchAddress } from '../../store/couch-http.ts';
import type { Ask } from './exchange.ts';
import { ownStore } from './own-store.ts';
import { PlantRequests, type Patience } from './plant-requests.ts';

/** Copies that are under way at once. */
export const LANES = 3;
/** Statuses that PouchDB knows what to do with. */
const TO_POUCH = [200, 201, 202, 404, 409];

export interface BothEnds {
  own: Ask;
  /** The plant's databases. */
  plant: Ask;
  /** Anything else of the plant; `path` from its origin. Answers 200 alone. */
  plantGateway: Ask;
  /** The same for live figures, which never wait for copies. */
  plantLive: Ask;
  /** What is under way ends. */
  close(): void;
}

export function bothEnds(parts: {
  link: PlantLink;
  /** Of this release. */
  version: string;
  patience: Patience;
  /** Where the own store listens now. */
  address: () => CouchAddress | Promise<CouchAddress>;
}): BothEnds {
  const { link, version, patience, address } = parts;
  const closing = new AbortController();
  const requests = new PlantRequests({ link, version, patience, connections: LANES + 2 });
  const live = new PlantRequests({ link, version, patience, connections: 1 });
  return {
    own: ownStore(address, closing.signal),
    plant: (question) => requests.ask({ ...question, path: `/api/replication/databases${question.path}` }, TO_POUCH),
    plantGateway: (question) => requests.ask(question, [200]),
    plantLive: (question) => live.ask(question, [200]),
    close: () => {
      closing.abort();
      requests.close();
      live.close();
    },
  };
}
