/** A gateway that says of others, of copies and of held months what a test makes up; else as `PeopleFloor`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayChange } from '../../shared/access/gateway-protocol.ts';
import type { DeniedRow, GatewayView, ReplicationStatus } from '../../shared/replication/protocol.ts';
import type { Hold, HoldQuestion } from '../../shared/retention/hold.ts';
import { PeopleFloor } from './people-floor.ts';

export function gateway(given: Partial<GatewayView> & { id: string }): GatewayView {
  return {
    ...{ name: given.id, origin: `https://${given.id}.plant.example`, role: 'line', revoked: false, self: false },
    ...{ lines: [], replaces: [], lastHeardAt: Date.now(), version: '0.1.0', clockOffsetMs: 12 },
    ...{ usedBytes: 120_000_000, mostBytes: 50_000_000_000, refusedRows: 0, refusedLines: [] },
    ...given,
  };
}

export class GatewaysFloor {
  readonly floor: PeopleFloor;
  gateways: GatewayView[] = [];
  status: ReplicationStatus = { plant: null, databases: [], denied: [] };
  holds: Hold[] = [];
  stays: { database: string; why: string }[] = [];
  /** Ids of rows that are still refused when they are sent again. */
  readonly stillRefused = new Set<string>();
  /** Changes that it was told, in order. */
  readonly told: { id: string; change: GatewayChange }[] = [];
  /** Nothing that begins so is answered well: `PUT /api/gateways/gw-2`. */
  fails: string | null = null;

  private constructor(floor: PeopleFloor) {
    this.floor = floor;
  }

  static async open(): Promise<GatewaysFloor> {
    const floor = new GatewaysFloor(await PeopleFloor.open());
    floor.floor.gateway.before = (request, response) => floor.#answers(request, response);
    return floor;
  }

  get address(): string {
    return this.floor.address;
  }

  close(): Promise<void> {
    return this.floor.close();
  }

  async #answers(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { pathname } = new URL(request.url ?? '/', 'http://here');
    if (!/^\/api\/(gateways|replication|holds)/.test(pathname) || pathname === '/api/gateways/codes') return false;
    const text = Buffer.concat(await request.toArray()).toString();
    const asked = `${request.method} ${pathname}`;
    const fails = this.fails !== null && asked.startsWith(this.fails);
    const body = fails
      ? { code: 'STORE_UNREACHABLE', detail: 'The store is not running.' }
      : this.#serve(asked, text === '' ? {} : JSON.parse(text));
    response.writeHead(fails ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    return true;
  }

  #serve(asked: string, body: unknown): unknown {
    const id = asked.split('/')[3] ?? '';
    if (asked === 'GET /api/gateways') return { gateways: this.gateways };
    if (asked === 'GET /api/replication/status') return this.status;
    if (asked === 'POST /api/replication/resend') return this.#resend(body as { database: string; ids: string[] });
    if (asked === 'GET /api/holds') return { holds: this.holds, stays: this.stays, dropped: [] };
    if (asked === 'POST /api/holds') {
      const made = { ...(body as HoldQuestion), id: `hold-${this.holds.length}`, released: false };
      const hold: Hold = { ...made, at: Date.now(), by: 'adjuster.admin', origin: 'gw-1' };
      this.holds = [hold, ...this.holds];
      return { hold };
    }
    if (asked.startsWith('POST /api/holds/')) {
      this.holds = this.holds.map((hold) => (hold.id === id ? { ...hold, released: true } : hold));
      return { hold: this.holds.find((hold) => hold.id === id) };
    }
    return { gateway: this.#change(id, body as GatewayChange) };
  }

  #resend({ database, ids }: { database: string; ids: string[] }) {
    const isRefused = (row: DeniedRow) => this.stillRefused.has(row.id);
    const again = this.status.denied.filter((row) => row.database === database && ids.includes(row.id));
    const denied = this.status.denied.filter((row) => !again.includes(row) || isRefused(row));
    this.status = { ...this.status, denied };
    return { sent: again.filter((row) => !isRefused(row)).length, denied: again.filter(isRefused) };
  }

  #change(id: string, change: GatewayChange): GatewayView | undefined {
    this.told.push({ id, change });
    this.gateways = this.gateways.map((one) => {
      if (one.id === id) return { ...one, ...change };
      const lines = change.revoked ? one.lines : one.lines.filter((line) => !change.lines.includes(line));
      return { ...one, lines };
    });
    return this.gateways.find((one) => one.id === id);
  }
}
