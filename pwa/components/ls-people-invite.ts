import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Lines } from '../../shared/access/may.ts';
import type { Role } from '../../shared/access/roles.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import './ls-lines-choice.ts';
import './ls-roles-choice.ts';
import type { LineGroup } from './people/lines.ts';
import type { PastedPerson } from './people/pasted.ts';
import { formStyles } from '../styles/form.ts';
import { isUserId, suggestedUserId } from './people/user-id.ts';

/** Who is to be invited. Emits `invite-wanted`. */
@customElement('ls-people-invite')
export class LsPeopleInvite extends LitElement {
  /** User ids that somebody has or had. */
  @property({ attribute: false }) taken: ReadonlySet<string> = new Set();
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) reachable = false;

  @state() private name = '';
  /** null = as suggested. */
  @state() private typedUser: string | null = null;
  @state() private roles: readonly Role[] = ['operator'];
  @state() private lines: Lines = '*';
  /** What is missing is told once somebody wants to go on. */
  @state() private tried = false;

  static override styles = [controls, formStyles];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render() {
    const { user } = this;
    const problem = this.#userProblem();
    return html`<form class="form" novalidate @submit=${this.#submit}>
      <label class="field">
        <span>${p('name')}</span>
        <input
          id="name"
          autocomplete="off"
          maxlength="80"
          .value=${this.name}
          aria-invalid=${this.tried && this.name.trim() === ''}
          @input=${(event: Event) => (this.name = valueOf(event))}
        />
        ${this.tried && this.name.trim() === '' ? wrong(p('nameMissing')) : nothing}
      </label>
      <label class="field">
        <span id="user-name">${p('userId')}</span>
        <input
          id="user"
          aria-labelledby="user-name"
          aria-describedby="about-user"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          maxlength="40"
          .value=${user}
          aria-invalid=${problem !== ''}
          @input=${(event: Event) => (this.typedUser = valueOf(event).trim().toLowerCase() || null)}
        />
        <span class="about" id="about-user">
          <span class="hint">${p('userIdHint')}</span>
          ${problem === '' ? nothing : wrong(problem)}
        </span>
      </label>
      <ls-roles-choice
        .roles=${this.roles}
        .problem=${this.tried && this.roles.length === 0 ? p('roleMissing') : ''}
        @roles-chosen=${(event: CustomEvent<Role[]>) => (this.roles = event.detail)}
      ></ls-roles-choice>
      <ls-lines-choice
        .lines=${this.lines}
        .groups=${this.groups}
        .problem=${this.tried && this.lines.length === 0 ? p('linesMissing') : ''}
        @lines-chosen=${(event: CustomEvent<Lines>) => (this.lines = event.detail)}
      ></ls-lines-choice>
      <div class="buttons">
        <button class="main" type="submit" ?disabled=${this.busy || !this.reachable}>
          ${this.busy ? p('saving') : p('inviteNow')}
        </button>
        ${this.reachable ? nothing : html`<span class="hint" role="status">${p('unreachable')}</span>`}
      </div>
    </form>`;
  }

  get user(): string {
    return this.typedUser ?? suggestedUserId(this.name, (user) => this.taken.has(user));
  }

  #userProblem(): string {
    const { user } = this;
    if (this.taken.has(user)) return p('userIdTaken');
    if (user === '' ? this.tried : !isUserId(user)) return p('userIdWrong');
    return '';
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.tried = true;
    const { user, roles, lines } = this;
    const name = this.name.trim();
    const missing = name === '' || user === '' || this.#userProblem() !== '' || roles.length === 0;
    if (missing || lines.length === 0 || this.busy || !this.reachable) return;
    const detail: PastedPerson = { user, name, roles: [...roles], lines };
    this.dispatchEvent(new CustomEvent('invite-wanted', { detail }));
  };
}

function wrong(text: string) {
  return html`<span class="wrong" role="alert">■ ${text}</span>`;
}

function valueOf({ target }: Event): string {
  return (target as HTMLInputElement).value;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-invite': LsPeopleInvite;
  }
}
