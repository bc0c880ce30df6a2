import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AppData } from '../data/line-data.ts';
import { shellText, type ShellText } from '../locales/shell.ts';
import { pageMessage, pageMessageStyles } from '../pages/page-message.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { startRouter, type Route } from './router.ts';
import type { StartFailure } from './start-failure.ts';

/** Each page is loaded when it is first shown. */
const LOAD: Record<Route['page'], () => Promise<unknown>> = {
  start: () => import('../pages/ls-start-page.ts'),
  line: () => import('../pages/ls-line-page.ts'),
  replay: () => import('../pages/ls-replay-page.ts'),
  sources: () => import('../pages/ls-sources-page.ts'),
  source: () => import('../pages/ls-source-page.ts'),
  explorer: () => import('../pages/ls-explorer-page.ts'),
  notFound: () => import('../pages/ls-not-found-page.ts'),
};

/** The app: shows the page of the address, or says why it cannot. */
@customElement('ls-app')
export class LsApp extends LitElement {
  /** Null while what is kept on the device is being opened. */
  @property({ attribute: false }) data: AppData | null = null;
  @property() failure: StartFailure | null = null;

  @state() private route: Route = { page: 'notFound' };
  /** Pages whose code is here, or could not be had. */
  @state() private pages: Partial<Record<Route['page'], 'here' | 'missing'>> = {};
  #stopRouter: (() => void) | null = null;

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
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopRouter = startRouter(window, (route) => {
      this.route = route;
      void this.#load(route.page);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopRouter?.();
  }

  async #load(page: Route['page']): Promise<void> {
    if (this.pages[page] === 'here') return;
    const result = await LOAD[page]().then(
      () => 'here' as const,
      () => 'missing' as const,
    );
    this.pages = { ...this.pages, [page]: result };
  }

  protected override render(): TemplateResult {
    if (this.failure) return this.#stopped(this.failure, `${this.failure}Do`);
    if (this.pages[this.route.page] === 'missing') return this.#stopped('pageMissing', 'pageMissingDo');
    if (!this.data || !this.pages[this.route.page]) return pageMessage(shellText('opening'));
    return this.#page(this.data);
  }

  #page(data: AppData): TemplateResult {
    switch (this.route.page) {
      case 'start':
        return html`<ls-start-page .data=${data}></ls-start-page>`;
      case 'line':
        return html`<ls-line-page .data=${data} .lineId=${this.route.lineId}></ls-line-page>`;
      case 'replay':
        return html`<ls-replay-page
          .data=${data}
          .lineId=${this.route.lineId}
          .search=${window.location.search}
        ></ls-replay-page>`;
      case 'sources':
        return html`<ls-sources-page .data=${data}></ls-sources-page>`;
      case 'source': {
        const { sourceId, view } = this.route;
        return html`<ls-source-page .data=${data} .sourceId=${sourceId} .view=${view}></ls-source-page>`;
      }
      case 'explorer':
        return html`<ls-explorer-page .data=${data}></ls-explorer-page>`;
      case 'notFound':
        return html`<ls-not-found-page .data=${data}></ls-not-found-page>`;
    }
  }

  #stopped(what: ShellText, todo: ShellText): TemplateResult {
    const reload = () => window.location.reload();
    return html`${pageMessage(shellText(what), shellText(todo))}
      <div class="do">
        ${this.failure === 'insecure' ? nothing : html`<button @click=${reload}>${shellText('reload')}</button>`}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-app': LsApp;
  }
}
