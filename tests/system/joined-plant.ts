/** A plant's gateway as a process, at an address that it keeps over restarts, and lines that join it as people do it. */
import type { JoinCode } from '../../shared/access/gateway-protocol.ts';
import type { AccessAnswer } from '../../shared/access/protocol.ts';
import type { GatewayView, ReplicationStatus } from '../../shared/replication/protocol.ts';
import type { HourRow } from '../../shared/sync/rows.ts';
import type { PullPage } from '../../shared/sync/protocol.ts';
import { lineside } from './every-source.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { ownPort } from './own-port.ts';
import { PLANT, plantDirectory, type PlantDirectory } from './packing-plant.ts';
import type { Visitor } from './visitor.ts';

export class JoinedPlant {
  readonly directory: PlantDirectory;
  readonly #env: Record<string, string>;
  gateway!: GatewayProcess;

  private constructor(directory: PlantDirectory, port: number) {
    this.directory = directory;
    this.#env = { ROLE: 'plant', PORT: String(port) };
  }

  static async open(): Promise<JoinedPlant> {
    const directory = await plantDirectory({ ...PLANT, plant: { ...PLANT.plant, name: 'Whole plant' }, lines: [] });
    const plant = new JoinedPlant(directory, await ownPort());
    await plant.start();
    await plant.gateway.tester();
    return plant;
  }

  async start(): Promise<void> {
    this.gateway = await startGatewayProcess({ ...this.directory, env: this.#env });
  }

  async close(): Promise<void> {
    await this.gateway.stop();
    await this.directory.remove();
  }

  async admin(): Promise<Visitor> {
    const visitor = this.gateway.visitor();
    await visitor.signOn('admin');
    return visitor;
  }

  /** Before the line's gateway runs. */
  async join({ dataDir, plantFile }: PlantDirectory): Promise<void> {
    const { code } = await (await this.admin()).post<JoinCode>('/api/gateways/codes', {});
    const { address } = this.gateway;
    const joined = await lineside(['join', address, '--code', code, '--plant-file', plantFile], dataDir);
    if (joined.code !== 0) throw new Error(`it did not join: ${joined.output} ${joined.errors}`);
  }

  async gateways(): Promise<GatewayView[]> {
    const { gateways } = await (await this.gateway.tester()).get<{ gateways: GatewayView[] }>('/api/gateways');
    return gateways.filter(({ self }) => !self);
  }
}

/** Resolves when the plant has all that the line wrote so far. People sign on at the line as they do at the plant. */
export async function allSent(line: GatewayProcess): Promise<void> {
  await until(async () => !(await line.visitor().get<AccessAnswer>('/api/access')).setup);
  const tester = await line.tester();
  await line.caughtUp();
  await until(async () => {
    const { plant, databases } = await tester.get<ReplicationStatus>('/api/replication/status');
    return plant?.state === 'reached' && databases.every(({ current }) => current);
  }, 60_000);
}

export async function hoursAt(gateway: GatewayProcess): Promise<HourRow[]> {
  const page = await (await gateway.tester()).get<PullPage<HourRow>>('/api/sync/hours?limit=1000');
  return page.documents.filter((row): row is HourRow => 'hourAt' in row).sort((a, b) => (a.id < b.id ? -1 : 1));
}
