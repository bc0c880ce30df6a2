import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { formStyles } from '../styles/form.ts';
import type { NotDone } from '../data/asking.ts';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls, panel } from '../styles/controls.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD, isNewPassword, isPin } from './account-secret.ts';

interface Wrong {
  field: 'current' | 'next' | 'all';
  text: string;
  lang?: 'en';
}

/** Changes one's own password or PIN; the present password is asked for again. */
@customElement('ls-account-secret')
export class LsAccountSecret extends LitElement {
  @property() kind: 'password' | 'pin' = 'password';
  @property({ attribute: false }) data!: AppData;
  /** Whose it is: password managers want to know. */
  @property() user = '';
  /** There is one already. */
  @property({ type: Boolean }) has = false;
  @property({ type: Boolean }) reachable = false;

  @state() private open = false;
  @state() private shown = false;
  @state() private busy = false;
  @state() private wrong: Wrong | null = null;
  @state() private done = false;
  @query('#current') private readonly current!: HTMLInputElement | null;
  @query('#next') private readonly next!: HTMLInputElement | null;

  static override styles = [
    controls,
    panel,
    formStyles,
    css`
      :host {
        display: block;
        padding: 16px;
      }
      form {
        position: relative;
        margin-top: 8px;
      }
      input.hidden:not([type='checkbox']) {
        width: 1px;
        min-height: 0;
        padding: 0;
      }
    `,
  ];

  protected override render() {
    const isPassword = this.kind === 'password';
    const title = p(isPassword ? 'changePassword' : this.has ? 'changePin' : 'setPin');
    if (this.open)
      return html`<h2>${title}</h2>
        ${this.#form(isPassword, title)}`;
    return html`${isPassword || this.has ? nothing : html`<p class="hint">${p('noPin')}</p>`}
      <div class="buttons">
        <button class="text-button" ?disabled=${!this.reachable} @click=${this.#begin}>${title} …</button>
        <span role="status">${this.done ? `✓ ${p(isPassword ? 'passwordChanged' : 'pinSet')}` : nothing}</span>
      </div>`;
  }

  #form(isPassword: boolean, title: string) {
    const { wrong } = this;
    const type = this.shown ? 'text' : 'password';
    return html`<form novalidate @submit=${this.#submit}>
      <input
        class="hidden"
        name="username"
        autocomplete="username"
        tabindex="-1"
        readonly
        aria-hidden="true"
        .value=${this.user}
      />
      <label class="field">
        <span>${p('current')}</span>
        <input
          id="current"
          type=${type}
          autocomplete="current-password"
          maxlength="200"
          aria-invalid=${wrong?.field === 'current'}
        />
        ${wrong?.field === 'current' ? this.#wrong() : nothing}
      </label>
      <label class="field">
        <span id="next-name">${p(isPassword ? 'newPassword' : 'newPin')}</span>
        ${
          isPassword
            ? html`<input
                id="next"
                type=${type}
                autocomplete="new-password"
                aria-labelledby="next-name"
                aria-describedby="about-next"
                maxlength=${LONGEST_PASSWORD}
                aria-invalid=${wrong?.field === 'next'}
              />`
            : html`<input
                id="next"
                type=${type}
                inputmode="numeric"
                aria-labelledby="next-name"
                aria-describedby="about-next"
                autocomplete="off"
                maxlength="12"
                aria-invalid=${wrong?.field === 'next'}
              />`
        }
        <span class="about" id="about-next">
          <span class="hint">${isPassword ? p('newPasswordHint', SHORTEST_PASSWORD) : p('pinHint')}</span>
          ${wrong?.field === 'next' ? this.#wrong() : nothing}
        </span>
      </label>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${this.shown}
          @change=${({ target }: Event) => (this.shown = (target as HTMLInputElement).checked)}
        />
        <span>${p('showTyped')}</span>
      </label>
      ${wrong?.field === 'all' ? html`<p class="note" role="alert" lang=${ifDefined(wrong.lang)}>▲ ${wrong.text}</p>` : nothing}
      <div class="buttons">
        <button class="main" type="submit" ?disabled=${this.busy || !this.reachable}>
          ${this.busy ? p('saving') : title}
        </button>
        <button type="button" @click=${() => (this.open = false)}>${p('cancel')}</button>
      </div>
    </form>`;
  }

  #wrong() {
    return html`<span class="wrong" role="alert">■ ${this.wrong?.text}</span>`;
  }

  readonly #begin = async (): Promise<void> => {
    this.open = true;
    this.shown = false;
    this.wrong = null;
    this.done = false;
    await this.updateComplete;
    this.current?.focus();
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const current = this.current?.value ?? '';
    const next = this.next?.value ?? '';
    this.wrong = this.#missing(current, next);
    if (this.wrong || this.busy) return;
    this.busy = true;
    const { people, access } = this.data;
    const told = await (this.kind === 'password'
      ? people.changePassword({ current, password: next })
      : people.setPin({ current, pin: next }));
    this.busy = false;
    this.done = told.ok;
    this.open = !told.ok;
    this.wrong = told.ok ? null : wrongOf(told);
    await access.refresh();
  };

  #missing(current: string, next: string): Wrong | null {
    if (current === '') return { field: 'current', text: p('currentMissing') };
    if (this.kind === 'pin') return isPin(next) ? null : { field: 'next', text: p('pinWrong') };
    return isNewPassword(next) ? null : { field: 'next', text: p('passwordShort', SHORTEST_PASSWORD) };
  }
}

function wrongOf({ why, code, detail }: NotDone): Wrong {
  if (code === 'UNAUTHENTICATED') return { field: 'current', text: p('currentWrong') };
  if (why === 'unreachable') return { field: 'all', text: p('noAnswer') };
  return detail === null ? { field: 'all', text: p('failed') } : { field: 'all', text: detail, lang: 'en' };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-account-secret': LsAccountSecret;
  }
}
