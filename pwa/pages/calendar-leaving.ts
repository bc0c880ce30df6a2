/** Weeks that were drawn and not saved: whoever leaves the page by a link, or closes the app, is asked first. */
import { html, type ReactiveController, type ReactiveControllerHost } from 'lit';
import '../components/ls-dialog.ts';
import { calendarText as c } from '../locales/calendar.ts';

interface Unsaved {
  isThere: () => boolean;
  discard: () => void;
}

export class CalendarLeaving implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #window: Window;
  readonly #unsaved: Unsaved;
  /** Somebody wants to go there; null = nobody is asked. */
  #to: HTMLAnchorElement | null = null;

  constructor(host: ReactiveControllerHost, window: Window, unsaved: Unsaved) {
    this.#host = host;
    this.#window = window;
    this.#unsaved = unsaved;
    host.addController(this);
  }

  hostConnected(): void {
    this.#window.addEventListener('click', this.#follow, { capture: true });
    this.#window.addEventListener('beforeunload', this.#close);
  }

  hostDisconnected(): void {
    this.#window.removeEventListener('click', this.#follow, { capture: true });
    this.#window.removeEventListener('beforeunload', this.#close);
  }

  dialog() {
    return html`<ls-dialog heading=${c('leaveHeading')} ?open=${this.#to !== null} @closed=${() => this.#ask(null)}>
      <div class="form">
        <p>${c('leaveNote')}</p>
        <div class="buttons">
          <button class="main" @click=${() => this.#ask(null)}>${c('leaveStay')}</button>
          <button @click=${this.#leave}>${c('leaveDiscard')}</button>
        </div>
      </div>
    </ls-dialog>`;
  }

  /** Before the router hears of it. */
  readonly #follow = (event: MouseEvent): void => {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    const isElsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey;
    if (!link || isElsewhere || link.target || link.pathname === this.#window.location.pathname) return;
    if (!this.#unsaved.isThere()) return;
    event.preventDefault();
    event.stopPropagation();
    this.#ask(link);
  };

  readonly #close = (event: BeforeUnloadEvent): void => {
    if (this.#unsaved.isThere()) event.preventDefault();
  };

  readonly #leave = (): void => {
    const to = this.#to;
    this.#unsaved.discard();
    this.#ask(null);
    to?.click();
  };

  #ask(to: HTMLAnchorElement | null): void {
    this.#to = to;
    this.#host.requestUpdate();
  }
}
