import { describe, expect, it } from 'vitest';
import { routeOf } from '../../../pwa/app/router.ts';

describe('an address', () => {
  it.each([
    ['/', { page: 'start' }],
    ['/lines/line8', { page: 'line', lineId: 'line8' }],
    ['/lines/line8/', { page: 'line', lineId: 'line8' }],
    ['/lines/', { page: 'notFound' }],
    ['/lines/Line 8', { page: 'notFound' }],
    ['/lines/line8/stops', { page: 'notFound' }],
    ['/elsewhere', { page: 'notFound' }],
  ])('%s is a page', (pathname, route) => {
    expect(routeOf(pathname)).toEqual(route);
  });
});
