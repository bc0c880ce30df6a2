import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-person-idle.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData } from '../data/line-data.ts';
import { accessText } from '../locales/access.ts';
import { shellText, type ShellText } from '../locales/shell.ts';
import { LiveValue } from '../pages/live-value.ts';
import '../pages/ls-sign-on-dialog.ts';
import '../pages/ls-sign-on-page.ts';
import { pageMessage, pageMessageStyles } from '../pages/page-message.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { takeCode, type AddressCode } from './address-code.ts';
import { loadPage, pageOf } from './page-of.ts';
import { PAGE_RIGHT } from './page-rights.ts';
import { startRouter, type Route } from './router.ts';
import type { StartFailure } from './start-failure.ts';

/** Somebody is there. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** The app: shows the page of the address, or who has to sign on first, or why it cannot. */
@customElement('ls-app')
export class LsApp extends LitElement {
  /** Null while what is kept on the device is being opened. */
  @property({ attribute: false }) data: AppData | null = null;
  @property() failure: StartFailure | null = null;

  @state() private route: Route = { page: 'notFound' };
  /** Pages whose code is here, or could not be had. */
  @state() private pages: Partial<Record<Route['page'], 'here' | 'missing'>> = {};
  #address: AddressCode = { user: '', code: '', refused: '' };
  #stopRouter: (() => void) | null = null;
  /** Something was shown here that somebody may come back to. */
  #shown = false;
  readonly #access = new LiveValue<AccessState>(this);

  static override styles = [
    tokens,
    controls,
    pageMessageStyles,
    css`
      .do {
        max-width: 34rem;
        margin: 0 auto;
        padding: 0 24px;
      }
      .ways {
        display: flex;
        align-items: center;
        gap: 16px;
      }
      .ways a {
        padding: 14px 0;
      }
      .behind {
        display: contents;
      }
      .behind[hidden] {
        display: none;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopRouter = startRouter(window, (route) => {
      this.#address = takeCode(window);
      this.route = route;
      void this.#load(route.page);
    });
    for (const touch of TOUCHES) window.addEventListener(touch, this.#touched, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopRouter?.();
    for (const touch of TOUCHES) window.removeEventListener(touch, this.#touched, { capture: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { data } = this;
    if (changed.has('data') && data) this.#access.follow([data], () => data.access.now);
  }

  async #load(page: Route['page']): Promise<void> {
    if (this.pages[page] === 'here') return;
    const result = await loadPage(page).then(
      () => 'here' as const,
      () => 'missing' as const,
    );
    this.pages = { ...this.pages, [page]: result };
  }

  protected override render(): TemplateResult {
    if (this.failure) return this.#stopped(this.failure, `${this.failure}Do`);
    if (this.pages[this.route.page] === 'missing') return this.#stopped('pageMissing', 'pageMissingDo');
    const access = this.#access.value;
    if (!this.data || !access || access.phase === 'opening' || !this.pages[this.route.page])
      return pageMessage(shellText('opening'));
    return this.#whoever(this.data, access);
  }

  /** While nobody is here what was shown stays behind, with all that was typed: the next one goes on there. */
  #whoever(data: AppData, { phase, person, lockingIn, device }: AccessState): TemplateResult {
    const asks = (phase !== 'here' && this.route.page !== 'enrol') || this.route.page === 'signOn';
    this.#shown ||= !asks;
    const { user, code, refused } = this.#address;
    const leaving = device?.role === 'station' ? (person?.name ?? null) : null;
    return html`${
        asks
          ? html`<ls-sign-on-page
              .data=${data}
              .invited=${this.route.page === 'signOn' && code !== '' ? { user, code } : null}
              .refused=${refused}
              @signed-on=${this.#signedOn}
            ></ls-sign-on-page>`
          : nothing
      }
      <div class="behind" ?hidden=${asks}>${this.#shown ? this.#allowed(data) : nothing}</div>
      ${asks ? nothing : html`<ls-sign-on-dialog .data=${data}></ls-sign-on-dialog>`}
      ${
        lockingIn === null ? nothing : html`<ls-person-idle .seconds=${lockingIn} .leaving=${leaving}></ls-person-idle>`
      }`;
  }

  #allowed(data: AppData): TemplateResult {
    const right = PAGE_RIGHT[this.route.page];
    const line = 'lineId' in this.route ? this.route.lineId : null;
    const { access } = data;
    if (right === null || access.may(right, line) || access.state.phase !== 'here')
      return pageOf(this.route, { data, search: window.location.search, code: this.#address.code });
    const { person, locked, device } = access.state;
    if (device?.role === 'kiosk') return this.#forbidden(accessText('notHere'), '');
    const again = !person || locked || person.byTicket;
    const words = again
      ? ([accessText('signOnToSee'), accessText('signOnToSeeNote')] as const)
      : ([accessText('notForYou'), accessText('notForYouNote', person.name)] as const);
    return this.#forbidden(...words, () => access.ask());
  }

  #forbidden(what: string, why: string, ask?: () => void): TemplateResult {
    return pageMessage(
      what,
      why,
      html`<p class="ways">
        ${ask ? html`<button @click=${ask}>${accessText('signOn')}</button>` : nothing}
        <a href="/">${accessText('goOn')}</a>
      </p>`,
    );
  }

  #stopped(what: ShellText, todo: ShellText): TemplateResult {
    const reload = () => window.location.reload();
    return html`${pageMessage(shellText(what), shellText(todo))}
      <div class="do">
        ${this.failure === 'insecure' ? nothing : html`<button @click=${reload}>${shellText('reload')}</button>`}
      </div>`;
  }

  /** An address that was only for signing on has done its work. */
  readonly #signedOn = (): void => {
    if (this.route.page !== 'signOn') return;
    window.history.replaceState(null, '', '/');
    window.dispatchEvent(new PopStateEvent('popstate'));
  };

  readonly #touched = (): void => this.data?.access.touched();
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-app': LsApp;
  }
}
