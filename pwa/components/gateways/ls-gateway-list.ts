import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls, panel } from '../../styles/controls.ts';
import { gatewayStyles } from './styles.ts';

export interface Says {
  text: string;
  /** Somebody should look. */
  wrong: boolean;
}

/** A gateway in words. null = there is nothing to say. */
export interface GatewayRow {
  id: string;
  name: string;
  origin: string;
  isSelf: boolean;
  revoked: boolean;
  role: 'line' | 'plant';
  lines: string;
  replaces: string | null;
  heard: Says | null;
  clock: Says | null;
  version: Says | null;
  /** `share` 0…1. */
  used: (Says & { share: number }) | null;
  /** What needs somebody now: rows that were refused. */
  refused: string | null;
  /** Lines that it may not speak for, a sentence each. */
  foreign: readonly string[];
}

/** Gateways of the plant, a panel each. Emits `gateway-wanted` with the id when `changeable`. */
@customElement('ls-gateway-list')
export class LsGatewayList extends LitElement {
  @property({ attribute: false }) rows: readonly GatewayRow[] = [];
  @property({ type: Boolean }) changeable = false;

  static override styles = [
    controls,
    panel,
    gatewayStyles,
    css`
      li {
        padding: 0 0 8px;
      }
      li:first-child {
        border-top: 0;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 10.5rem), 1fr));
        gap: 4px 16px;
        padding: 0 16px 4px;
      }
      dt {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      dd {
        overflow-wrap: anywhere;
      }
      .bar {
        display: block;
        width: 100%;
        height: 8px;
        margin: 4px 0;
        border: 1px solid var(--ls-third);
        border-radius: 4px;
        background: var(--ls-ground);
      }
      .bar rect {
        fill: var(--ls-second);
      }
      .bar.wrong rect {
        fill: var(--ls-amber);
      }
      .notes {
        display: grid;
        gap: 4px;
        padding: 0 16px 4px;
      }
      .off {
        color: var(--ls-second);
      }
    `,
  ];

  protected override render() {
    return html`<ul>
      ${repeat(
        this.rows,
        ({ id }) => id,
        (row) => this.#row(row),
      )}
    </ul>`;
  }

  #row(row: GatewayRow) {
    const { id, name, isSelf, revoked, role, refused, foreign, replaces } = row;
    return html`<li class=${revoked ? 'off' : ''}>
      <div class="top">
        <h2>
          ${name} ${isSelf ? html`<span class="tag">${g('thisGateway')}</span>` : nothing}
          ${role === 'plant' ? html`<span class="tag">${g('thePlant')}</span>` : nothing}
          ${revoked ? html`<span class="tag">○ ${g('revoked')}</span>` : nothing}
        </h2>
        ${
          this.changeable && !isSelf && !revoked
            ? html`<button
                aria-haspopup="dialog"
                aria-label=${g('changeName', name)}
                @click=${() => this.dispatchEvent(new CustomEvent<string>('gateway-wanted', { detail: id }))}
              >
                ${g('change')}
              </button>`
            : nothing
        }
      </div>
      ${refused === null ? nothing : html`<p class="alarm">■ ${refused}</p>`}
      ${
        foreign.length === 0
          ? nothing
          : html`<div class="notes">${foreign.map((sentence) => html`<p class="look">▲ ${sentence}</p>`)}</div>`
      }
      <dl>
        ${this.#fact(g('heard'), row.heard)} ${role === 'plant' ? nothing : this.#plain(g('lines'), row.lines)}
        ${this.#address(row)} ${this.#fact(g('clock'), row.clock)} ${this.#fact(g('version'), row.version)}
        ${this.#used(row.used)}
      </dl>
      ${replaces === null ? nothing : html`<p class="notes small">${replaces}</p>`}
    </li>`;
  }

  #plain(term: string, content: unknown) {
    return html`<div>
      <dt>${term}</dt>
      <dd>${content}</dd>
    </div>`;
  }

  #fact(term: string, says: Says | null) {
    if (!says) return nothing;
    return this.#plain(term, says.wrong ? html`<span class="look">▲ ${says.text}</span>` : says.text);
  }

  #address({ name, origin, isSelf, revoked }: GatewayRow) {
    if (isSelf || revoked) return this.#plain(g('address'), origin);
    const link = html`<a class="link" href=${`${origin}/gateways`} title=${g('openIts', name)}>${origin}</a>`;
    return this.#plain(g('address'), link);
  }

  #used(used: GatewayRow['used']) {
    if (!used) return nothing;
    return this.#plain(
      g('used'),
      html`<svg class="bar ${used.wrong ? 'wrong' : ''}" aria-hidden="true">
          <rect width=${`${Math.round(Math.min(1, used.share) * 100)}%`} height="100%"></rect>
        </svg>
        <span class=${used.wrong ? 'look' : ''}>${used.wrong ? '▲ ' : ''}${used.text}</span>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateway-list': LsGatewayList;
  }
}
