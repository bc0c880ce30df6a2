/** Where to go on after a way over another server: what came with a link is not trusted to lead to this app. */
const LONGEST = 500;
const HERE = 'http://here.invalid';

/** A place in this app and nowhere else; `/` when it is none. */
export function pathOfApp(back: unknown): string {
  if (typeof back !== 'string' || !back.startsWith('/') || back.length > LONGEST) return '/';
  const url = URL.parse(back, HERE);
  // `/.//elsewhere` is a path of this host, and a host of its own once it stands alone.
  if (url?.origin !== HERE || url.pathname.startsWith('//') || url.pathname.startsWith('/api/')) return '/';
  return url.pathname + url.search + url.hash;
}
