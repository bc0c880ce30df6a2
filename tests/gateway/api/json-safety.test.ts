import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkJson, checkTarget } from '../../../gateway/api/json-safety.ts';

const said = (check: () => void): string => {
  try {
    check();
  } catch (error) {
    expect(error).toMatchObject({ code: 'REQUEST_INVALID' });
    return (error as Error).message;
  }
  return 'taken';
};
const body = (text: string) => said(() => checkJson(JSON.parse(text)));
const target = (url: string) => said(() => checkTarget(url));

describe('the body of a request', () => {
  it.each([
    ['{"__proto__":{"admin":true}}', 'at "/": no field may be called "__proto__"'],
    ['{"facts":[{},{"body":{"constructor":{"prototype":{}}}}]}', 'at "/facts/1/body": no field may be called "con'],
    ['[[[{"prototype":1}]]]', 'at "/0/0/0"'],
    ['{"__pr\\u006fto__":1}', '"__proto__"'],
    ['{"a":{"b":1e999}}', 'at "/a/b": a number is too large'],
    ['{"a":-1e999}', 'at "/a"'],
    ['{"a":"\\ud800"}', 'at "/a": a text holds half a character'],
    ['{"\\udc00":1}', 'half a character'],
  ])('is refused, with the place: %s', (text, message) => {
    expect(body(text)).toContain(message);
  });

  it('is as deep as anybody needs, and a million brackets cost nothing', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(body(nested(32))).toBe('taken');
    expect(body(nested(33))).toContain('more than 32 levels deep');
    expect(body(nested(500_000))).toContain('more than 32 levels deep');
    expect(body('{"a":'.repeat(33) + '1' + '}'.repeat(33))).toContain('levels deep');
  });

  it('is taken when it is plain JSON, whatever it says', () => {
    const reserved = /"(__proto__|constructor|prototype)":/;
    fc.assert(
      fc.property(fc.json({ maxDepth: 20, stringUnit: 'grapheme' }), (text) => {
        if (!reserved.test(text)) expect(body(text)).toBe('taken');
      }),
    );
    expect(body('{"value":"__proto__","of":["constructor"]}')).toBe('taken');
  });

  it('is checked faster than it is read', () => {
    const facts = Array.from({ length: 4_000 }, (_, i) => ({
      ...{ _id: `reason:000000000000${i}:device-abc.${i}`, type: 'reason', line: 'line8', at: 1_700_000_000_000 + i },
      ...{ by: { origin: 'device-abc', user: 'attendant' }, from: i, reason: 'film-jam', comment: 'x'.repeat(100) },
    }));
    const text = JSON.stringify({ facts });
    expect(text.length).toBeGreaterThan(900_000);
    const best = (work: () => void) =>
      Math.min(
        ...Array.from({ length: 20 }, () => {
          const before = performance.now();
          work();
          return performance.now() - before;
        }),
      );
    const value: unknown = JSON.parse(text);
    expect(best(() => checkJson(value))).toBeLessThan(best(() => JSON.parse(text)) * 2);
  });
});

describe('the target of a request', () => {
  it.each([
    ...[
      '/',
      '/lines/line8',
      '/lines/line8/',
      '/api/sync/hours?checkpoint=%7B%22a%22%3A1%7D&limit=500',
      '/api/lines/a%20b',
    ],
    ...[
      '/api/series/export?metric=line8/a&metric=line8/b',
      '/api/audit?what=entry&what=sign-on',
      '/assets/index-Ab_9.js',
      '/?a',
      '/x?',
      '/x?a=&b=1+2',
    ],
    `/api/access/oidc/callback?code=${'x'.repeat(3_000)}&state=y&error_description=a%0d%0ab&iss=https%3A%2F%2Fs.example`,
    '/explorer?m=line8/output&m=line9/output&last=1d',
    '/sources/line8/Stra%C3%9Fe',
  ])('is taken: %s', (url) => {
    expect(target(url)).toBe('taken');
  });

  it.each([
    ...[
      '/a/../b',
      '/a/./b',
      '/..',
      '/.',
      '/%2e%2e/x',
      '/a%2fb',
      '/a%2Fb',
      '/a%5cb',
      '/a\\b',
      '/a%00b',
      '/a%0ab',
      '/a\u0001',
    ],
    ...['//x', '/a//b', '/%', '/%zz', '/%E0%A4%A', '/%c0%ae%c0%ae/', '/__proto__/x', '/api/constructor', '/prototype'],
    ...['*', '', 'http://elsewhere.example/', 'elsewhere.example:443', '?a=1', `/${'x'.repeat(1_001)}`],
  ])('is refused for its path: %j', (url) => {
    expect(target(url)).not.toBe('taken');
  });

  it.each([
    ...[
      'a=1&a=2',
      '__proto__=1',
      'constructor=1',
      'a[]=1',
      'a[b]=1',
      '__proto__[x]=1',
      'a.b=1',
      '=1',
      '%00=1',
      'a=%00',
    ],
    ...['a=%', 'a=%ff', '1a=1', 'a%5B0%5D=1', `a=${'x'.repeat(4_001)}`, `${'a'.repeat(41)}=1`],
    Array.from({ length: 1_000 }, (_, i) => `metric=line8/metric-${i}`).join('&'),
  ])('is refused for its query: %s', (query) => {
    expect(target(`/api/x?${query}`)).not.toBe('taken');
  });

  it('is never a reason to break down', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'/%.2fFe0?&=+a[]_\\\u0000#:@'.split('')) }), (text) => {
        target(`/${text}`);
      }),
    );
  });
});
