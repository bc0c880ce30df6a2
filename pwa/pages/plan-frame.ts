/** What the pages of the plan share: their head, the way between them, and that what is shown is a draft. */
import { css, type TemplateResult } from 'lit';
import type { AppData, Connection } from '../data/line-data.ts';
import { t } from '../locales/locale.ts';
import { planText as p } from '../locales/plan.ts';
import { lastBoard } from './board-return.ts';
import { sourceHeader, sourceHeaderStyles } from './source-header.ts';

export type PlanPage = 'board' | 'orders' | 'tasks' | 'calendar' | 'products';
const PAGES: readonly PlanPage[] = ['board', 'orders', 'tasks', 'calendar', 'products'];

export const planFrameStyles = [
  sourceHeaderStyles,
  css`
    nav a[aria-current] {
      box-shadow: inset 0 -3px 0 var(--ls-touch);
      color: var(--ls-ink);
      font-weight: 600;
    }
    /* Always at the same place, however long the title is. */
    .top nav {
      order: -1;
      margin-left: -12px;
    }
    /* The tab says it. */
    .top:has([aria-current='page']) h1 {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    @media (min-width: 480px) {
      .top:not(:has([aria-current='page'])) nav {
        flex-grow: 0;
      }
      .top h1 {
        flex: 1 1 0;
        min-width: 8rem;
      }
    }
    /* Two rows: how what is shown stands and who is on, and where to go. */
    @media (max-width: 479px) {
      .top {
        display: grid;
        grid-template-columns: minmax(6rem, 1fr) minmax(0, auto) max-content;
        gap: 0 8px;
        padding: 4px 12px 0;
      }
      .top nav {
        order: 1;
        grid-column: 1 / -1;
        margin: 0 -12px;
      }
      .top ls-connection-bar:not([calm]) {
        grid-column: 1 / -1;
        margin: 4px -12px 0;
      }
    }
    @media print {
      :host {
        min-height: 0;
        background: white;
      }
      .top,
      ls-dialog,
      ls-board-dialogs {
        display: none;
      }
    }
  `,
];

/** The head; `page` null = one that is below them (an order). */
export function planHead(parts: {
  data: AppData;
  connection: Connection;
  zone: string;
  page: PlanPage | null;
  title?: string;
  state?: TemplateResult;
}) {
  const { data, connection, zone, page, title = p('title'), state } = parts;
  const name = page === null ? title : p(`page-${page}`);
  const links = [
    ...PAGES.map((one) => ({
      href: one === 'board' && page !== one ? lastBoard() : `/${one}`,
      text: p(`page-${one}`),
      ...(one === (page ?? 'orders') && { current: page ? ('page' as const) : ('true' as const) }),
    })),
    { href: '/', text: t('allLines') },
  ];
  return sourceHeader({ data, connection, zone, title, name, nav: p('pages'), links, ...(state && { state }) });
}

/** Instead of the plan while it is not here. */
export function planMissing(connection: Connection): [what: string, todo: string] {
  if (connection.state === 'unreachable' && !connection.synced) return [p('neverHere'), t('comesByItself')];
  return [p('loading'), ''];
}
