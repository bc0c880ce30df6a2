import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ROLES, type Role } from '../../shared/access/roles.ts';
import { peopleText as p } from '../locales/people.ts';
import { roleName, roleSentence } from '../locales/people-roles.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';

/** Roles of a person, each with what it allows. Emits `roles-chosen` with all that are chosen now. */
@customElement('ls-roles-choice')
export class LsRolesChoice extends LitElement {
  @property({ attribute: false }) roles: readonly Role[] = [];
  /** Why the admin's role cannot be taken away; empty = it can. */
  @property() adminStays = '';
  /** Something is missing, in words. */
  @property() problem = '';
  @property({ type: Boolean }) disabled = false;

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: block;
      }
      .what {
        display: grid;
      }
      strong {
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    return html`<fieldset ?disabled=${this.disabled}>
      <legend>${p('roles')}</legend>
      ${ROLES.map((role) => {
        const stays = role === 'admin' && this.adminStays !== '' && this.roles.includes('admin');
        return html`<label class="choice">
          <input
            type="checkbox"
            name=${role}
            .checked=${this.roles.includes(role)}
            ?disabled=${stays}
            @change=${this.#chosen}
          />
          <span class="what">
            <strong>${roleName(role)}</strong>
            <span class="hint">${roleSentence(role)}</span>
            ${stays ? html`<span class="hint">${this.adminStays}</span>` : nothing}
          </span>
        </label>`;
      })}
      ${this.problem === '' ? nothing : html`<p class="wrong" role="alert">■ ${this.problem}</p>`}
    </fieldset>`;
  }

  readonly #chosen = ({ target }: Event): void => {
    const { name, checked } = target as HTMLInputElement;
    const detail = ROLES.filter((role) => (role === name ? checked : this.roles.includes(role)));
    this.dispatchEvent(new CustomEvent<Role[]>('roles-chosen', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-roles-choice': LsRolesChoice;
  }
}
