/** A gateway with people, sessions and devices that a test makes up; it answers as the real one does, and serves the built app. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createApp } from '../../gateway/api/app.ts';
import type { DeviceView, PersonView, SessionView } from '../../shared/access/protocol.ts';
import type { Role } from '../../shared/access/roles.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import { lines, plant } from '../fixtures/plant.ts';
import { FakeGateway } from '../pwa/data/fake-gateway.ts';

const PAGES = fileURLToPath(new URL('../../pwa/dist', import.meta.url));
const HOUR_MS = 3_600_000;

type Body = Record<string, unknown>;
type Said = [status: number, body: unknown];

export function person(given: Partial<PersonView> & { user: string }): PersonView {
  return {
    name: given.user,
    roles: ['operator'],
    lines: '*',
    disabled: false,
    demo: false,
    sso: false,
    has: { password: true, pin: false, badge: false },
    invitedUntil: null,
    lockedUntil: null,
    lastSignOnAt: null,
    ...given,
  };
}

export class PeopleFloor {
  readonly gateway = new FakeGateway();
  readonly people = new Map<string, PersonView>();
  sessions: SessionView[] = [];
  readonly devices = new Map<string, DeviceView>();
  /** What it was told, in order: `POST /api/people {…}`. */
  readonly told: { method: string; path: string; body: Body }[] = [];
  /** Refuses what begins so (`PUT /api/people`), with these words. */
  refuses: { what: string; status: number; code: string; detail: string } | null = null;
  /** Told before it answers: somebody else may be quicker. */
  before: (method: string, path: string) => void = () => undefined;
  codeLastsMs = 10 * 60_000;
  #codes = 0;

  static async open(more: LineReference[] = []): Promise<PeopleFloor> {
    const floor = new PeopleFloor();
    const { gateway } = floor;
    const app = createApp({
      pages: PAGES,
      routing: () => null,
      hosts: () => ['127.0.0.1'],
      origins: () => [],
      bug: (error) => console.error(error),
    });
    const callback = app.callback();
    gateway.others = (request, response) => void callback(request, response);
    const { access } = gateway;
    const others = access.answers.bind(access);
    access.answers = async (request, response, log) =>
      (await floor.#answers(request, response)) || (await others(request, response, log));
    gateway.put(
      'reference',
      { id: 'plant', kind: 'plant', body: plant },
      { id: 'reasons', kind: 'reasons', body: [] },
      ...[...lines, ...more].map((line) => ({ id: `line:${line.id}`, kind: 'line', body: line })),
    );
    await gateway.start();
    floor.signsOn('adjuster.admin', 'Adjuster Days', ['admin']);
    floor.add({ user: 'adjuster.admin', name: 'Adjuster Days', roles: ['admin'], lastSignOnAt: Date.now() - 60_000 });
    return floor;
  }

  get address(): string {
    return this.gateway.url;
  }

  /** From now on the pages are theirs. */
  signsOn(user: string, name: string, roles: Role[]): void {
    const until = Date.now() + 12 * HOUR_MS;
    this.gateway.access.person = { user, name, roles, lines: '*', until, locked: false, hasPin: false };
  }

  add(...given: (Partial<PersonView> & { user: string })[]): void {
    for (const one of given) this.people.set(one.user, person(one));
  }

  /** Somebody is on, somewhere. */
  isOn(user: string, given: Partial<SessionView> = {}): void {
    const now = Date.now();
    const times = { from: now - HOUR_MS, lastActiveAt: now - 60_000, until: now + 10 * HOUR_MS };
    const place = { device: 'd1', deviceName: null, way: 'password', address: '10.0.0.7', own: false };
    const id = `s${this.sessions.length + 1}`;
    this.sessions.push({ id, user, name: this.people.get(user)?.name ?? user, ...place, ...times, ...given });
  }

  has(device: Partial<DeviceView> & { id: string }): void {
    const times = { enrolledAt: Date.now() - 48 * HOUR_MS, lastSeenAt: Date.now() - 60_000 };
    this.devices.set(device.id, { name: device.id, role: 'station', lines: '*', revoked: false, ...times, ...device });
  }

  /** Bodies that it was told of a kind, in order. */
  toldOf(method: string, path: string): Body[] {
    return this.told.filter((one) => one.method === method && one.path === path).map(({ body }) => body);
  }

  close(): Promise<void> {
    return this.gateway.stop();
  }

  async #answers(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { pathname: path } = new URL(request.url ?? '/', 'http://here');
    const method = request.method ?? 'GET';
    if (!/^\/api\/(people|sessions|gateways|devices$|devices\/(?!enrol|challenge|session)|access\/p)/.test(path))
      return false;
    const text = Buffer.concat(await request.toArray()).toString();
    const body = (text === '' ? {} : JSON.parse(text)) as Body;
    this.before(method, path);
    if (method !== 'GET') this.told.push({ method, path, body });
    const { refuses } = this;
    const [status, answer]: Said = `${method} ${path}`.startsWith(refuses?.what ?? '–')
      ? [refuses!.status, { code: refuses!.code, detail: refuses!.detail }]
      : this.#serve(method, path, body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    return true;
  }

  #serve(method: string, path: string, body: Body): Said {
    const [, , what = '', id = '', act = ''] = path.split('/').map(decodeURIComponent);
    switch (`${method} ${what}${id === '' ? '' : '/:id'}${act === '' ? '' : `/${act}`}`) {
      case 'GET people':
        return [200, { people: [...this.people.values()] }];
      case 'POST people': {
        if (this.people.has(String(body['user'])))
          return [409, { code: 'CONFLICT', detail: 'That id was given before.' }];
        const invitation = this.#invitation(7 * 24 * HOUR_MS);
        const has = { password: false, pin: false, badge: false };
        const made = person({ ...(body as unknown as PersonView), has, invitedUntil: invitation.until });
        this.people.set(made.user, made);
        return [201, { person: made, invitation }];
      }
      case 'PUT people/:id': {
        const { badge, ...change } = body as Partial<PersonView> & { badge?: string | null };
        const old = this.people.get(id)!;
        const has = badge === undefined ? old.has : { ...old.has, badge: badge !== null };
        this.people.set(id, { ...old, ...change, has });
        if (change.disabled) this.sessions = this.sessions.filter(({ user }) => user !== id);
        return [200, { person: this.people.get(id) }];
      }
      case 'POST people/:id/invitation':
        return [200, { invitation: this.#invitation(7 * 24 * HOUR_MS) }];
      case 'POST people/:id/unlock':
        this.people.set(id, { ...this.people.get(id)!, lockedUntil: null });
        return [200, {}];
      case 'GET sessions':
        return [200, { sessions: this.sessions }];
      case 'DELETE sessions/:id':
        this.sessions = this.sessions.filter((session) => session.id !== id);
        return [200, {}];
      case 'GET devices':
        return [200, { devices: [...this.devices.values()] }];
      case 'POST devices/:id':
        return [200, { ...this.#invitation(this.codeLastsMs), code: 'KXWM7RTP' }];
      case 'PUT devices/:id':
        this.devices.set(id, { ...this.devices.get(id)!, ...body });
        return [200, { device: this.devices.get(id) }];
      case 'POST gateways/:id': {
        const where = { origin: 'https://plant.example:8443', fingerprint: 'AB:CD:EF:01' };
        return [200, { ...this.#invitation(this.codeLastsMs), ...where }];
      }
      case 'PUT access/:id':
        return body['current'] === 'the old one'
          ? [200, {}]
          : [401, { code: 'UNAUTHENTICATED', detail: 'The present password is not right.' }];
      default:
        return [404, { code: 'NOT_FOUND', detail: `There is nothing at "${path}".` }];
    }
  }

  #invitation(lastsMs: number): { code: string; until: number } {
    return { code: `KXWM-7RTP-${String(++this.#codes).padStart(4, '2')}`, until: Date.now() + lastsMs };
  }
}
