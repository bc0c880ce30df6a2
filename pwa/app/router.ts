/** Which page an address means, and staying inside the app when a link is followed. */
export type Route = { page: 'start' } | { page: 'line'; lineId: string } | { page: 'notFound' };

export function routeOf(pathname: string): Route {
  if (pathname === '/') return { page: 'start' };
  const lineId = /^\/lines\/([a-z][a-z0-9-]*)\/?$/.exec(pathname)?.[1];
  return lineId === undefined ? { page: 'notFound' } : { page: 'line', lineId };
}

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
