/** A gateway that has nothing but the routes of single sign-on, and a sign-on server on loopback. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { afterEach, beforeEach } from 'vitest';
import { problems } from '../../../../gateway/api/problem.ts';
import { oidcRoutes } from '../../../../gateway/api/routes/oidc.ts';
import { routing } from '../../../../gateway/api/routing.ts';
import type { Happened } from '../../../../gateway/audit/audit.ts';
import type { Asking } from '../../../../gateway/auth/entrance.ts';
import { OidcClient } from '../../../../gateway/auth/oidc-client.ts';
import { OidcMembers } from '../../../../gateway/auth/oidc-members.ts';
import type { Session } from '../../../../gateway/auth/session.ts';
import type { Person } from '../../../../shared/access/person.ts';
import { AppError } from '../../../../shared/errors.ts';
import { enrolledAs, NOBODY } from '../../../fixtures/principals.ts';
import { Browser, CLIENT, SignOnServer } from '../../auth/sign-on-server.ts';

const GROUPS = [
  { group: 'packers', roles: ['operator' as const], lines: ['line8'] },
  { group: 'shift leads', roles: ['supervisor' as const], lines: ['line9'] },
  { group: 'IT', roles: ['admin' as const] },
];

/** For each test a new one. */
export function oidcGateway() {
  let gateway: Server;
  const given = {
    home: '',
    server: null as unknown as SignOnServer,
    browser: new Browser(),
    people: new Map<string, Person>(),
    /** Who was let in. */
    entered: [] as (Pick<Person, 'user' | 'name' | 'roles' | 'lines'> & { way: string; asking: Asking })[],
    audited: [] as Happened[],
    /** The station that asks, by header `X-Station`. */
    isRevoked: false,
    now: 0,
    callback: () => `${given.home}/api/access/oidc/callback`,
    start: (back = '/lines/line8') => `${given.home}/api/access/oidc?origin=device-7&back=${encodeURIComponent(back)}`,
    signOn: (back?: string) => given.browser.open(given.start(back), given.home),
    /** A gateway with the routes alone, for a sign-on server as it is at this moment. */
    serve(timeoutMs = 5_000): void {
      const issuer = given.server.issuer;
      const settings = {
        issuer,
        ...CLIENT,
        name: 'Plant',
        scope: 'openid profile email groups',
        groupsClaim: 'groups',
      };
      const audit = {
        record: async (happened: Happened) => void given.audited.push(happened),
        recordLater: (happened: Happened) => void given.audited.push(happened),
      };
      const members = new OidcMembers({
        audit,
        groups: GROUPS,
        people: {
          personOf: (issuer, subject) =>
            [...given.people.values()].find(({ sso }) => sso?.issuer === issuer && sso.subject === subject) ?? null,
          isTaken: (user) => given.people.has(user),
          provision: async (person) => void given.people.set(person.user, person),
        },
      });
      const routes = oidcRoutes({
        ...{ members, audit, now: () => given.now, log: () => {} },
        client: new OidcClient({ settings, now: () => given.now, timeoutMs }),
        entrance: {
          enter: async (person, way, asking) => {
            const { user, name, roles, lines } = person;
            given.entered.push({ user, name, roles, lines, way, asking });
            return {
              ...{ token: `token-${given.entered.length}`, ticket: null, knownBrowser: 'known', person: null as never },
              session: { until: given.now + 3_600_000 } as Session,
            };
          },
          checkOrigin: (_principal, origin) => {
            if (origin === 'device-of-others') throw new AppError('FORBIDDEN', 'That is another device.');
          },
        },
        sessions: { get: () => ({ endedAt: given.isRevoked ? given.now : null }) as Session },
      });
      const station = enrolledAs('station');
      const app = new Koa();
      app.use(problems(() => {}));
      app.use(
        routing(routes, {
          token: '-',
          principal: (ctx) => ({ ...(ctx.get('X-Station') ? station : NOBODY), address: ctx.ip }),
        }).handle,
      );
      gateway.removeAllListeners('request');
      gateway.on('request', app.callback());
    },
  };

  beforeEach(async () => {
    gateway = createServer().listen(0, '127.0.0.1');
    await once(gateway, 'listening');
    given.home = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
    given.server = await SignOnServer.start(given.callback());
    const fresh = { browser: new Browser(), people: new Map(), entered: [], audited: [] };
    Object.assign(given, { ...fresh, isRevoked: false, now: Date.now() });
    given.serve();
  });

  afterEach(async () => {
    gateway.closeAllConnections();
    await new Promise((resolve) => gateway.close(resolve));
    await given.server.stop();
  });
  return given;
}

/** Why somebody was not let in; null = they were. */
export async function why(opened: Promise<{ url: string }>): Promise<string | null> {
  return new URL((await opened).url).searchParams.get('why');
}
