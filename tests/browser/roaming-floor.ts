/** A plant and the gateways of two of its lines, each a process with a name of its own on the network, over real TLS. */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { UserAnswer } from '../../gateway/auth/user-command.ts';
import type { JoinCode } from '../../shared/access/gateway-protocol.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { PullPage } from '../../shared/sync/protocol.ts';
import type { HourRow, ReasonEntry } from '../../shared/sync/rows.ts';
import { setupCode } from '../system/gateway-here.ts';
import { startGatewayProcess, until, type GatewayProcess } from '../system/gateway-process.ts';
import { ownPort } from '../system/own-port.ts';
import { plantDirectory, type PlantDirectory } from '../system/packing-plant.ts';
import { PASSWORD, type Visitor } from '../system/visitor.ts';
import { requireBuiltApp } from './built-app.ts';
import { Camera } from './camera.ts';
import { browserThatTrusts, type TrustingBrowser } from './nss-browser.ts';
import { clockOf, plantOfToday } from './plant-floor.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const MINUTE_MS = 60_000;

/** One gateway, that can be switched off and on again at the same address. */
export class Station {
  /** `https://line8.plant.local:40123` */
  readonly address: string;
  readonly camera: Camera;
  readonly directory: PlantDirectory;
  readonly #env: Record<string, string>;
  #gateway: GatewayProcess | null = null;

  private constructor(name: string, directory: PlantDirectory, zone: string, env: Record<string, string>) {
    this.address = `https://${name}:${env['PORT']}`;
    this.directory = directory;
    this.camera = new Camera(join(directory.camera, 'PR1.txt'), zone);
    this.#env = env;
  }

  static async prepare(name: string, plant: PlantDefinition, more: Record<string, string> = {}): Promise<Station> {
    const [port, plainPort] = [await ownPort(), await ownPort()];
    return new Station(name, await plantDirectory(plant), plant.plant.timezone, {
      ...{ PORT: String(port), ONBOARDING_PORT: String(plainPort), TLS: 'own', PUBLIC_NAMES: `${name},127.0.0.1` },
      ...more,
    });
  }

  get gateway(): GatewayProcess {
    if (!this.#gateway) throw new Error(`${this.address} is off`);
    return this.#gateway;
  }

  /** Where it is for programs of this machine, which do not know its name. */
  get here(): string {
    return `https://127.0.0.1:${this.#env['PORT']}`;
  }

  get onboarding(): string {
    return `http://127.0.0.1:${this.#env['ONBOARDING_PORT']}`;
  }

  async on(): Promise<void> {
    this.#gateway = await startGatewayProcess({ ...this.directory, env: this.#env });
  }

  async off(): Promise<void> {
    const gateway = this.#gateway;
    this.#gateway = null;
    await gateway?.stop();
  }

  /** As a person does it, with a code of the plant; while this one is off. */
  async joins(plant: Station, admin: Visitor): Promise<void> {
    const { code, fingerprint } = await admin.post<JoinCode>('/api/gateways/codes', {});
    const asked = ['join', plant.here, '--code', code, '--fingerprint', fingerprint];
    const { plantFile, dataDir } = this.directory;
    await run(process.execPath, [`${root}/gateway/cli.ts`, ...asked, '--plant-file', plantFile], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...this.#env },
    });
  }

  async close(): Promise<void> {
    await this.camera.stops();
    await this.off();
    await this.directory.remove();
  }
}

export class RoamingFloor {
  readonly plant: Station;
  readonly line8: Station;
  readonly line5: Station;
  readonly admin: Visitor;
  readonly machine: TrustingBrowser;
  /** When each line stood for five minutes, as the plant's clocks showed it: `13:05`. */
  readonly stop: { clock: string };

  private constructor(
    stations: Record<'plant' | 'line8' | 'line5', Station>,
    parts: Pick<RoamingFloor, 'admin' | 'machine' | 'stop'>,
  ) {
    ({ plant: this.plant, line8: this.line8, line5: this.line5 } = stations);
    ({ admin: this.admin, machine: this.machine, stop: this.stop } = parts);
  }

  /** Both lines have joined and are seen at the plant; each has read 50 minutes of its own. */
  static async open(): Promise<RoamingFloor> {
    await requireBuiltApp();
    const whole = plantOfToday();
    const [line] = whole.lines;
    const withLine = (id: string, name: string): PlantDefinition => ({ ...whole, lines: [{ ...line!, id, name }] });
    const plant = await Station.prepare('north.plant.local', { ...whole, lines: [] }, { ROLE: 'plant' });
    const line8 = await Station.prepare('line8.plant.local', withLine('line8', 'Line 8'));
    const line5 = await Station.prepare('line5.plant.local', withLine('line5', 'Line 5'));
    await plant.on();
    const admin = plant.gateway.visitor();
    await admin.setUp(await until(() => setupCode(plant.gateway.output())));
    const now = Date.now();
    for (const station of [line8, line5]) {
      await station.camera.saw(
        { from: now - 50 * MINUTE_MS, to: now - 20 * MINUTE_MS },
        { from: now - 15 * MINUTE_MS, to: now },
      );
      await station.joins(plant, admin);
      await station.on();
      await station.gateway.caughtUp();
    }
    const ca = await (await fetch(`${plant.onboarding}/ca.crt`)).arrayBuffer();
    const hosts = [plant, line8, line5].map(({ address }) => new URL(address).hostname);
    const machine = await browserThatTrusts({ ca: new X509Certificate(new Uint8Array(ca)).toString(), hosts });
    const stop = { clock: clockOf(now - 20 * MINUTE_MS, whole.plant.timezone) };
    return new RoamingFloor({ plant, line8, line5 }, { admin, machine, stop });
  }

  /** Somebody with a PIN, for every line; resolves when every gateway knows them, and all devices that were enrolled before. */
  async add(user: string, pin: string): Promise<void> {
    const question = { user, name: `Test ${user}`, roles: ['supervisor'], lines: '*' };
    const { invitation } = await this.admin.post<{ invitation: { code: string } }>('/api/people', question);
    const newcomer = this.plant.gateway.visitor();
    const accept = { user, code: invitation.code, password: PASSWORD, origin: newcomer.origin, pin };
    await newcomer.post('/api/access/invitation', accept);
    for (const { gateway } of [this.line8, this.line5])
      await until(async () => {
        const { people } = await gateway.job<UserAnswer>('user', { act: 'list' });
        return people.some((person) => person.user === user && person.has.pin);
      });
  }

  async deviceCode(name: string): Promise<string> {
    const question = { name, role: 'station', lines: '*' };
    return (await this.admin.post<{ code: string }>('/api/devices/codes', question)).code;
  }

  /** Reasons of people, as the plant tells them to devices. */
  async reasons(): Promise<ReasonEntry[]> {
    const { documents } = await this.admin.get<PullPage<HourRow>>('/api/sync/hours?limit=1000');
    return (documents as HourRow[]).flatMap(({ reasons }) => reasons);
  }

  async close(): Promise<void> {
    await this.machine.close();
    for (const station of [this.line8, this.line5, this.plant]) await station.close();
  }
}
