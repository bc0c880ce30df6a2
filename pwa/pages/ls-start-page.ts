import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LineReference } from '../../shared/sync/rows.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection, LineData } from '../data/line-data.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { connectionBar } from './connection-bar.ts';
import './ls-gateway-note.ts';
import { LiveValue } from './live-value.ts';
import './ls-line-tile.ts';
import './ls-who.ts';
import { isAtHome } from './reach.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { pageTitle } from './page-title.ts';

/** All lines of the plant, one card each. */
@customElement('ls-start-page')
export class LsStartPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  readonly #lines = new LiveValue<LineReference[]>(this);
  readonly #connection = new LiveValue<Connection>(this);
  /** For the plant's name and zone, which come with any line. */
  readonly #first = new LiveValue<LineData | null>(this);
  readonly #access = new LiveValue<AccessState>(this);
  readonly #now = (): number => this.data.now();

  static override styles = [
    tokens,
    controls,
    pageMessageStyles,
    css`
      :host {
        display: block;
        min-height: 100dvh;
        background: var(--ls-ground);
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 16px;
        min-height: 56px;
        padding: 8px 16px 4px;
        border-bottom: 1px solid var(--ls-line);
        background: var(--ls-panel);
      }
      ls-connection-bar:not([calm]) {
        flex: 0 0 calc(100% + 32px);
        margin: 4px -16px -4px;
      }
      h1 {
        display: flex;
        align-items: center;
        min-height: 44px;
        font-size: var(--ls-19);
      }
      .ways {
        display: flex;
        flex: 1;
        gap: 16px;
      }
      .way {
        display: flex;
        align-items: center;
        min-width: 48px;
        min-height: 48px;
        font-size: var(--ls-13);
        text-decoration: none;
      }
      .way:hover {
        text-decoration: underline;
      }
      ls-gateway-note {
        padding: 0 12px 12px;
      }
      main {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
        gap: 12px;
        padding: 12px;
      }
    `,
  ];

  protected override willUpdate(): void {
    const { data } = this;
    this.#lines.follow([data], () => data.lines);
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
    const first = this.#lines.value?.[0]?.id;
    if (first !== undefined) this.#first.follow([data, first], () => data.line(first));
  }

  protected override render() {
    const connection = this.#connection.value;
    const lines = this.#lines.value ?? [];
    if (!connection) return html``;
    if (lines.length > 0) return this.#cards(lines, connection);
    if (connection.state === 'unreachable') return pageMessage(t('neverSeenLines'), t('comesByItself'));
    return pageMessage(t(connection.synced ? 'noLines' : 'loadingLines'));
  }

  #cards(lines: readonly LineReference[], connection: Connection) {
    const plant = this.#first.value?.plant;
    return html`<div class="top" role="banner">
        ${pageTitle(plant?.name ?? t('allLines'))}
        <nav class="ways" aria-label=${t('linesNav')}>
          <a class="way" href="/board">${t('planLink')}</a>
          ${
            this.data.access.offers('analyse')
              ? html`<a class="way" href="/explorer">${t('explorerLink')}</a>`
              : nothing
          }
        </nav>
        ${connectionBar({ data: this.data, connection, zone: plant?.timezone ?? 'UTC' })}
        <ls-who .data=${this.data}></ls-who>
      </div>
      <main>
        ${repeat(
          lines,
          ({ id }) => id,
          (line) =>
            html`<ls-line-tile
              .data=${this.data}
              .line=${line}
              ?reachable=${connection.state === 'live'}
            ></ls-line-tile>`,
        )}
      </main>
      ${
        this.data.access.may('see-status')
          ? html`<ls-gateway-note
              .data=${this.data}
              .zone=${plant?.timezone ?? 'UTC'}
              ?reachable=${isAtHome(connection)}
            ></ls-gateway-note>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-start-page': LsStartPage;
  }
}
