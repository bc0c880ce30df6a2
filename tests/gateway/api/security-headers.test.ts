import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from '../../../gateway/api/security-headers.ts';
import { servedMiddleware, type ServedMiddleware } from './served-middleware.ts';

let origins: string[] = [];
let gateway: ServedMiddleware;
beforeAll(async () => (gateway = await servedMiddleware(securityHeaders({ origins: () => origins }))));
afterAll(() => gateway.close());

const headersOf = async (more: Record<string, string> = {}) => (await gateway.ask('/', more)).headers;
const policy = async () =>
  new Map(
    String((await headersOf())['content-security-policy'])
      .split(';')
      .map((part): [string, string] => [part.split(' ')[0]!, part.slice(part.indexOf(' ') + 1)]),
  );

describe('what browsers are told', () => {
  it('loads nothing from elsewhere and runs nothing inline', async () => {
    const content = await policy();
    expect(content.get('default-src')).toBe("'none'");
    expect(content.get('script-src')).toBe("'self'");
    expect(content.get('require-trusted-types-for')).toBe("'script'");
    expect(content.get('frame-ancestors')).toBe("'none'");
    expect([...content.values()].join(' ')).not.toMatch(/unsafe|\*|https?:/);
  });

  it('lets the app ask the plant’s other gateways, as they are at that moment, and nobody else', async () => {
    expect((await policy()).get('connect-src')).toBe("'self'");
    origins = ['https://line9.plant.example', 'https://[fd00::9]:8443'];
    expect((await policy()).get('connect-src')).toBe("'self' https://line9.plant.example https://[fd00::9]:8443");
    origins = [];
    expect((await policy()).get('connect-src')).toBe("'self'");
  });

  it('remembers TLS only over TLS, and never for the name that all programs of a machine share', async () => {
    // What this server takes for TLS: a proxy says so.
    const tls = { 'x-forwarded-proto': 'https' };
    expect((await headersOf())['strict-transport-security']).toBeUndefined();
    expect((await headersOf({ ...tls, host: 'line8.plant.example' }))['strict-transport-security']).toBe(
      'max-age=2592000',
    );
    for (const host of ['localhost:8443', '127.0.0.1', '[::1]:1'])
      expect((await headersOf({ ...tls, host }))['strict-transport-security']).toBeUndefined();
  });

  it('keeps addresses, windows, cameras and guesses of types to itself', async () => {
    const headers = await headersOf();
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    const permissions = String(headers['permissions-policy']).split(', ');
    expect(permissions).toContain('camera=()');
    expect(permissions.filter((each) => !each.endsWith('=()')).sort()).toEqual([
      'clipboard-write=(self)',
      'fullscreen=(self)',
      'screen-wake-lock=(self)',
    ]);
    expect(headers['x-powered-by']).toBeUndefined();
  });
});
