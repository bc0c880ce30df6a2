/** What the pages about people and devices share: their head, the way between them, and how old what they show is. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { AppData } from '../data/line-data.ts';
import { clockOfDay } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { peopleText as p } from '../locales/people.ts';
import type { PlantHere } from './people-plant.ts';
import { sourceHeader } from './source-header.ts';
import type { Polled } from './source-poll.ts';

export type PeopleView = 'people' | 'sessions' | 'devices';

const VIEWS = [
  { view: 'people', href: '/people', word: 'people', right: 'manage-people' },
  { view: 'sessions', href: '/people?view=sessions', word: 'signedOn', right: 'manage-people' },
  { view: 'devices', href: '/devices', word: 'devices', right: 'manage-devices' },
] as const;

export const peopleFrameStyles = css`
  main:not(.message) {
    display: grid;
    gap: 12px;
    max-width: 100rem;
    margin: 0 auto;
    padding: 12px;
  }
  main > * {
    min-width: 0;
  }
  .views {
    display: flex;
    overflow-x: auto;
    border-bottom: 1px solid var(--ls-line);
  }
  .views a {
    display: flex;
    flex: none;
    align-items: center;
    min-width: 48px;
    min-height: 48px;
    padding: 3px 16px 0;
    border-bottom: 3px solid transparent;
    text-decoration: none;
    white-space: nowrap;
  }
  .views a[aria-current='page'] {
    border-bottom-color: var(--ls-touch);
    color: var(--ls-ink);
    font-weight: 600;
  }
  @media print {
    .top,
    .views {
      display: none;
    }
  }
`;

/** For the elements that are the content of these pages. */
export const peoplePartStyles = css`
  :host {
    display: grid;
    gap: 12px;
  }
  :host > * {
    min-width: 0;
  }
  .sum {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .sum > p {
    flex: 1 1 14rem;
    color: var(--ls-second);
  }
  .empty {
    display: grid;
    gap: 8px;
    padding: 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .empty h2 {
    font-size: var(--ls-15);
  }
  .empty p {
    max-width: 40rem;
  }
`;

export function peopleFrame(parts: {
  data: AppData;
  here: PlantHere;
  view: PeopleView | null;
  content: TemplateResult;
}) {
  const { data, here, view, content } = parts;
  const { connection, zone } = here;
  if (!connection) return nothing;
  const links = [{ href: '/', text: t('allLines') }];
  const views = VIEWS.filter(({ right }) => data.access.may(right));
  const ways =
    views.length < 2
      ? nothing
      : html`<nav class="views" aria-label=${p('views')}>
          ${views.map(
            (one) => html`<a href=${one.href} aria-current=${one.view === view ? 'page' : 'false'}>${p(one.word)}</a>`,
          )}
        </nav>`;
  return html`${sourceHeader({ data, connection, zone, title: p('title'), links })}
    <main>${ways} ${content}</main>`;
}

/** Instead of a list that has not come. */
export function insteadOf(failure: Polled<unknown>['failure']): [what: string, todo?: string] {
  if (failure === null) return [p('loading')];
  return failure === 'unreachable' ? [p('unreachable'), p('unreachableDo')] : [p('failed')];
}

/** What is shown is from the last time that the gateway answered. */
export function ageNote({ failure, answeredAt }: Polled<unknown>, zone: string, now: number) {
  if (failure === null) return nothing;
  const age = p('asOf', clockOfDay(answeredAt, zone, now));
  // That it is out of reach is said above, by the connection bar.
  if (failure === 'unreachable') return html`<p class="hint" role="status">${age}</p>`;
  return html`<p class="note" role="status">▲ ${p('failed')} ${age}</p>`;
}
