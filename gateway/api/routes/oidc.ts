/** Signing on through the plant's sign-on server: there with a question, back with an answer, refused in words of the app. */
import type { Context } from 'koa';
import { Value } from 'typebox/value';
import type { Person } from '../../../shared/access/person.ts';
import { AppError } from '../../../shared/errors.ts';
import { EntityId } from '../../../shared/documents/document.ts';
import type { LateAudit } from '../../audit/audit.ts';
import type { Asking, Entered } from '../../auth/entrance.ts';
import type { OidcClient } from '../../auth/oidc-client.ts';
import type { OidcMembers } from '../../auth/oidc-members.ts';
import { OidcRefused, type OidcRefusal } from '../../auth/oidc-refusal.ts';
import { QuestionSeal, SEALED_MS, type PendingSignOn } from '../../auth/oidc-seal.ts';
import { KNOWN_FOR_MS } from '../../auth/known-browsers.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Session } from '../../auth/session.ts';
import { cookieOf, KNOWN_COOKIE, SESSION_COOKIE, setCookie } from '../cookies.ts';
import { pathOfApp } from '../path-of-app.ts';
import { isLoopbackHost } from '../request-origin.ts';
import type { Route } from '../route.ts';

const PATH = '/api/access/oidc';
const CALLBACK = `${PATH}/callback`;
const QUESTION_COOKIE = '__Host-sso';

export interface OidcRoutesParts {
  client: OidcClient;
  members: OidcMembers;
  /** See `Entrance`. */
  entrance: {
    checkOrigin(principal: Principal, origin: string): void;
    enter(person: Person, way: 'sso', asking: Asking): Promise<Entered>;
  };
  sessions: { get(id: string): Session | null };
  audit: LateAudit;
  now: () => number;
  log: (message: string) => void;
}

/**
 * `GET /api/access/oidc?origin=device-…&back=/lines/line8` → 302 to the sign-on server;
 * `GET /api/access/oidc/callback` → session cookie and 302 to `back`, or 302 to `/?sign-on=refused&why=…` (OidcRefusal).
 */
export function oidcRoutes(parts: OidcRoutesParts): Route[] {
  const { client, members, entrance, now } = parts;
  const seal = new QuestionSeal();
  return [
    {
      method: 'GET',
      path: PATH,
      access: 'anyone',
      handle: async ({ ctx, principal }) => {
        // Else a page elsewhere could sign people on whenever it likes.
        if (ctx.get('Sec-Fetch-Site') === 'cross-site')
          throw new AppError('FORBIDDEN', 'Only pages of this gateway may begin to sign on.');
        const { origin } = ctx.query;
        if (!Value.Check(EntityId, origin))
          throw new AppError('REQUEST_INVALID', 'Say in "origin" which device it is: its id.');
        entrance.checkOrigin(principal, origin);
        const back = pathOfApp(ctx.query.back);
        await orRefuse(parts, ctx, null, async () => {
          const { url, question } = await client.ask(callbackOf(ctx));
          const pending = { question, back, asking: { principal, origin, knownBrowser: cookieOf(ctx, KNOWN_COOKIE) } };
          setCookie(ctx, QUESTION_COOKIE, seal.seal(pending, now()), SEALED_MS, 'Lax');
          ctx.redirect(url);
        });
      },
    },
    {
      method: 'GET',
      path: CALLBACK,
      access: 'anyone',
      handle: async ({ ctx, principal }) => {
        const sealed = cookieOf(ctx, QUESTION_COOKIE);
        setCookie(ctx, QUESTION_COOKIE, '', 0, 'Lax');
        const pending = sealed === null ? null : seal.open(sealed, now());
        await orRefuse(parts, ctx, pending, async () => {
          if (!pending) throw new OidcRefused('failed', 'An answer of the sign-on server belongs to no question.');
          const asking = stillAsking(parts, pending, principal.address);
          const identity = await client.identify(new URLSearchParams(ctx.search), pending.question);
          const { session, token, knownBrowser } = await entrance.enter(await members.person(identity), 'sso', asking);
          setCookie(ctx, SESSION_COOKIE, token, session.until - now());
          if (knownBrowser !== null) setCookie(ctx, KNOWN_COOKIE, knownBrowser, KNOWN_FOR_MS);
          ctx.redirect(pending.back);
        });
      },
    },
  ];
}

/**
 * Who asked. Browsers do not send the cookies of device and person along when another server sends them here, so it is
 * taken from the sealed question, unless the device was revoked while its person was away.
 */
function stillAsking({ sessions }: OidcRoutesParts, { asking }: PendingSignOn, address: string): Asking {
  const { device } = asking.principal;
  if (device && sessions.get(device.session)?.endedAt !== null)
    throw new OidcRefused('failed', `"${device.id}" was revoked while its person signed on.`);
  return { ...asking, principal: { ...asking.principal, address } };
}

/** People see the app, which says why; the log has the rest. */
async function orRefuse(
  { audit, log }: OidcRoutesParts,
  ctx: Context,
  pending: PendingSignOn | null,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof OidcRefused || error instanceof AppError)) throw error;
    const why: OidcRefusal = error instanceof OidcRefused ? error.why : 'failed';
    log(`Sign-on refused (${why}): ${error.message}`);
    ctx.redirect(`/?sign-on=refused&why=${why}`);
    // Of those who never asked here nobody keeps a record: it could be filled at will.
    if (!pending || why === 'unreachable') return;
    const reason = `${why}: ${error.message}`.slice(0, 500);
    audit.recordLater({ what: 'sign-on-failed', subject: 'sso', user: null, device: pending.asking.origin, reason });
  }
}

/** Exactly what the sign-on server was told. Only on this machine itself it may be plain HTTP. */
function callbackOf(ctx: Context): string {
  return `${isLoopbackHost(ctx.host) ? ctx.protocol : 'https'}://${ctx.host}${CALLBACK}`;
}
