/** A tablet at one gateway: the app's own sending, and its pulling, until it goes elsewhere. */
import type { Principal } from '../../../gateway/auth/principal.ts';
import type { EntryCollections } from '../../../pwa/data/collections.ts';
import { speaksFor } from '../../../pwa/data/gateways.ts';
import { startPush, type Push } from '../../../pwa/data/push.ts';
import type { PersonFact, Requests } from '../../../pwa/data/requests.ts';
import { awayFromHome } from '../../../pwa/data/roaming-requests.ts';
import type { LiveEvent } from '../../../shared/sync/protocol.ts';
import type { HourRow, PullCollection } from '../../../shared/sync/rows.ts';
import { Asking } from './asking.ts';
import type { Life } from './life.ts';
import { PulledRows, type KeptRows, type PulledRowsParts } from './pulled-rows.ts';
import type { SimGateway } from './sim-gateway.ts';
import type { PlanOnDevice } from './sim-plan-device.ts';
import type { World } from './world.ts';

const PAGE_ROWS = 3;
const PLAN_PAGE_ROWS = 15;

export interface SimLeadingParts {
  world: World;
  at: SimGateway;
  home: SimGateway;
  principal: Principal;
  life: Life;
  entries: EntryCollections;
  /** What the device keeps. */
  kept: KeptRows<HourRow>;
  /** null = there is no plan. */
  plan: PlanOnDevice | null;
  /** The device's, with its error. */
  clock: () => number;
  isOffline: () => boolean;
  /** The gateway's stream is open. */
  isConnected: () => boolean;
  acknowledged: (fact: PersonFact, by: SimGateway) => void;
  /** All hours came. */
  completed: () => Promise<void>;
}

export class SimLeading {
  readonly push: Push;
  readonly #pulls: Map<PullCollection, PulledRows<{ id: string }>>;
  #isLeft = false;

  constructor(parts: SimLeadingParts) {
    const { world, at, home, entries, kept, plan, clock } = parts;
    const { role, lines } = at.parts;
    const isMine = (line: string) => speaksFor({ role, lines: [...lines] }, line);
    const asking = new Asking({
      ...{ world, asked: at, principal: parts.principal, acknowledged: parts.acknowledged },
      isThere: () => !parts.isOffline() && !this.#isLeft,
    });
    const asked = { facts: (facts: PersonFact[]) => asking.send(facts) } as Requests;
    const waits = { code: 'line', reason: 'It waits for its own.' } as const;
    const requests =
      at === home ? asked : awayFromHome(asked, ({ line }) => (line === null || isMine(line) ? null : waits));
    this.push = startPush({
      ...{ entries, requests, random: world.random, now: clock, gatewayTime: clock },
      before: () => Promise.resolve(true),
      fault: (error) => world.bug(error),
      inReach: () => parts.isConnected(),
    });
    const pulled = <Row extends { id: string }>(
      collection: PullCollection,
      of: Pick<PulledRowsParts<Row>, 'kept' | 'spares' | 'completed'>,
    ) => {
      const limit = collection === 'hours' ? PAGE_ROWS : PLAN_PAGE_ROWS;
      const pull = new PulledRows<Row>({
        ...{ ...of, life: parts.life, limit, random: world.random },
        page: (from) => asking.page(collection, { from, limit }),
        before: () => this.push.attempted(),
      });
      return [collection, pull as unknown as PulledRows<{ id: string }>] as const;
    };
    const elsewhere = (row: { line: string }) => at !== home && !isMine(row.line);
    const nothing = () => Promise.resolve();
    this.#pulls = new Map([
      pulled('hours', { kept, spares: elsewhere, completed: parts.completed }),
      ...(plan
        ? [
            pulled('plan', { kept: plan.rows, spares: () => false, completed: nothing }),
            pulled('lots', { kept: plan.lots, spares: elsewhere, completed: nothing }),
          ]
        : []),
    ]);
    this.#all();
  }

  /** What the stream tells. */
  hear(event: LiveEvent): void {
    if (event.type === 'hello') this.#all();
    else if (event.type === 'notice') this.#pulls.get(event.collection)?.now();
    else if (event.type === 'rows') this.#pulls.get(event.collection)?.rows(event);
  }

  /** It goes on elsewhere. */
  leave(): void {
    this.#isLeft = true;
    this.push.stop();
    this.#pulls.forEach((pull) => pull.stop());
  }

  #all(): void {
    this.push.now();
    this.#pulls.forEach((pull) => pull.now());
  }
}
