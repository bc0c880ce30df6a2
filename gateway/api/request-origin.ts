/**
 * Which page made a browser ask. A web page elsewhere must not reach the gateway through a name that points here (DNS
 * rebinding), nor by a form or script of its own (CSRF): only the app does, served by this gateway or, on routes marked
 * so and with a token, by another enrolled gateway of the plant.
 */
import type { Context, Middleware } from 'koa';
import { AppError } from '../../shared/errors.ts';
import type { AskedFromElsewhere, EnrolledOrigins } from './cross-origin.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const HOST = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i;

const CHANGES_NOTHING = new Set(['GET', 'HEAD']);
/** What a page elsewhere cannot send without asking first; nor can it send DELETE. Files come as plain bytes. */
const NOT_OF_FORMS = ['application/json', 'application/octet-stream'];
/** What browsers say of a page of ours, and of what a person typed into the address bar. */
const OWN_SITES = ['same-origin', 'none'];

export interface OwnRequestsParts {
  /** Names and addresses of this gateway without port, lower case (IPv6 in brackets); loopback always is one. */
  hosts: () => readonly string[];
  origins: EnrolledOrigins;
  elsewhere: AskedFromElsewhere;
}

/** FORBIDDEN for requests of other pages and for unknown names; REQUEST_INVALID for what a form could send. */
export function ownRequests({ hosts, origins, elsewhere }: OwnRequestsParts): Middleware {
  return async (ctx, next) => {
    const host = hostOf(ctx);
    if (!isLoopbackHost(host) && !hosts().includes(nameOf(host)))
      throw new AppError('FORBIDDEN', `"${host}" is not a name of this gateway; open it by one that it knows.`);
    const origin = ctx.get('Origin');
    const isFromElsewhere = origin !== '' && origin.toLowerCase() !== `${ctx.protocol}://${host}`;
    if (isFromElsewhere) {
      const isEnrolled = origins().includes(origin) && elsewhere(ctx.method, ctx.path);
      if (!isEnrolled || !/^Bearer \S/.test(ctx.get('Authorization')))
        throw new AppError('FORBIDDEN', `Pages of "${origin}" may not ask this gateway.`);
    }
    if (!CHANGES_NOTHING.has(ctx.method)) {
      const site = ctx.get('Sec-Fetch-Site');
      if (site !== '' && !isFromElsewhere && !OWN_SITES.includes(site))
        throw new AppError('FORBIDDEN', 'Only pages of this gateway may ask for that.');
      if (ctx.method !== 'DELETE' && !ctx.is(...NOT_OF_FORMS))
        throw new AppError('REQUEST_INVALID', 'Send JSON with content type application/json.');
      // A little of it can be very much once it is unpacked, and nothing that we send needs it.
      if (ctx.get('Content-Encoding') !== '') throw new AppError('REQUEST_INVALID', 'Send it as it is, not packed.');
    }
    await next();
  };
}

/** Whether it is this machine's own name, with or without port. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.has(nameOf(host.toLowerCase()));
}

/** Lower case, with port. '' when it is missing, odd or there are several: programs before this one may have taken another. */
function hostOf(ctx: Context): string {
  const { rawHeaders } = ctx.req;
  const given = rawHeaders.filter((_, i) => i % 2 === 1 && /^(host|:authority)$/i.test(rawHeaders[i - 1]!));
  // As it was sent: Koa would make something of odd ones.
  const [host = ''] = given.map((name) => name.toLowerCase());
  return given.length === 1 && HOST.test(host) ? host : '';
}

function nameOf(host: string): string {
  return HOST.exec(host)?.[1] ?? '';
}
