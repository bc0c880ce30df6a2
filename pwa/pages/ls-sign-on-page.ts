import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-sign-on-form.ts';
import type { SignOnField, SignOnValues } from '../components/ls-sign-on-form.ts';
import type { AccessResult, AccessState } from '../data/access.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import { accessText as a } from '../locales/access.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { resultWords, ssoWords } from './access-words.ts';
import { LiveValue } from './live-value.ts';
import './ls-signing-on.ts';
import { pageTitle } from './page-title.ts';
import { signOnPageStyles } from './sign-on-page-styles.ts';

/** An invitation as it stands in an address: `/sign-on?user=attendant#CODE`. */
export interface InvitedBy {
  user: string;
  code: string;
}

/** Nobody is here: the first administrator, somebody who was invited, or somebody who signs on. Emits `signed-on`. */
@customElement('ls-sign-on-page')
export class LsSignOnPage extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) invited: InvitedBy | null = null;

  /** Why the plant's sign-on server let nobody in. */
  @property() refused = '';

  @state() private busy = false;
  @state() private message = '';
  @state() private hasInvitation = false;
  readonly #access = new LiveValue<AccessState>(this);
  readonly #connection = new LiveValue<Connection>(this);

  static override styles = [tokens, controls, signOnPageStyles];

  protected override willUpdate(): void {
    const { data } = this;
    this.#access.follow([data], () => data.access.now);
    this.#connection.follow([data], () => data.connection);
    if (this.invited) this.hasInvitation = true;
  }

  protected override render() {
    const { phase, plantName, reachable } = this.data.access.state;
    const notSent = this.#connection.value?.notSent ?? 0;
    return html`<main>
      ${pageTitle(plantName === '' ? 'Lineside' : a('welcome', plantName))}
      ${reachable ? nothing : html`<div class="out" role="status">▲ ${a('waiting')}<br />${a('waitingNote')}</div>`}
      ${notSent === 0 ? nothing : html`<div class="out" role="status">▲ ${a('notSent', notSent)}</div>`}
      ${phase === 'setup' ? this.#setup() : this.hasInvitation ? this.#invitation() : this.#signOn()}
    </main>`;
  }

  #signOn() {
    return html`<p class="second">${a('welcomeNote')}</p>
      <div class="card">
        <ls-signing-on .data=${this.data} .said=${ssoWords(this.refused)} @signed-on=${this.#signedOn}></ls-signing-on>
      </div>
      <div class="others">
        <button @click=${() => (this.hasInvitation = true)}>${a('useInvitation')}</button>
        <a href="/enrol">${a('enrolThis')}</a>
      </div>`;
  }

  #setup() {
    const fields: SignOnField[] = [
      { name: 'code', label: a('code'), kind: 'code' },
      { name: 'user', label: a('user'), kind: 'user' },
      { name: 'name', label: a('displayName'), kind: 'name' },
      { name: 'password', label: a('newPassword'), kind: 'new-password' },
    ];
    return this.#form({ title: a('setup'), note: a('setupNote'), fields, action: a('setupDo') }, (values) => {
      const { code = '', user = '', name = '', password = '' } = values;
      return this.data.access.setup({ code, user, name, password });
    });
  }

  #invitation() {
    const { user = '', code = '' } = this.invited ?? {};
    const fields: SignOnField[] = [
      { name: 'user', label: a('user'), kind: 'user', value: user },
      { name: 'code', label: a('code'), kind: 'code', value: code },
      { name: 'password', label: a('newPassword'), kind: 'new-password' },
      { name: 'pin', label: a('newPin'), kind: 'new-pin', optional: true },
    ];
    const words = { title: a('invitation'), note: a('invitationNote'), fields, action: a('invitationDo') };
    const form = this.#form(words, ({ user = '', code = '', password = '', pin }) =>
      this.data.access.acceptInvitation({ user, code, password, ...(pin === undefined ? {} : { pin }) }),
    );
    return html`${form}
      <div class="others"><button @click=${this.#leaveInvitation}>${a('back')}</button></div>`;
  }

  #form(
    { title, note, fields, action }: { title: string; note: string; fields: SignOnField[]; action: string },
    send: (values: SignOnValues) => Promise<AccessResult>,
  ) {
    return html`<div class="card">
      <h2>${title}</h2>
      <p class="second">${note}</p>
      <p class="message" role="alert">${this.message ? `■ ${this.message}` : nothing}</p>
      <ls-sign-on-form
        .fields=${fields}
        .action=${action}
        ?busy=${this.busy}
        @filled=${({ detail }: CustomEvent<SignOnValues>) => void this.#send(send(detail))}
      ></ls-sign-on-form>
    </div>`;
  }

  async #send(sent: Promise<AccessResult>): Promise<void> {
    this.busy = true;
    this.message = '';
    const result = await sent;
    this.busy = false;
    this.message = resultWords(result, 'wrongCode');
    if (result.kind === 'ok') this.#signedOn();
  }

  readonly #leaveInvitation = (): void => {
    this.invited = null;
    this.hasInvitation = false;
    this.message = '';
  };

  readonly #signedOn = (): void => {
    this.hasInvitation = false;
    this.dispatchEvent(new CustomEvent('signed-on'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sign-on-page': LsSignOnPage;
  }
}
