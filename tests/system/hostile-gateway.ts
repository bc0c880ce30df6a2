/** A line's gateway that was broken into: it has a token of the plant, and says with it whatever it likes. */
import { generateKeyPairSync } from 'node:crypto';
import type { JoinAnswer, JoinCode } from '../../shared/access/gateway-protocol.ts';
import type { RelayedEvent } from '../../shared/replication/protocol.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '../../shared/sync/compatibility.ts';
import { pushed, type WrittenRow } from '../gateway/replication/received/written-rows.ts';
import type { JoinedPlant } from './joined-plant.ts';

export interface RowAnswer {
  id: string;
  ok?: true;
  reason?: string;
}

export class HostileGateway {
  readonly id: string;
  readonly #plant: JoinedPlant;
  readonly #token: string;

  private constructor(id: string, plant: JoinedPlant, token: string) {
    this.id = id;
    this.#plant = plant;
    this.#token = token;
  }

  static async join(plant: JoinedPlant, id: string, lines: string[]): Promise<HostileGateway> {
    const { code } = await (await plant.admin()).post<JoinCode>('/api/gateways/codes', {});
    const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
    const { token } = await plant.gateway.visitor().post<JoinAnswer>('/api/gateways/join', {
      ...{ code, gateway: id, name: id, origin: 'http://127.0.0.1:9', role: 'line', lines },
      key: { kty: 'EC', crv: 'P-256', x: x!, y: y! },
    });
    return new HostileGateway(id, plant, token!);
  }

  ask(path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#plant.gateway.address}/api/replication${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        [PROTOCOL_HEADER]: String(PROTOCOL),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  }

  async push(database: string, ...rows: WrittenRow[]): Promise<RowAnswer[]> {
    const docs = rows.map((row) => pushed(row));
    const answer = await this.ask(`/databases/${database}/_bulk_docs`, { docs, new_edits: false });
    return (await answer.json()) as RowAnswer[];
  }

  async live(...events: RelayedEvent[]): Promise<number> {
    return (await this.ask('/live', { now: Date.now(), whole: true, events })).status;
  }
}
