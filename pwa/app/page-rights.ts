/** What one has to be allowed to see a page at all; null = the page is for anybody who is here. The gateway checks for itself. */
import type { Right } from '../../shared/access/roles.ts';
import type { Route } from './router.ts';

export const PAGE_RIGHT: Readonly<Record<Route['page'], Right | null>> = {
  start: null,
  line: null,
  notFound: null,
  signOn: null,
  enrol: null,
  board: 'see',
  orders: 'see',
  order: 'see',
  tasks: 'see',
  calendar: 'see',
  products: 'see',
  replay: 'analyse',
  explorer: 'analyse',
  // Who can let somebody in again sees who is locked out there; the page itself shows no more.
  people: 'unlock',
  devices: 'manage-devices',
  gateways: 'see-status',
  audit: 'see-audit',
  account: null,
  sync: null,
  sources: 'see-sources',
  source: 'see-sources',
};
