/** How people get in and out, and what a device knows of it. See `shared/access/protocol.ts`. */
import type { Context } from 'koa';
import { Type } from 'typebox';
import {
  InvitationQuestion,
  PasswordQuestion,
  PinQuestion,
  SetupQuestion,
  SignOffQuestion,
  SignOnQuestion,
  type AccessAnswer,
  type OwnTicket,
  type SignOnAnswer,
} from '../../../shared/access/protocol.ts';
import { ROLES } from '../../../shared/access/roles.ts';
import type { Access } from '../../auth/access.ts';
import type { Asking, Entered } from '../../auth/entrance.ts';
import { idleMsOf } from '../../auth/idle.ts';
import { KNOWN_FOR_MS } from '../../auth/known-browsers.ts';
import { actorOf, type Principal } from '../../auth/principal.ts';
import { cookieOf, KNOWN_COOKIE, SESSION_COOKIE, setCookie } from '../cookies.ts';
import { route, type Route } from '../route.ts';

export interface AccessRouteParts {
  access: Access;
  gateway: string;
  plantName: string;
  /** Name of the plant's sign-on server; null = it has none. */
  sso: string | null;
  now: () => number;
}

export function accessRoutes(parts: AccessRouteParts): Route[] {
  const { access, now } = parts;
  const { signOn, ownSecrets, setup, sessions, audit } = access;
  return [
    {
      method: 'GET',
      path: '/api/access',
      access: 'anyone',
      elsewhere: true,
      handle: ({ ctx, principal }) => {
        ctx.body = answer(parts, principal);
      },
    },
    route({
      method: 'POST',
      path: '/api/access/setup',
      access: 'anyone',
      body: SetupQuestion,
      handle: async ({ ctx, body: { origin, ...question }, principal }) =>
        entered(parts, ctx, await setup.make(question, asking(ctx, principal, origin))),
    }),
    route({
      method: 'POST',
      path: '/api/access/sign-on',
      access: 'anyone',
      elsewhere: true,
      body: SignOnQuestion,
      handle: async ({ ctx, body: { origin, ...question }, principal }) =>
        entered(parts, ctx, await signOn.signOn(question, asking(ctx, principal, origin))),
    }),
    route({
      method: 'POST',
      path: '/api/access/invitation',
      access: 'anyone',
      body: InvitationQuestion,
      handle: async ({ ctx, body: { origin, ...question }, principal }) =>
        entered(parts, ctx, await ownSecrets.useInvitation(question, asking(ctx, principal, origin))),
    }),
    route({
      method: 'POST',
      path: '/api/access/sign-off',
      access: 'anyone',
      elsewhere: true,
      body: SignOffQuestion,
      handle: async ({ ctx, body: { at }, principal }) => {
        const { person } = principal;
        setCookie(ctx, SESSION_COOKIE, '', 0);
        ctx.body = {};
        if (!person) return;
        // Whoever leaves is out, whatever the trail can take at the moment.
        await sessions.end(person.session, at ?? now());
        audit.recordLater({ what: 'sign-off', subject: person.user, ...actorOf(principal), clientAt: at ?? null });
      },
    }),
    route({
      method: 'POST',
      path: '/api/access/active',
      access: 'anyone',
      elsewhere: true,
      body: Nothing,
      handle: ({ ctx, principal }) => {
        const { person } = principal;
        if (person && !person.locked) sessions.touch(person.session);
        ctx.body = answer(parts, principal);
      },
    }),
    route({
      method: 'POST',
      path: '/api/access/ticket',
      access: 'person',
      body: Nothing,
      handle: ({ ctx, principal }) => {
        const answer: OwnTicket = { ticket: access.entrance.ticketFor(principal) };
        ctx.body = answer;
      },
    }),
    route({
      method: 'PUT',
      path: '/api/access/password',
      access: 'person',
      body: PasswordQuestion,
      handle: async ({ ctx, body: { current, password }, principal }) => {
        await ownSecrets.change({ password }, current, principal.person!, asking(ctx, principal, ''));
        ctx.body = {};
      },
    }),
    route({
      method: 'PUT',
      path: '/api/access/pin',
      access: 'person',
      body: PinQuestion,
      handle: async ({ ctx, body: { current, pin }, principal }) => {
        await ownSecrets.change({ pin }, current, principal.person!, asking(ctx, principal, ''));
        ctx.body = {};
      },
    }),
  ];
}

const Nothing = Type.Object({}, { additionalProperties: false });

function answer({ access, gateway, plantName, sso, now }: AccessRouteParts, principal: Principal): AccessAnswer {
  const { people, settings, setup, entrance, demo } = access;
  const { device, person } = principal;
  const ofDemo = people.all().filter((each) => each.demo && !each.disabled);
  ofDemo.sort((one, other) => ROLES.indexOf(one.roles[0]!) - ROLES.indexOf(other.roles[0]!));
  return {
    gateway,
    plantName,
    setup: setup.isOpen(),
    ways: {
      sso,
      demo: demo ? ofDemo.map(({ user, name, roles }) => ({ user, name, roles })) : null,
      badgeAlone: settings.badgeAlone ?? false,
    },
    idleMs: idleMsOf(settings, device?.role ?? null),
    device: device && { id: device.id, name: device.name, role: device.role, lines: device.lines },
    person: person && entrance.describe(person),
    now: now(),
  };
}

function asking(ctx: Context, principal: Principal, origin: string): Asking {
  return { principal, origin, knownBrowser: cookieOf(ctx, KNOWN_COOKIE) };
}

/** A page elsewhere cannot read a cookie of ours: it gets the token itself. */
function entered(
  { now }: AccessRouteParts,
  ctx: Context,
  { person, ticket, session, token, knownBrowser }: Entered,
): void {
  const said: SignOnAnswer = { person, ticket };
  if (session.by === 'bearer') {
    ctx.body = { ...said, token };
    return;
  }
  setCookie(ctx, SESSION_COOKIE, token, session.until - now());
  if (knownBrowser !== null) setCookie(ctx, KNOWN_COOKIE, knownBrowser, KNOWN_FOR_MS);
  ctx.body = said;
}
