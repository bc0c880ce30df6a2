import { LitElement, html, nothing } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import { accessText as a } from '../locales/access.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';

export interface SignOnField {
  name: string;
  label: string;
  kind: 'user' | 'name' | 'code' | 'password' | 'new-password' | 'new-pin';
  /** What it begins with. */
  value?: string;
  optional?: boolean;
}
export type SignOnValues = Record<string, string>;

const KINDS = {
  user: { type: 'text', autocomplete: 'username', problem: 'userShape', shape: /^[a-z][a-z0-9._-]{1,39}$/ },
  name: { type: 'text', autocomplete: 'name', problem: 'missing', shape: /\S/ },
  code: { type: 'text', autocomplete: 'off', problem: 'missing', shape: /\S/ },
  password: { type: 'password', autocomplete: 'current-password', problem: 'missing', shape: /./ },
  'new-password': { type: 'password', autocomplete: 'new-password', problem: 'passwordShort', shape: /^.{10,200}$/su },
  'new-pin': { type: 'password', autocomplete: 'off', problem: 'pinShape', shape: /^\d{4,12}$/ },
} as const;

/** Fields that are filled in to get in, each with what is wrong with it beside it. Emits `filled` with the values. */
@customElement('ls-sign-on-form')
export class LsSignOnForm extends LitElement {
  @property({ attribute: false }) fields: readonly SignOnField[] = [];
  /** What its button says. */
  @property() action = '';
  @property({ type: Boolean }) busy = false;

  @state() private wrong: readonly string[] = [];
  @state() private shown = false;
  @queryAll('input.value') private readonly inputs!: NodeListOf<HTMLInputElement>;

  static override styles = [controls, formStyles];

  /** The first field that is still empty. */
  override focus(): void {
    void this.updateComplete.then(() => {
      const inputs = [...this.inputs];
      (inputs.find(({ value }) => value === '') ?? inputs[0])?.focus();
    });
  }

  protected override render() {
    const secret = this.fields.some(({ kind }) => KINDS[kind].type === 'password');
    return html`<form novalidate @submit=${this.#submit}>
      ${this.fields.map((field) => this.#field(field))}
      ${
        secret
          ? html`<label class="choice">
              <input type="checkbox" .checked=${this.shown} @change=${() => (this.shown = !this.shown)} />
              ${a('showPassword')}
            </label>`
          : nothing
      }
      <div class="buttons">
        <button class="main" ?disabled=${this.busy}>${this.busy ? a('busy') : this.action}</button>
      </div>
    </form>`;
  }

  #field({ name, label, kind, value }: SignOnField) {
    const { type, autocomplete, problem } = KINDS[kind];
    const wrong = this.wrong.includes(name);
    return html`<label class="field">
      <span>${label}</span>
      <input
        class="value"
        name=${name}
        type=${this.shown ? 'text' : type}
        inputmode=${kind === 'new-pin' ? 'numeric' : 'text'}
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck="false"
        maxlength="200"
        value=${value ?? ''}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${`${name}-wrong`}
      />
      <span class="wrong" id=${`${name}-wrong`} role="alert">${wrong ? `■ ${a(problem)}` : nothing}</span>
    </label>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    const typed = new Map([...this.inputs].map(({ name, value }) => [name, value]));
    const values = this.fields.map(({ name, kind }) => [name, plain(kind, typed.get(name) ?? '')] as const);
    const given = new Map(values);
    this.wrong = this.fields
      .filter(
        ({ name, kind, optional }) =>
          !(optional && given.get(name) === '') && !KINDS[kind].shape.test(given.get(name)!),
      )
      .map(({ name }) => name);
    const [first] = this.wrong;
    if (first === undefined) {
      const detail: SignOnValues = Object.fromEntries(values.filter(([, value]) => value !== ''));
      this.dispatchEvent(new CustomEvent<SignOnValues>('filled', { detail }));
    } else [...this.inputs].find(({ name }) => name === first)?.focus();
  };
}

/** Tablets begin with a capital letter and end with a space; in a secret both may be meant. */
function plain(kind: SignOnField['kind'], text: string): string {
  if (kind === 'user') return text.trim().toLowerCase();
  return kind === 'name' || kind === 'code' ? text.trim() : text;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sign-on-form': LsSignOnForm;
  }
}
