import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-sign-on-form.ts';
import type { SignOnField, SignOnValues } from '../components/ls-sign-on-form.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Live } from '../data/line-data.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import { accessText as a } from '../locales/access.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { resultWords } from './access-words.ts';
import { LiveValue } from './live-value.ts';
import { pageTitle } from './page-title.ts';
import { signOnPageStyles } from './sign-on-page-styles.ts';

const IS = { station: 'enrolledStation', kiosk: 'enrolledKiosk', personal: 'enrolledPersonal' } as const;

/** Makes this browser a device of the plant, by a code: typed, or in the address that a picture holds (`/enrol#CODE`). */
@customElement('ls-enrol-page')
export class LsEnrolPage extends LitElement {
  @property({ attribute: false }) data!: AppData;
  /** Of the address. */
  @property() code = '';

  @state() private busy = false;
  @state() private message = '';
  /** It is a device already, and is to become another one. */
  @state() private again = false;
  readonly #access = new LiveValue<AccessState>(this);
  readonly #lines = new LiveValue<LineReference[]>(this);

  static override styles = [tokens, controls, signOnPageStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { data } = this;
    if (changed.has('code') && this.code !== '') this.again = true;
    this.#access.follow([data], () => data.access.now);
    this.#lines.follow([data], (): Live<LineReference[]> => data.lines);
  }

  protected override render() {
    const { device } = this.data.access.state;
    return html`<main>
      ${pageTitle(a('enrol'))} ${device ? this.#enrolled(device) : nothing}
      ${device && !this.again ? nothing : this.#form()}
    </main>`;
  }

  #form() {
    return html`<section class="card">
      <p class="second">${a('enrolNote')}</p>
      <p class="message" role="alert">${this.message ? `■ ${this.message}` : nothing}</p>
      <ls-sign-on-form
        .fields=${codeField(this.code)}
        .action=${a('enrolDo')}
        ?busy=${this.busy}
        @filled=${({ detail }: CustomEvent<SignOnValues>) => void this.#enrol(detail['code'] ?? '')}
      ></ls-sign-on-form>
    </section>`;
  }

  #enrolled({ name, role, lines }: NonNullable<AccessState['device']>) {
    const known = this.#lines.value ?? [];
    const names =
      lines === '*' ? a('everyLine') : lines.map((id) => known.find((line) => line.id === id)?.name ?? id).join(', ');
    return html`<section class="card" role="status">
      <h2>${a('enrolledAs', name)}</h2>
      <p>${a(IS[role])}</p>
      <p class="second">${a('linesOf', names)}</p>
      <div class="others">
        <a href="/">${a('goOn')}</a>
        ${this.again ? nothing : html`<button @click=${() => (this.again = true)}>${a('enrolAgain')}</button>`}
      </div>
    </section>`;
  }

  async #enrol(code: string): Promise<void> {
    this.busy = true;
    this.message = '';
    const result = await this.data.access.enrol(codeIn(code));
    this.busy = false;
    this.message = resultWords(result, 'wrongCode');
    if (result.kind === 'ok') this.again = false;
  }
}

function codeField(given: string): SignOnField[] {
  return [{ name: 'code', label: a('enrolCode'), kind: 'code', value: codeIn(given) }];
}

/** As people read codes out: in small letters, with spaces and dashes. */
function codeIn(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-enrol-page': LsEnrolPage;
  }
}
