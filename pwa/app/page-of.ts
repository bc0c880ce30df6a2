/** The page of each address: where its code is, and what it is given. */
import { html, type TemplateResult } from 'lit';
import type { AppData } from '../data/line-data.ts';
import type { Route } from './router.ts';

const LOAD: Record<Route['page'], () => Promise<unknown>> = {
  start: () => import('../pages/ls-start-page.ts'),
  line: () => import('../pages/ls-line-page.ts'),
  replay: () => import('../pages/ls-replay-page.ts'),
  board: () => import('../pages/ls-board-page.ts'),
  orders: () => import('../pages/ls-orders-page.ts'),
  order: () => import('../pages/ls-order-page.ts'),
  tasks: () => import('../pages/ls-tasks-page.ts'),
  calendar: () => import('../pages/ls-calendar-page.ts'),
  products: () => import('../pages/ls-products-page.ts'),
  sources: () => import('../pages/ls-sources-page.ts'),
  source: () => import('../pages/ls-source-page.ts'),
  explorer: () => import('../pages/ls-explorer-page.ts'),
  people: () => import('../pages/ls-people-page.ts'),
  devices: () => import('../pages/ls-devices-page.ts'),
  gateways: () => import('../pages/ls-gateways-page.ts'),
  audit: () => import('../pages/ls-audit-page.ts'),
  account: () => import('../pages/ls-account-page.ts'),
  sync: () => import('../pages/ls-sync-page.ts'),
  signOn: () => Promise.resolve(),
  enrol: () => import('../pages/ls-enrol-page.ts'),
  notFound: () => import('../pages/ls-not-found-page.ts'),
};

export interface PageParts {
  data: AppData;
  /** Of the address, with its `?`; empty = it has none. */
  search: string;
  /** Of an invitation that the address carried. */
  code: string;
}

/** Each page is loaded when it is first shown. Rejects when its code cannot be had. */
export function loadPage(page: Route['page']): Promise<unknown> {
  return LOAD[page]();
}

export function pageOf(route: Route, { data, search, code }: PageParts): TemplateResult {
  switch (route.page) {
    case 'start':
      return html`<ls-start-page .data=${data}></ls-start-page>`;
    case 'line':
      return html`<ls-line-page .data=${data} .lineId=${route.lineId}></ls-line-page>`;
    case 'people':
      return html`<ls-people-page .data=${data} .search=${search}></ls-people-page>`;
    case 'devices':
      return html`<ls-devices-page .data=${data}></ls-devices-page>`;
    case 'gateways':
      return html`<ls-gateways-page .data=${data}></ls-gateways-page>`;
    case 'audit':
      return html`<ls-audit-page .data=${data}></ls-audit-page>`;
    case 'account':
      return html`<ls-account-page .data=${data}></ls-account-page>`;
    case 'sync':
      return html`<ls-sync-page .data=${data}></ls-sync-page>`;
    case 'replay':
      return html`<ls-replay-page .data=${data} .lineId=${route.lineId} .search=${search}></ls-replay-page>`;
    case 'board':
      return html`<ls-board-page .data=${data}></ls-board-page>`;
    case 'orders':
      return html`<ls-orders-page .data=${data}></ls-orders-page>`;
    case 'order':
      return html`<ls-order-page .data=${data} .orderId=${route.orderId}></ls-order-page>`;
    case 'tasks':
      return html`<ls-tasks-page .data=${data}></ls-tasks-page>`;
    case 'calendar':
      return html`<ls-calendar-page .data=${data}></ls-calendar-page>`;
    case 'products':
      return html`<ls-products-page .data=${data}></ls-products-page>`;
    case 'sources':
      return html`<ls-sources-page .data=${data}></ls-sources-page>`;
    case 'source': {
      const { sourceId, view } = route;
      return html`<ls-source-page .data=${data} .sourceId=${sourceId} .view=${view}></ls-source-page>`;
    }
    case 'explorer':
      return html`<ls-explorer-page .data=${data}></ls-explorer-page>`;
    case 'signOn':
      return html``;
    case 'enrol':
      return html`<ls-enrol-page .data=${data} .code=${code}></ls-enrol-page>`;
    case 'notFound':
      return html`<ls-not-found-page .data=${data}></ls-not-found-page>`;
  }
}
