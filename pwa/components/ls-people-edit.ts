import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Lines } from '../../shared/access/may.ts';
import type { PersonView } from '../../shared/access/protocol.ts';
import type { Role } from '../../shared/access/roles.ts';
import { peopleText as p } from '../locales/people.ts';
import { roleName } from '../locales/people-roles.ts';
import { controls } from '../styles/controls.ts';
import './ls-lines-choice.ts';
import './ls-roles-choice.ts';
import {
  changedFields,
  draftOf,
  overtakenFields,
  type DraftField,
  type Edits,
  type PersonDraft,
} from './people/draft.ts';
import { linesText, type LineGroup } from './people/lines.ts';
import { formStyles } from '../styles/form.ts';

/** What is to become of the person, and what one knew of them when one said so. */
export interface PersonSaving {
  draft: PersonDraft;
  edits: Edits;
  shown: PersonDraft;
}

/**
 * Name, roles and lines of somebody. What others change meanwhile is shown where it was not touched here, and told where
 * it was. Emits `save-wanted`.
 */
@customElement('ls-people-edit')
export class LsPeopleEdit extends LitElement {
  /** As the gateway knows them now. */
  @property({ attribute: false }) person!: PersonView;
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  /** Nobody else can look after people: they stay admin. */
  @property({ type: Boolean }) lastAdmin = false;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) reachable = false;

  @state() private edits: Edits = {};
  @state() private saw!: PersonDraft;

  static override styles = [controls, formStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('person')) return;
    const before = changed.get('person');
    if (before?.user !== this.person.user) {
      this.edits = {};
      this.saw = draftOf(this.person);
    }
    // What is so by now, whoever did it, is no edit any more.
    if (Object.keys(this.edits).length > 0 && changedFields(this.person, this.edits).length === 0) this.edits = {};
    if (Object.keys(this.edits).length === 0) this.saw = draftOf(this.person);
  }

  protected override render() {
    const draft = { ...draftOf(this.person), ...this.edits };
    const isChanged = changedFields(this.person, this.edits).length > 0;
    const complete = draft.name.trim() !== '' && draft.roles.length > 0;
    return html`<form class="form" novalidate @submit=${this.#submit}>
      <label class="field">
        <span>${p('name')}</span>
        <input
          autocomplete="off"
          maxlength="80"
          .value=${draft.name}
          aria-invalid=${draft.name.trim() === ''}
          @input=${({ target }: Event) => this.#edit({ name: (target as HTMLInputElement).value })}
        />
      </label>
      ${this.#meanwhile('name')}
      <ls-roles-choice
        .roles=${draft.roles}
        .adminStays=${this.lastAdmin ? p('lastAdmin') : ''}
        .problem=${draft.roles.length === 0 ? p('roleMissing') : ''}
        @roles-chosen=${(event: CustomEvent<Role[]>) => this.#edit({ roles: event.detail })}
      ></ls-roles-choice>
      ${this.#meanwhile('roles')}
      <ls-lines-choice
        .lines=${draft.lines}
        .groups=${this.groups}
        @lines-chosen=${(event: CustomEvent<Lines>) => this.#edit({ lines: event.detail })}
      ></ls-lines-choice>
      ${this.#meanwhile('lines')}
      <div class="buttons">
        <button class="main" type="submit" ?disabled=${!isChanged || !complete || this.busy || !this.reachable}>
          ${this.busy ? p('saving') : p('save')}
        </button>
        ${isChanged ? html`<button type="button" @click=${() => (this.edits = {})}>${p('cancel')}</button>` : nothing}
      </div>
    </form>`;
  }

  #meanwhile(field: DraftField) {
    if (!overtakenFields(this.saw, this.person, this.edits).includes(field)) return nothing;
    return html`<div class="note form">
      <p role="alert">▲ ${p('meanwhile', p(field), this.#words(field))} ${p('meanwhileSave')}</p>
      <div class="buttons">
        <button type="button" @click=${() => this.#edit({ [field]: undefined })}>${p('takeTheirs')}</button>
      </div>
    </div>`;
  }

  #words(field: DraftField): string {
    const { name, roles, lines } = this.person;
    if (field === 'name') return name;
    return field === 'roles' ? roles.map(roleName).join(', ') : linesText(lines, this.groups);
  }

  #edit(change: { [F in DraftField]?: PersonDraft[F] | undefined }): void {
    const edits = Object.entries({ ...this.edits, ...change }).filter(([, value]) => value !== undefined);
    this.edits = Object.fromEntries(edits);
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const shown = draftOf(this.person);
    const draft = { ...shown, ...this.edits };
    const detail: PersonSaving = { draft: { ...draft, name: draft.name.trim() }, edits: this.edits, shown };
    this.dispatchEvent(new CustomEvent('save-wanted', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-edit': LsPeopleEdit;
  }
}
