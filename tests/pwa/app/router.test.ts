import { describe, expect, it } from 'vitest';
import { routeOf } from '../../../pwa/app/router.ts';

describe('an address', () => {
  it.each([
    ['/', { page: 'start' }],
    ['/lines/line8', { page: 'line', lineId: 'line8' }],
    ['/lines/line8/', { page: 'line', lineId: 'line8' }],
    ['/lines/line8/replay', { page: 'replay', lineId: 'line8' }],
    ['/lines/', { page: 'notFound' }],
    ['/lines/Line 8', { page: 'notFound' }],
    ['/lines/line8/stops', { page: 'notFound' }],
    ['/sources', { page: 'sources' }],
    ['/sources/line8/vision', { page: 'source', sourceId: 'line8/vision', view: 'rows' }],
    ['/sources/line8/vision/import', { page: 'source', sourceId: 'line8/vision', view: 'import' }],
    ['/sources/line8/vision/elsewhere', { page: 'notFound' }],
    ['/sources/line8', { page: 'notFound' }],
    ['/explorer', { page: 'explorer' }],
    ['/sign-on', { page: 'signOn' }],
    ['/enrol', { page: 'enrol' }],
    ['/gateways', { page: 'gateways' }],
    ['/sync', { page: 'sync' }],
    ['/elsewhere', { page: 'notFound' }],
  ])('%s is a page', (pathname, route) => {
    expect(routeOf(pathname)).toEqual(route);
  });
});
