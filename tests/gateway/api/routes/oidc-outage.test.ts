import { describe, expect, it } from 'vitest';
import { OidcClient } from '../../../../gateway/auth/oidc-client.ts';
import { Browser, CLIENT, SignOnServer } from '../../auth/sign-on-server.ts';
import { oidcGateway, why } from './oidc-gateway.ts';

const given = oidcGateway();

describe('a sign-on server that is not there', () => {
  it('is said to be unreachable', async () => {
    await given.server.stop();
    expect(await why(given.signOn())).toBe('unreachable');
    expect(given.audited).toEqual([]);
  });

  it('is said to be, also when it was there a moment ago: nobody is sent where nothing answers', async () => {
    await given.signOn();
    await given.server.stop();
    expect(await why(new Browser().open(given.start(), given.home))).toBe('unreachable');
  });

  it('or slow: nobody waits longer than the limit, and asked once for all who wait', async () => {
    given.serve(300);
    given.server.fault = () => true;
    const before = performance.now();
    const all = await Promise.all(Array.from({ length: 20 }, () => why(new Browser().open(given.start(), given.home))));
    expect(new Set(all)).toEqual(new Set(['unreachable']));
    expect(given.server.asked).toHaveLength(1);
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('or breaks at any step, and all is well when it is back', async () => {
    for (const broken of ['/.well-known/openid-configuration', '/token', '/jwks']) {
      given.serve(300);
      for (const fault of [true, 503]) {
        given.server.fault = (path) => path === broken && fault;
        expect(await why(new Browser().open(given.start(), given.home))).toBe('unreachable');
      }
    }
    given.server.fault = () => false;
    expect((await new Browser().open(given.start(), given.home)).url).toBe(`${given.home}/lines/line8`);
  });

  it('lets people in by what was remembered of it, as far as that goes, for a day', async () => {
    await given.signOn();
    given.server.fault = (path) => (path === '/jwks' || path.startsWith('/.well-known')) && 503;
    given.now += 2 * 3_600_000;
    expect((await new Browser().open(given.start(), given.home)).url).toBe(`${given.home}/lines/line8`);
    given.now += 24 * 3_600_000;
    expect(await why(new Browser().open(given.start(), given.home))).toBe('unreachable');
  });

  it('and that wants people, or the gateway, to go to another host is not followed', async () => {
    const elsewhere = await SignOnServer.start(given.callback());
    for (const endpoint of ['authorization_endpoint', 'token_endpoint']) {
      const settings = {
        issuer: given.server.issuer,
        ...CLIENT,
        name: 'Plant',
        scope: 'openid',
        groupsClaim: 'groups',
      };
      const client = new OidcClient({
        ...{ settings, now: () => given.now },
        fetch: async (url, options) => {
          const response = await fetch(url, options as RequestInit);
          if (!url.includes('.well-known')) return response;
          const described = (await response.json()) as Record<string, unknown>;
          return Response.json({ ...described, [endpoint]: `${elsewhere.issuer}/x` });
        },
      });
      const asked = client
        .ask(given.callback())
        .then(({ question }) =>
          client.identify(
            new URLSearchParams({ code: 'c', state: question.state, iss: given.server.issuer }),
            question,
          ),
        );
      await expect(asked).rejects.toMatchObject({ name: 'OidcRefused', why: 'failed' });
    }
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.stop();
  });
});
