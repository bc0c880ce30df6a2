import { describe, expect, it } from 'vitest';
import { pathOfApp } from '../../../gateway/api/path-of-app.ts';

describe('the place to go on with after signing on', () => {
  it.each(['/', '/lines/line8', '/lines/line8?a=1#b', '/search?q=https://elsewhere.example'])('may be %s', (back) => {
    expect(pathOfApp(back)).toBe(back);
  });

  it.each([
    ...[
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '\\\\elsewhere.example',
      'javascript:1',
    ],
    ...[
      '/.//elsewhere.example',
      '/x/..//elsewhere.example',
      '/\t/elsewhere.example',
      '/api/people',
      `/${'x'.repeat(600)}`,
    ],
    ...['', 'lines', ['/a', '/b'], undefined],
  ])('is never %j', (back) => {
    expect(pathOfApp(back)).toBe('/');
  });
});
