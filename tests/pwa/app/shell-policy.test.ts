import { beforeEach, describe, expect, it } from 'vitest';
import { allowedPlaces, renewPolicy, withPolicy } from '../../../pwa/app/shell-policy.ts';

const policy = (places: string, more = '') =>
  `default-src 'none';script-src 'self'${more};connect-src ${places};object-src 'none'`;
const page = (csp: string) =>
  new Response('<html>', { headers: { 'content-security-policy': csp, 'content-type': 'text/html' } });

/** As much of it as is used. */
function memoryCaches(): CacheStorage {
  const kept = new Map<string, Response>();
  const of = (name: string, key: unknown) => `${name} ${String(key)}`;
  return {
    open: (name: string) =>
      Promise.resolve({ put: (key: unknown, value: Response) => Promise.resolve(void kept.set(of(name, key), value)) }),
    match: (key: unknown, { cacheName }: { cacheName: string }) =>
      Promise.resolve(kept.get(of(cacheName, key))?.clone()),
  } as unknown as CacheStorage;
}

describe('which gateways an installed page may ask', () => {
  let caches: CacheStorage;
  beforeEach(() => (caches = memoryCaches()));
  const renew = (answer: Response | Error) =>
    renewPolicy(caches, () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)));
  const policyNow = async (installed: string) =>
    (await withPolicy(page(installed), caches)).headers.get('content-security-policy');

  it('is what was installed until home said something else', async () => {
    expect(await policyNow(policy("'self'"))).toBe(policy("'self'"));
  });

  it('is what home said last, and all else of the policy stays that of the page', async () => {
    await renew(page(policy("'self' https://line8.example")));
    await renew(page(policy("'self' https://line5.example", " 'of-a-later-release'")));
    expect(await policyNow(policy("'self' https://line9.example"))).toBe(policy("'self' https://line5.example"));
    expect(await allowedPlaces(caches)).toBe("'self' https://line5.example");
  });

  it.each([
    ['home is out of reach', new Error('no network')],
    ['home is starting', new Response('', { status: 503, headers: { 'content-security-policy': policy("'none'") } })],
    ['a proxy answers in its place', new Response('<html>')],
  ])('stays as it was when %s', async (_, answer) => {
    await renew(page(policy("'self' https://line8.example")));
    await renew(answer);
    expect(await allowedPlaces(caches)).toBe("'self' https://line8.example");
  });

  it('leaves the page itself as it is', async () => {
    await renew(page(policy("'self' https://line8.example")));
    const shown = await withPolicy(page(policy("'self'")), caches);
    expect([shown.status, shown.headers.get('content-type'), await shown.text()]).toEqual([200, 'text/html', '<html>']);
  });
});
