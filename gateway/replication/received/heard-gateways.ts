/** What the plant notices of the gateways that talk to it, since its start. */
import type { GatewayView } from '../../../shared/replication/protocol.ts';

export type Heard = Pick<GatewayView, 'lastHeardAt' | 'version' | 'clockOffsetMs' | 'refusedRows'>;

/** A gateway that names lines at random is not listened to for ever. */
const MOST_LINES = 200;

interface Kept extends Heard {
  /** Lines that it spoke of and may not speak for. */
  foreignLines: Set<string>;
}

export class HeardGateways {
  readonly #gateways = new Map<string, Kept>();

  /** `version`: null = it did not say. */
  heard(gateway: string, at: number, version: string | null): void {
    const kept = this.#of(gateway);
    kept.lastHeardAt = at;
    kept.version = version ?? kept.version;
  }

  /** `offsetMs` = the gateway's clock less the plant's, the way of the request included. */
  clock(gateway: string, offsetMs: number): void {
    this.#of(gateway).clockOffsetMs = offsetMs;
  }

  refusedRows(gateway: string, rows: number): void {
    this.#of(gateway).refusedRows += rows;
  }

  foreignLine(gateway: string, line: string): void {
    const { foreignLines } = this.#of(gateway);
    if (foreignLines.size < MOST_LINES) foreignLines.add(line);
  }

  seen(gateway: string): Heard & { foreignLines: readonly string[] } {
    const kept = this.#gateways.get(gateway) ?? nothing();
    return { ...kept, foreignLines: [...kept.foreignLines].sort() };
  }

  #of(gateway: string): Kept {
    let kept = this.#gateways.get(gateway);
    if (!kept) this.#gateways.set(gateway, (kept = nothing()));
    return kept;
  }
}

function nothing(): Kept {
  return { lastHeardAt: null, version: null, clockOffsetMs: null, refusedRows: 0, foreignLines: new Set() };
}
