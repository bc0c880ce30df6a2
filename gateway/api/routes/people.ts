/** Who there is, for those who look after people: invitations, changes, lock-outs, sessions. */
import { InviteQuestion, PersonChange, type PersonView, type SessionView } from '../../../shared/access/protocol.ts';
import { may } from '../../../shared/access/may.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Access } from '../../auth/access.ts';
import { actorOf, authoritiesOf, type Principal } from '../../auth/principal.ts';
import type { Session } from '../../auth/session.ts';
import { route, type Route } from '../route.ts';

export function peopleRoutes(access: Access): Route[] {
  const { people, attempts, sessions, audit } = access;
  return [
    {
      method: 'GET',
      path: '/api/people',
      access: 'unlock',
      handle: ({ ctx, principal }) => {
        ctx.body = {
          people: seenBy(
            principal,
            people.all().map((person) => people.view(person)),
          ),
        };
      },
    },
    route({
      method: 'POST',
      path: '/api/people',
      access: 'manage-people',
      body: InviteQuestion,
      handle: async ({ ctx, body, principal }) => {
        ctx.status = 201;
        ctx.body = await people.invite(body, actorOf(principal));
      },
    }),
    route({
      method: 'PUT',
      path: '/api/people/:user',
      access: 'manage-people',
      body: PersonChange,
      handle: async ({ ctx, params, body, principal }) => {
        ctx.body = { person: await people.change(params.user!, body, actorOf(principal)) };
      },
    }),
    {
      method: 'POST',
      path: '/api/people/:user/invitation',
      access: 'manage-people',
      handle: async ({ ctx, params, principal }) => {
        ctx.body = { invitation: await people.inviteAnew(params.user!, actorOf(principal)) };
      },
    },
    {
      method: 'POST',
      path: '/api/people/:user/unlock',
      access: 'unlock',
      handle: async ({ ctx, params, principal }) => {
        const user = params.user!;
        if (!people.get(user)) throw new AppError('NOT_FOUND', `There is nobody "${user}".`);
        await audit.record({ what: 'unlocked', subject: user, ...actorOf(principal) });
        await attempts.unlock(user);
        ctx.body = {};
      },
    },
    {
      method: 'GET',
      path: '/api/sessions',
      access: 'manage-people',
      handle: ({ ctx, principal }) => {
        const ofPeople = sessions.active().filter(({ kind }) => kind === 'person');
        ctx.body = { sessions: ofPeople.map((session) => viewOf(access, session, principal)) };
      },
    },
    {
      method: 'DELETE',
      path: '/api/sessions/:id',
      access: 'manage-people',
      handle: async ({ ctx, params, principal }) => {
        const session = sessions.active().find(({ id, kind }) => id === params.id && kind === 'person');
        if (!session) throw new AppError('NOT_FOUND', `There is no session "${params.id}"; it may have ended.`);
        const { id, user, origin } = session;
        const what = { what: 'session-revoked', subject: user ?? id, old: { session: id, device: origin } } as const;
        await audit.record({ ...what, ...actorOf(principal) });
        await sessions.end(id);
        ctx.body = {};
      },
    },
  ];
}

/** Who only unlocks needs to know who is locked out, and nothing of the others. */
function seenBy(principal: Principal, views: PersonView[]): PersonView[] {
  if (may(authoritiesOf(principal), 'manage-people')) return views;
  return views.filter(({ lockedUntil }) => lockedUntil !== null);
}

function viewOf({ devices, people }: Access, session: Session, principal: Principal): SessionView {
  const { id, user, origin, way, address, from, lastActiveAt, until } = session;
  const name = (user !== null && people.get(user)?.name) || session.name;
  const own = id === principal.person?.session;
  const deviceName = devices.device(origin)?.name ?? null;
  return { id, user: user ?? '', name, device: origin, deviceName, way, address, from, lastActiveAt, until, own };
}
