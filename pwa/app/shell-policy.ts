/**
 * Which other gateways a page may ask is in the headers of the page, and an installed app's page has those of the day when it
 * was installed. So the newest list is kept beside it, as the gateway last said, and the page is given that instead. All
 * else in its policy belongs to its own release and stays.
 */
/** What the service worker is told. */
export const RENEW_POLICY = 'RENEW_POLICY';

const CACHE = 'connect-src';
const KEY = '/';
const POLICY = 'content-security-policy';
const DIRECTIVE = 'connect-src';

/** Asks this app's gateway. Out of reach, the former list stays. */
export async function renewPolicy(caches: CacheStorage, ask: typeof fetch): Promise<void> {
  const answer = await ask(KEY, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  const places = answer?.ok ? placesIn(answer.headers.get(POLICY)) : null;
  if (places === null) return;
  const cache = await caches.open(CACHE);
  await cache.put(KEY, new Response(null, { headers: { [DIRECTIVE]: places } }));
}

/** The page as it was installed, with the newest list of gateways. */
export async function withPolicy(page: Response, caches: CacheStorage): Promise<Response> {
  const places = await allowedPlaces(caches);
  const policy = page.headers.get(POLICY);
  if (places === null || policy === null) return page;
  const headers = new Headers(page.headers);
  headers.set(POLICY, policy.replace(directive(), `${DIRECTIVE} ${places}`));
  return new Response(page.body, { status: page.status, statusText: page.statusText, headers });
}

/** What the next page may ask: `'self' https://line8.plant.example`; null = no more than is in its own headers. */
export async function allowedPlaces(caches: CacheStorage): Promise<string | null> {
  const kept = await caches.match(KEY, { cacheName: CACHE });
  return kept?.headers.get(DIRECTIVE) ?? null;
}

function placesIn(policy: string | null): string | null {
  return (policy && directive().exec(policy)?.[1]) ?? null;
}

function directive(): RegExp {
  return new RegExp(`\\b${DIRECTIVE} ([^;]*)`);
}
