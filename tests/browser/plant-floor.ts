/** A plant with one packing line, its camera, and a gateway that can be switched off and on again at the same address. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoPlantFile } from '../../gateway/demo/demo-plant.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { PullPage } from '../../shared/sync/protocol.ts';
import type { HourRow, ReasonEntry } from '../../shared/sync/rows.ts';
import { startGatewayProcess, type GatewayProcess } from '../system/gateway-process.ts';
import { ownPort } from '../system/own-port.ts';
import { PLANT, plantDirectory } from '../system/packing-plant.ts';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { Camera } from './camera.ts';
import { Tablet } from './tablet.ts';

const MINUTE_MS = 60_000;

/** Zone in which it is between 13:00 and 14:00 now, so that no test meets midnight or the start of a production day. */
export function afternoonZone(now: number): string {
  const ahead = 13 - new Date(now).getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

/** Line 8 with stops that count after 4 s, and a line of which nothing is known. */
export function plantOfToday(now = Date.now()): PlantDefinition {
  const timezone = afternoonZone(now);
  const [line] = PLANT.lines;
  const line8 = {
    ...line!,
    processGroup: 'pouching',
    stops: { ...line!.stops, downFromSeconds: 4 },
    targets: { availability: 0.85, effectiveness: 0.85, quality: 0.995, oee: 0.7 },
  };
  return {
    plant: { ...PLANT.plant, timezone },
    reasons: demoPlantFile(timezone).reasons!,
    processGroups: [{ id: 'pouching', name: 'Pouching' }],
    lines: [line8, { ...line8, id: 'line9', name: 'Line 9', sources: [] }],
  };
}

export interface Stop {
  from: number;
  to: number;
  /** As the plant's clocks showed its start: `13:05`. */
  clock: string;
}

/** The name of a gateway over TLS, which no name server but a test's browser knows. */
export const NAME = 'line8.plant.local';

export interface FloorOptions {
  /** As on a plant's network: over TLS with a CA of its own, which the onboarding page hands out. */
  secure?: boolean;
  /** More settings of the gateway, that will be at `address`. */
  env?: (address: string) => Promise<Record<string, string>>;
}

export class PlantFloor {
  readonly plant: PlantDefinition;
  readonly camera: Camera;
  /** Long stops of the last 50 minutes, oldest first. */
  readonly stops: readonly Stop[];
  readonly address: string;
  /** Plain HTTP, where devices come to trust the gateway; of no use where it has no TLS. */
  readonly onboarding: string;
  readonly #directory: Awaited<ReturnType<typeof plantDirectory>>;
  readonly #env: Record<string, string>;
  #gateway: GatewayProcess | null = null;

  private constructor(
    plant: PlantDefinition,
    directory: Awaited<ReturnType<typeof plantDirectory>>,
    { secure = false, ports: [port, plainPort] }: FloorOptions & { ports: readonly [number, number] },
    stops: readonly Stop[],
  ) {
    this.plant = plant;
    this.stops = stops;
    this.#directory = directory;
    this.address = secure ? `https://${NAME}:${port}` : `http://localhost:${port}`;
    this.onboarding = `http://127.0.0.1:${plainPort}`;
    const overTls = { TLS: 'own', PUBLIC_NAMES: `${NAME},127.0.0.1`, ONBOARDING_PORT: String(plainPort) };
    this.#env = { PORT: String(port), ...(secure && overTls) };
    this.camera = new Camera(join(directory.camera, 'PR1.txt'), plant.plant.timezone);
  }

  /** With the gateway on, and the last 50 minutes read: the line ran until now but for three stops. */
  static async open(plant: PlantDefinition = plantOfToday(), options: FloorOptions = {}): Promise<PlantFloor> {
    const now = Date.now();
    const ago = (minutes: number) => now - minutes * MINUTE_MS;
    const zone = plant.plant.timezone;
    const stops = [
      { from: ago(40), to: ago(37) },
      { from: ago(25), to: ago(23.5) },
      { from: ago(12), to: ago(10) },
    ].map((stop) => ({ ...stop, clock: clockOf(stop.from, zone) }));
    const ports = [await ownPort(), await ownPort()] as const;
    const floor = new PlantFloor(plant, await plantDirectory(plant), { ...options, ports }, stops);
    Object.assign(floor.#env, await options.env?.(floor.address));
    const starts = [ago(50), ...stops.map(({ to }) => to)];
    const ends = [...stops.map(({ from }) => from), now];
    await floor.camera.saw(...starts.map((from, i) => ({ from, to: ends[i]! })));
    await floor.on();
    await floor.gateway.caughtUp();
    return floor;
  }

  get gateway(): GatewayProcess {
    if (!this.#gateway) throw new Error('the gateway is off');
    return this.#gateway;
  }

  /** A browser of its own, with somebody signed on. */
  async tablet(browser: Browser, options: BrowserContextOptions = {}): Promise<Tablet> {
    return (await Tablet.fresh(browser, options)).becomes(await this.gateway.elsewhere());
  }

  async on(): Promise<void> {
    this.#gateway = await startGatewayProcess({ ...this.#directory, env: this.#env });
  }

  async off(how: 'stopped' | 'killed' = 'stopped'): Promise<void> {
    const gateway = this.gateway;
    this.#gateway = null;
    await (how === 'stopped' ? gateway.stop() : gateway.kill());
  }

  /** The plant file as the gateway finds it at its next start. */
  async rewritePlantFile(plant: PlantDefinition): Promise<void> {
    await writeFile(this.#directory.plantFile, JSON.stringify(plant));
  }

  /** Hours of a line, as devices pull them. */
  async hours(line = 'line8'): Promise<HourRow[]> {
    const page = await (await this.gateway.tester()).get<PullPage<HourRow>>('/api/sync/hours?limit=1000');
    return (page.documents as HourRow[]).filter((hour) => hour.line === line).sort((a, b) => a.hourAt - b.hourAt);
  }

  /** What people said, as the gateway tells it to devices. */
  async reasons(): Promise<ReasonEntry[]> {
    return (await this.hours()).flatMap((hour) => hour.reasons);
  }

  async close(): Promise<void> {
    await this.camera.stops();
    if (this.#gateway) await this.off();
    await this.#directory.remove();
  }
}

export function clockOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}
