/** A plant's `/api/replication` behind the gateway's real middleware, on loopback, asked by lines with their tokens. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../../gateway/api/app.ts';
import { replicationRoutes } from '../../../../gateway/api/routes/replication.ts';
import { routing } from '../../../../gateway/api/routing.ts';
import { announcing } from '../../../../gateway/store/announcing-store.ts';
import { NOBODY } from '../../../fixtures/principals.ts';
import { PlantReplication } from '../../../../gateway/replication/received/plant-replication.ts';
import type { Quotas } from '../../../../gateway/replication/received/received-rows.ts';
import type { Store } from '../../../../gateway/store/store.ts';
import type { GatewayBody } from '../../../../shared/access/person.ts';
import type { RelayedEvent } from '../../../../shared/replication/protocol.ts';

export const NOW = Date.UTC(2026, 10, 21, 12);

export interface PlantSetting {
  store: Store;
  /** Enrolled at the plant: what differs from a line's gateway without lines. */
  gateways?: Record<string, Partial<GatewayBody>>;
  quotas?: Partial<Quotas>;
  bytesIn10s?: number;
  isDropped?: (database: string) => boolean;
}

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
}

export async function plantHere(setting: PlantSetting) {
  const given = {
    now: NOW,
    hasRoom: true,
    ask: false,
    relayed: [] as { gateway: string; events: RelayedEvent[]; whole: boolean }[],
    bugs: [] as unknown[],
  };
  const gateways = new Map(
    Object.entries(setting.gateways ?? { 'gw-1': { lines: ['line8'] } }).map(([id, body]) => [
      id,
      { name: id, origin: `https://${id}.plant.local`, revoked: false, ...body } as GatewayBody,
    ]),
  );
  const written = { of: (_database: string) => {} };
  const store = announcing(setting.store, (database) => written.of(database));
  const { quotas, isDropped } = setting;
  const plant = await PlantReplication.open({
    store,
    gateway: 'plant',
    name: () => 'The plant',
    version: '9.9.9',
    gateways: () => [...gateways].map(([entity, body]) => ({ entity, body })),
    relay: (gateway, events, whole) => {
      given.relayed.push({ gateway, events, whole });
      return given.ask;
    },
    hasRoom: () => given.hasRoom,
    ...(isDropped && { isDropped }),
    ...(quotas && { quotas }),
    now: () => given.now,
  });
  written.of = (database) => plant.written(database);
  const { bytesIn10s } = setting;
  const routes = replicationRoutes({ plant, ...(bytesIn10s !== undefined && { bytesIn10s }) });
  const ready = routing(routes, {
    token: 'right',
    principal: (ctx) => {
      const id = /^Bearer token-of-(.+)$/.exec(ctx.get('Authorization'))?.[1] ?? '';
      const body = gateways.get(id);
      if (!body || body.revoked) return NOBODY;
      // As a device for the limit of requests, which is not what is tested here.
      return { ...NOBODY, gateway: { id, lines: body.lines ?? [] } };
    },
  });
  const nowhere = { hosts: () => [], origins: () => [] };
  const bug = (error: unknown) => given.bugs.push(error);
  const app = createApp({ pages: '/nowhere', routing: () => ready, ...nowhere, bug });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** `path` after `/api/replication`; a body makes it a POST. */
  const ask = async <T = Record<string, unknown>>(
    path: string,
    { by = 'gw-1', body, text, headers = {}, method }: Asking = {},
  ): Promise<Answer<T>> => {
    const sent = text ?? (body === undefined ? null : JSON.stringify(body));
    const response = await fetch(`${address}/api/replication${path}`, {
      method: method ?? (sent === null ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer token-of-${by}`,
        'content-type': 'application/json',
        'lineside-protocol': '2',
        ...headers,
      },
      body: sent,
    });
    return { status: response.status, body: (await response.json()) as T, headers: response.headers };
  };

  return {
    ...{ address, store, plant, given, gateways, ask },
    async close() {
      await plant.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Asking {
  /** The gateway whose token is brought. */
  by?: string;
  body?: unknown;
  /** Instead of a body that is JSON. */
  text?: string;
  headers?: Record<string, string>;
  method?: string;
}

export type PlantHere = Awaited<ReturnType<typeof plantHere>>;
