/** A plant's line over real TLS: its gateway, a browser that trusts the plant's CA, the people, and the devices that they use. */
import { X509Certificate } from 'node:crypto';
import type { BrowserContextOptions } from 'playwright-core';
import type { AuditPage, AuditRow } from '../../shared/audit/protocol.ts';
import type { Audited } from '../../shared/documents/audit.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { DeviceRole, Role } from '../../shared/access/roles.ts';
import { setupCode } from '../system/gateway-here.ts';
import { PASSWORD, type Visitor } from '../system/visitor.ts';
import { requireBuiltApp } from './built-app.ts';
import { browserThatTrusts, type TrustingBrowser } from './nss-browser.ts';
import { NAME, PlantFloor, plantOfToday, type FloorOptions } from './plant-floor.ts';
import { SignOnPage } from './sign-on-page.ts';
import { Tablet } from './tablet.ts';

export interface Newcomer {
  user: string;
  name: string;
  roles?: Role[];
  lines?: '*' | string[];
  pin?: string;
  badge?: string;
}

const WAIT_MS = 20_000;

export class SecureFloor {
  readonly plant: PlantFloor;
  readonly #machine: TrustingBrowser;
  readonly #tablets: Tablet[] = [];
  #admin: Visitor | null = null;

  private constructor(plant: PlantFloor, machine: TrustingBrowser) {
    this.plant = plant;
    this.#machine = machine;
  }

  /** Nobody has set it up yet. */
  static async open(plant: PlantDefinition = plantOfToday(), env?: FloorOptions['env']): Promise<SecureFloor> {
    await requireBuiltApp();
    const floor = await PlantFloor.open(plant, { secure: true, ...(env && { env }) });
    // As a person does: from the plain page, into what the machine trusts.
    const der = await (await fetch(`${floor.onboarding}/ca.crt`)).arrayBuffer();
    const ca = new X509Certificate(new Uint8Array(der)).toString();
    return new SecureFloor(floor, await browserThatTrusts({ ca, hosts: [NAME] }));
  }

  get address(): string {
    return this.plant.address;
  }

  /** Who set the gateway up, with the code that it printed; not in any browser. */
  async admin(): Promise<Visitor> {
    if (this.#admin) return this.#admin;
    const admin = this.plant.gateway.visitor();
    await admin.setUp(setupCode(this.plant.gateway.output())!);
    return (this.#admin = admin);
  }

  /** Somebody who is invited, accepts, and has the badge that an admin gave out; the password is `PASSWORD`. */
  async add({ user, name, roles = ['operator'], lines = '*', pin, badge }: Newcomer): Promise<Visitor> {
    const admin = await this.admin();
    const person = { name, roles, lines };
    const question = { ...person, user };
    const { invitation } = await admin.post<{ invitation: { code: string } }>('/api/people', question);
    const newcomer = this.plant.gateway.visitor();
    const accept = { user, code: invitation.code, password: PASSWORD, origin: newcomer.origin };
    await newcomer.post('/api/access/invitation', { ...accept, ...(pin !== undefined && { pin }) });
    newcomer.user = user;
    if (badge !== undefined) await admin.send('PUT', `/api/people/${user}`, { ...person, disabled: false, badge });
    return newcomer;
  }

  async disable(user: string, name: string): Promise<void> {
    const body = { name, roles: ['operator'], lines: '*', disabled: true };
    await (await this.admin()).send('PUT', `/api/people/${user}`, body);
  }

  async deviceCode(name: string, role: DeviceRole, lines: '*' | string[] = ['line8']): Promise<string> {
    const { code } = await (await this.admin()).post<{ code: string }>('/api/devices/codes', { name, role, lines });
    return code;
  }

  /** A browser with storage of its own; closed with the floor. */
  async tablet(options: BrowserContextOptions = {}): Promise<Tablet> {
    const tablet = await Tablet.fresh(this.#machine.browser, options);
    // What is waited for in vain is named, before the test is over.
    tablet.context.setDefaultTimeout(WAIT_MS);
    this.#tablets.push(tablet);
    return tablet;
  }

  /** A tablet that an admin's code, in the address of a picture, made a device of the plant; on the page of line 8. */
  async enrolled(name: string, role: DeviceRole, options: BrowserContextOptions = {}): Promise<SignOnPage> {
    const page = await (await this.tablet(options)).newPage();
    await page.goto(`${this.address}/enrol#${await this.deviceCode(name, role)}`);
    await page.getByRole('button', { name: /^(Enrol|Aufnehmen)$/ }).click();
    await page.getByText(name).first().waitFor();
    await page.goto(`${this.address}/lines/line8`);
    const opened = new SignOnPage(page);
    await opened.line.filled();
    return opened;
  }

  /** What the trail says happened, oldest first. */
  async trail(what: Audited, user?: string): Promise<AuditRow[]> {
    const query = new URLSearchParams({ what, ...(user !== undefined && { user }) });
    const { rows } = await (await this.admin()).get<AuditPage>(`/api/audit?${query.toString()}`);
    return rows.toReversed();
  }

  /** Who the gateway says gave reasons, in order. */
  async authors(): Promise<(string | null)[]> {
    return (await this.trail('entry')).map(({ user }) => user);
  }

  /** Errors that nobody caught, and hosts other than the gateway, of all browsers so far. */
  misdeeds(): string[] {
    const { host } = new URL(this.address);
    return this.#tablets.flatMap(({ pageErrors, hosts }) => [
      ...pageErrors,
      ...[...hosts].filter((asked) => asked !== host).map((asked) => `asked ${asked}`),
    ]);
  }

  /** Ends all browsers that were used so far. */
  async closeTablets(): Promise<void> {
    await Promise.all(this.#tablets.splice(0).map((tablet) => tablet.close()));
  }

  async close(): Promise<void> {
    await this.#machine.close();
    await this.plant.close();
  }
}
