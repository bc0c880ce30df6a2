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
    nav a[aria-current='page'] {
      box-shadow: inset 0 -3px 0 var(--ls-touch);
      color: var(--ls-ink);
      font-weight: 600;
    }
    /* Two rows: where one is and who, and where else to go. */
    @media (max-width: 479px) {
      .top {
        gap: 0 8px;
        padding: 4px 8px 0;
      }
      .top h1 {
        flex: 1 1 auto;
        padding-left: 8px;
      }
      .top nav {
        order: 1;
        flex: 0 0 100%;
      }
    }
    @media print {
      .top {
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
  const links = [
    ...PAGES.map((one) => ({
      href: one === 'board' && page !== one ? lastBoard() : `/${one}`,
      text: p(`page-${one}`),
      current: one === page,
    })),
    { href: '/', text: t('allLines') },
  ];
  return sourceHeader({ data, connection, zone, title, links, ...(state && { state }) });
}

/** Instead of the plan while it is not here. */
export function planMissing(connection: Connection): [what: string, todo: string] {
  if (connection.state === 'unreachable' && !connection.synced) return [p('neverHere'), t('comesByItself')];
  return [p('loading'), ''];
}
