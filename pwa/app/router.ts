/** Which page an address means, and staying inside the app when a link is followed. */
import { SOURCE_VIEWS, type SourceView } from '../pages/source-view.ts';

export type Route =
  | { page: 'start' }
  | { page: 'line'; lineId: string }
  /** A recorded day of it. */
  | { page: 'replay'; lineId: string }
  | { page: 'sources' }
  /** `sourceId` is `<line>/<source>`. */
  | { page: 'source'; sourceId: string; view: SourceView }
  | { page: 'board' }
  | { page: 'orders' }
  | { page: 'order'; orderId: string }
  | { page: 'tasks' }
  | { page: 'calendar' }
  | { page: 'products' }
  | { page: 'explorer' }
  | { page: 'people' }
  | { page: 'devices' }
  | { page: 'gateways' }
  | { page: 'audit' }
  | { page: 'account' }
  | { page: 'sync' }
  | { page: 'signOn' }
  | { page: 'enrol' }
  | { page: 'notFound' };

export function routeOf(pathname: string): Route {
  const alone = ALONE.get(pathname.replace(/(?<=.)\/$/, ''));
  if (alone) return { page: alone };
  const [, sourceId, part = 'rows'] = SOURCE.exec(pathname) ?? [];
  const view = SOURCE_VIEWS.find((known) => known === part);
  if (sourceId !== undefined && view) return { page: 'source', sourceId, view };
  const orderId = /^\/orders\/([A-Za-z0-9][A-Za-z0-9._-]*)\/?$/.exec(pathname)?.[1];
  if (orderId !== undefined) return { page: 'order', orderId };
  const replayed = /^\/lines\/([a-z][a-z0-9-]*)\/replay\/?$/.exec(pathname)?.[1];
  if (replayed !== undefined) return { page: 'replay', lineId: replayed };
  const lineId = /^\/lines\/([a-z][a-z0-9-]*)\/?$/.exec(pathname)?.[1];
  return lineId === undefined ? { page: 'notFound' } : { page: 'line', lineId };
}

/** Pages that are of no line, source or order. */
type PageAlone = Exclude<Route['page'], 'line' | 'replay' | 'source' | 'order' | 'notFound'>;
const ALONE: ReadonlyMap<string, PageAlone> = new Map([
  ['/', 'start'],
  ['/board', 'board'],
  ['/orders', 'orders'],
  ['/tasks', 'tasks'],
  ['/calendar', 'calendar'],
  ['/products', 'products'],
  ['/sources', 'sources'],
  ['/explorer', 'explorer'],
  ['/people', 'people'],
  ['/devices', 'devices'],
  ['/gateways', 'gateways'],
  ['/audit', 'audit'],
  ['/account', 'account'],
  ['/sync', 'sync'],
  ['/sign-on', 'signOn'],
  ['/enrol', 'enrol'],
] as const);

const SOURCE = /^\/sources\/([a-z][a-z0-9-]*\/[a-z][a-z0-9-]*)(?:\/([a-z]+))?\/?$/;

/** Calls back with the route now and after every change; returns the end of it. */
export function startRouter(window: Window, onRoute: (route: Route) => void): () => void {
  const show = () => onRoute(routeOf(window.location.pathname));

  function follow(event: MouseEvent): void {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    const elsewhere = event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey;
    if (!link || elsewhere || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== window.location.origin || url.pathname.startsWith('/api/')) return;
    event.preventDefault();
    if (url.href !== window.location.href) window.history.pushState(null, '', url.href);
    window.scrollTo(0, 0);
    show();
  }

  window.addEventListener('click', follow);
  window.addEventListener('popstate', show);
  show();
  return () => {
    window.removeEventListener('click', follow);
    window.removeEventListener('popstate', show);
  };
}
