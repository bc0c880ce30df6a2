/** Access as far as a device can tell: speaks `shared/access/protocol.ts` with people, codes and tickets that a test gives it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { may, type Authority } from '../../../shared/access/may.ts';
import type { AccessAnswer, KnownDevice, SignedOnPerson, Ticket } from '../../../shared/access/protocol.ts';
import type { DeviceKey } from '../../../shared/access/person.ts';
import type { Right, Role } from '../../../shared/access/roles.ts';

export interface FakePerson {
  name: string;
  roles: Role[];
  lines: SignedOnPerson['lines'];
  password?: string;
  pin?: string;
  badge?: string;
}

const HOUR_MS = 3_600_000;
const EVERY_LINE = '*';

export class FakeAccess {
  device: KnownDevice | null = null;
  person: SignedOnPerson | null;
  setup = false;
  ways: AccessAnswer['ways'] = { sso: null, demo: null, badgeAlone: true };
  idleMs = HOUR_MS;
  ticketMs = 8 * HOUR_MS;
  readonly people = new Map<string, FakePerson>();
  /** Codes that an admin handed out, and the device that each makes. */
  readonly codes = new Map<string, Omit<KnownDevice, 'id'>>();
  readonly enrolled = new Map<string, { device: KnownDevice; key: DeviceKey }>();
  /** Answers to the next that it is told about access, instead of what it would say. */
  readonly faults: { status: number; retryAfter?: number }[] = [];
  /** What was said to it, in order: `sign-on pin attendant`, `sign-off`, `active`, `tickets 1`. */
  readonly said: string[] = [];
  readonly tickets: { ticket: string; from: number; until: number }[] = [];
  readonly signedOff: (number | null)[] = [];
  /** Clock of the gateway, ms. */
  clock = () => Date.now();

  constructor() {
    this.person = this.#signedOn('operator', { name: 'Operator', roles: ['operator'], lines: EVERY_LINE });
  }

  /** Nobody is signed on any more: a session that was ended by an admin. */
  endSession(): void {
    this.person = null;
  }

  station(lines: KnownDevice['lines'] = EVERY_LINE): KnownDevice {
    return { id: 'device-station', name: 'Station 1', role: 'station', lines };
  }

  answer(): AccessAnswer {
    const { setup, ways, idleMs, device, person } = this;
    return { gateway: 'gw-1', plantName: 'Demo', setup, ways, idleMs, device, person, now: this.clock() };
  }

  /** Whether it was about access and is answered. */
  async answers(request: IncomingMessage, response: ServerResponse, log: string[]): Promise<boolean> {
    const { pathname } = new URL(request.url ?? '/', 'http://here');
    if (!/^\/api\/(access|devices)(\/|$)/.test(pathname)) return false;
    const text = request.method === 'POST' ? Buffer.concat(await request.toArray()).toString() : '{}';
    const fault = request.method === 'POST' ? this.faults.shift() : undefined;
    if (fault) {
      response.writeHead(fault.status, fault.retryAfter ? { 'retry-after': String(fault.retryAfter) } : {});
      response.end(JSON.stringify({ detail: 'as told' }));
      return true;
    }
    const [status, body] = this.#serve(pathname, JSON.parse(text) as Record<string, unknown>, log);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    return true;
  }

  /** Answers 401 or 403 as a gateway would. */
  mayNot(right: Right, response: ServerResponse): boolean {
    const { device, person } = this;
    const authorities: Authority[] = [
      ...(device ? [{ roles: [device.role], lines: device.lines }] : []),
      ...(person ? [{ roles: person.locked ? ['kiosk' as const] : person.roles, lines: person.lines }] : []),
    ];
    if (may(authorities, right)) return false;
    response.writeHead(authorities.length === 0 ? 401 : 403).end('{}');
    return true;
  }

  #serve(pathname: string, body: Record<string, unknown>, log: string[]): [number, unknown] {
    switch (pathname) {
      case '/api/access':
        return [200, this.answer()];
      case '/api/access/active':
        this.said.push('active');
        return this.person ? [200, this.answer()] : [401, {}];
      case '/api/access/sign-on':
        return this.#signOn(body as Record<string, string>);
      case '/api/access/setup':
        return this.setup && body['code'] === 'first-code' ? this.#first(body as Record<string, string>) : [401, {}];
      case '/api/access/invitation':
        return this.#invited(body as Record<string, string>);
      case '/api/access/sign-off':
        this.said.push('sign-off');
        this.signedOff.push((body['at'] as number | undefined) ?? null);
        this.person = null;
        return [200, {}];
      case '/api/access/tickets': {
        const tickets = body['tickets'] as typeof this.tickets;
        log.push(`POST tickets ${tickets.length}`);
        this.tickets.push(...tickets);
        return [200, {}];
      }
      case '/api/devices/enrol':
        return this.#enrol(body as { code: string; id: string; key: DeviceKey });
      case '/api/devices/challenge':
        return [200, { challenge: `sign-this-${String(body['id'])}` }];
      case '/api/devices/session':
        return this.#session(body as Record<string, string>);
      default:
        return [404, {}];
    }
  }

  #signOn({ way, user, password, pin, badge, origin }: Record<string, string>): [number, unknown] {
    const named = user ?? [...this.people].find(([, person]) => person.badge === badge)?.[0] ?? '';
    const person = this.people.get(named);
    const right =
      (way === 'password' && person?.password === password) ||
      (way === 'pin' && person?.pin === pin) ||
      (way === 'badge' && (this.ways.badgeAlone || person?.pin === pin)) ||
      way === 'demo';
    this.said.push(`sign-on ${way} ${named}`);
    if (!person || !right) return [401, { code: 'UNAUTHENTICATED', detail: 'Name or secret is wrong.' }];
    this.person = this.#signedOn(named, person);
    const hasTicket = pin !== undefined && this.device?.role === 'station';
    return [200, { person: this.person, ticket: hasTicket ? this.#ticket(named, person, origin!) : null }];
  }

  #first({ user, name }: Record<string, string>): [number, unknown] {
    this.setup = false;
    this.person = this.#signedOn(user!, { name: name!, roles: ['admin'], lines: EVERY_LINE });
    return [200, { person: this.person, ticket: null }];
  }

  #invited({ user }: Record<string, string>): [number, unknown] {
    const person = this.people.get(user!);
    if (!person) return [401, {}];
    this.person = this.#signedOn(user!, person);
    return [200, { person: this.person, ticket: null }];
  }

  #enrol({ code, id, key }: { code: string; id: string; key: DeviceKey }): [number, unknown] {
    const made = this.codes.get(code);
    if (!made) return [403, { detail: 'The code is not known.' }];
    if (this.enrolled.has(id)) return [409, { detail: 'The id is taken.' }];
    this.codes.delete(code);
    this.device = { id, ...made };
    this.enrolled.set(id, { device: this.device, key });
    return [200, { device: this.device }];
  }

  #session({ id, signature }: Record<string, string>): [number, unknown] {
    const known = this.enrolled.get(id!);
    this.said.push('session');
    if (!known || signature?.length !== 86) return [401, {}];
    this.device = known.device;
    return [200, { device: known.device }];
  }

  #signedOn(user: string, { name, roles, lines, pin }: FakePerson): SignedOnPerson {
    const until = this.clock() + 12 * HOUR_MS;
    return { user, name, roles, lines, until, locked: false, hasPin: pin !== undefined };
  }

  #ticket(user: string, { name, roles, lines }: FakePerson, device: string): string {
    const now = this.clock();
    const said: Ticket = {
      ...{ gateway: 'gw-1', user, name, roles, lines, device },
      ...{ notBefore: now - 60_000, notAfter: now + this.ticketMs },
    };
    return `${Buffer.from(JSON.stringify(said)).toString('base64url')}.signature`;
  }
}
