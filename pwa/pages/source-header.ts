/** The head of most pages: where one is, where else to go, how far what is shown can be trusted. */
import { css, html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { ref } from 'lit/directives/ref.js';
import '../components/ls-clock.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import { t } from '../locales/locale.ts';
import { connectionBar } from './connection-bar.ts';
import './ls-who.ts';
import { pageTitle } from './page-title.ts';

export const sourceHeaderStyles = css`
  :host {
    display: block;
    min-height: 100dvh;
    background: var(--ls-ground);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 16px;
    min-height: 56px;
    padding: 4px 16px;
    border-bottom: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  h1 {
    min-width: 0;
    font-size: var(--ls-19);
    overflow-wrap: anywhere;
  }
  .top nav {
    display: flex;
    flex: 1 1 auto;
    min-width: 0;
    overflow-x: auto;
  }
  .top nav a {
    display: flex;
    flex: none;
    align-items: center;
    min-width: 48px;
    min-height: 48px;
    padding: 0 12px;
    font-size: var(--ls-13);
    text-decoration: none;
    white-space: nowrap;
  }
  .top nav a:hover {
    text-decoration: underline;
  }
  ls-clock {
    font-size: var(--ls-13);
  }
  /* Also in a row of its own. */
  ls-who {
    margin-left: auto;
  }
  /* A phone shows the time itself. */
  @media (max-width: 479px) {
    ls-clock {
      display: none;
    }
  }
  ls-connection-bar:not([calm]) {
    order: 1;
    flex: 0 0 calc(100% + 32px);
    margin: 4px -16px -4px;
  }
`;

export interface HeaderLink {
  href: string;
  text: string;
  /** `page` = that is where one is, `true` = one is below it. */
  current?: 'page' | 'true';
}

export function sourceHeader(parts: {
  data: AppData;
  connection: Connection;
  zone: string;
  title: string;
  /** Of the browser's tab; absent = the title. */
  name?: string;
  /** Beside the title. */
  state?: TemplateResult;
  /** What the links lead through. */
  nav?: string;
  links: readonly HeaderLink[];
}) {
  const { data, connection, zone, title, links, state, nav = t('linesNav') } = parts;
  const now = () => data.now();
  return html`<div class="top" role="banner">
    ${pageTitle(title, parts.name)} ${state ?? ''}
    <nav aria-label=${nav}>
      ${links.map(
        ({ href, text, current }) =>
          html`<a href=${href} aria-current=${ifDefined(current)} ${ref(current ? comeIntoView : undefined)}
            >${text}</a
          >`,
      )}
    </nav>
    ${connectionBar({ data, connection, zone })}
    <ls-clock .now=${now} .zone=${zone}></ls-clock>
    <ls-who .data=${data}></ls-who>
  </div>`;
}

/** On a phone there is no room for all of them. */
function comeIntoView(link?: Element): void {
  requestAnimationFrame(() => link?.scrollIntoView({ block: 'nearest', inline: 'center' }));
}
