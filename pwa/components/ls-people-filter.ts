import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ROLES, type Role } from '../../shared/access/roles.ts';
import { peopleText as p } from '../locales/people.ts';
import { roleName } from '../locales/people-roles.ts';
import { controls } from '../styles/controls.ts';
import { SHOWN, type PeopleFilter } from './people/filter.ts';
import type { LineGroup } from './people/lines.ts';
import { formStyles } from '../styles/form.ts';

const SHOW_WORDS = {
  active: 'showActive',
  locked: 'showLocked',
  invited: 'showInvited',
  disabled: 'showDisabled',
  all: 'showAll',
} as const satisfies Record<PeopleFilter['show'], string>;

/** Who is to be shown. Emits `filtered` with the whole filter. */
@customElement('ls-people-filter')
export class LsPeopleFilter extends LitElement {
  @property({ attribute: false }) filter!: PeopleFilter;
  @property({ attribute: false }) groups: readonly LineGroup[] = [];

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
        gap: 8px;
      }
      .search {
        grid-column: 1 / -1;
      }
      @media (min-width: 900px) {
        :host {
          grid-template-columns: minmax(12rem, 2fr) repeat(3, minmax(8rem, 1fr));
        }
        .search {
          grid-column: auto;
        }
      }
    `,
  ];

  protected override render() {
    const { text, role, line, show } = this.filter;
    const lines = this.groups.flatMap((group) => group.lines);
    return html`<label class="field search">
        <span>${p('search')}</span>
        <input
          type="search"
          autocomplete="off"
          placeholder=${p('searchHint')}
          .value=${text}
          @input=${(event: Event) => this.#tell({ text: valueOf(event) })}
        />
      </label>
      <label class="field">
        <span>${p('role')}</span>
        <select @change=${(event: Event) => this.#tell({ role: (valueOf(event) || null) as Role | null })}>
          <option value="" ?selected=${role === null}>${p('anyRole')}</option>
          ${ROLES.map((one) => html`<option value=${one} ?selected=${one === role}>${roleName(one)}</option>`)}
        </select>
      </label>
      <label class="field">
        <span>${p('line')}</span>
        <select @change=${(event: Event) => this.#tell({ line: valueOf(event) || null })}>
          <option value="" ?selected=${line === null}>${p('anyLine')}</option>
          ${lines.map(({ id, name }) => html`<option value=${id} ?selected=${id === line}>${name}</option>`)}
        </select>
      </label>
      <label class="field">
        <span>${p('show')}</span>
        <select @change=${(event: Event) => this.#tell({ show: valueOf(event) as PeopleFilter['show'] })}>
          ${SHOWN.map((one) => html`<option value=${one} ?selected=${one === show}>${p(SHOW_WORDS[one])}</option>`)}
        </select>
      </label>`;
  }

  #tell(change: Partial<PeopleFilter>): void {
    this.dispatchEvent(new CustomEvent<PeopleFilter>('filtered', { detail: { ...this.filter, ...change } }));
  }
}

function valueOf({ target }: Event): string {
  return (target as HTMLInputElement | HTMLSelectElement).value;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-filter': LsPeopleFilter;
  }
}
