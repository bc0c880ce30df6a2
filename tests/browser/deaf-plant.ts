/** A gateway as far as a device can tell, with the built app: its camera has not been heard for a while, and it has a recorded day. */
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import type { LineReference, LineRow, PlantReference } from '../../shared/sync/rows.ts';
import { LineEngine } from '../../shared/production/line-engine.ts';
import { lineHourKey } from '../../shared/documents/line-hour.ts';
import type { Recorded } from '../../pwa/data/recorded.ts';
import type { HourRow } from '../../shared/sync/rows.ts';
import { FakeGateway } from '../pwa/data/fake-gateway.ts';
import { lineRow } from '../pwa/data/device.ts';
import { dayOfCycles } from '../pwa/data/recorded-day.ts';

const pages = fileURLToPath(new URL('../../pwa/dist', import.meta.url));
const MINUTE_MS = 60_000;

export class DeafPlant {
  readonly gateway = new FakeGateway();
  readonly lostAt = Date.now() - 20 * MINUTE_MS;
  readonly line: LineReference;
  readonly plant: PlantReference;
  recorded: Recorded = { files: [] };
  #seq = 1;
  #ahead = 0;
  #lost = true;
  #ticking: NodeJS.Timeout | undefined;
  readonly #engine: LineEngine;

  constructor(zone: string) {
    this.plant = {
      id: 'demo',
      name: 'Demo plant',
      timezone: zone,
      productionDayStart: '06:00',
      processGroups: [],
      demo: true,
    };
    this.line = {
      id: 'line8',
      name: 'Line 8',
      idealRatePerHour: 8400,
      standardRatePerHour: 5000,
      stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
      position: 0,
    };
    this.#engine = new LineEngine({ line: this.line, zone, configVersion: 'v1' });
    for (const cycle of dayOfCycles(this.lostAt - 30 * MINUTE_MS, 4_000, 450, [[2_000, 2 * MINUTE_MS]]))
      if (cycle.at < this.lostAt) this.#engine.cycle(cycle);
    this.#engine.outageSince = this.lostAt;
  }

  async open(): Promise<this> {
    const { gateway } = this;
    const serve = sirv(pages, { single: true, dev: true });
    gateway.others = (request, response) => {
      if (!request.url?.startsWith('/api/')) return serve(request, response);
      const isRecorded = request.url.startsWith('/api/lines/line8/cycles');
      response.writeHead(isRecorded ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isRecorded ? this.recorded : {}));
    };
    await gateway.start();
    const reasons = ['Film jam', 'No strips', 'Wait for QC', 'Changeover', 'Cleaning'].map((name) => ({
      code: name.toLowerCase().replaceAll(' ', '-'),
      name,
      ...(name === 'Cleaning' && { planned: true }),
    }));
    gateway.put(
      'reference',
      { id: 'plant', kind: 'plant', body: this.plant },
      { id: 'reasons', kind: 'reasons', body: reasons },
      { id: 'line:line8', kind: 'line', body: this.line },
    );
    this.#tell();
    this.#ticking = setInterval(() => this.#tell(), 1_000);
    return this;
  }

  get address(): string {
    return this.gateway.url;
  }

  /** That its camera has seen, of all hours. */
  get parts(): number {
    const bodies = this.#engine.hours().map((hourAt) => this.#engine.body(hourAt, Date.now())!);
    return bodies.flatMap(({ produced }) => produced).reduce((sum, parts) => sum + parts, 0);
  }

  /** The camera is heard again, and so are the parts that it saw meanwhile. */
  async comesBack(cycles = dayOfCycles(this.lostAt, 3_000, 450)): Promise<void> {
    for (const cycle of cycles) if (cycle.at <= Date.now()) this.#engine.cycle(cycle);
    this.#engine.outageSince = null;
    this.#lost = false;
    this.#tell();
  }

  /** Its clock goes ahead, as the device's does. */
  lastsUntil(now: number): void {
    this.#ahead = now - Date.now();
    this.#tell();
  }

  #tell(): void {
    const now = Date.now() + this.#ahead;
    const seq = ++this.#seq;
    const lost = this.#lost;
    this.#engine.touchOpen(now);
    for (const hourAt of this.#engine.hours()) {
      const body = this.#engine.body(hourAt, now)!;
      const row = { id: lineHourKey('line8', hourAt), line: 'line8', ...body, closed: false, seq };
      const hour: HourRow = { ...row, reasons: [], facts: [] };
      if (seq % 5 === 2) this.gateway.put('hours', hour);
      this.gateway.send({ type: 'hour', row });
    }
    const row: LineRow = lineRow('line8', {
      seq,
      at: now,
      state: lost ? 'Undefined' : 'Execute',
      since: this.lostAt,
      sourceLost: lost ? { source: 'vision', since: this.lostAt } : null,
    });
    if (seq % 5 === 2) this.gateway.put('lines', row);
    this.gateway.send({ type: 'line', now, row });
  }

  async close(): Promise<void> {
    clearInterval(this.#ticking);
    await this.gateway.stop();
  }
}
