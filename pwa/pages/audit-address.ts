/** What somebody chose is the page's address: it can be shared and kept, and goes back and forward. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { auditChoiceIn, auditSearchOf, type AuditChoice } from '../components/audit/choice.ts';

export class AuditAddress implements ReactiveController {
  choice: AuditChoice;
  readonly #host: ReactiveControllerHost;
  readonly #window: Window;

  constructor(host: ReactiveControllerHost, window: Window) {
    this.#host = host;
    this.#window = window;
    this.choice = auditChoiceIn(window.location.search);
    host.addController(this);
  }

  hostConnected(): void {
    this.#read();
    this.#window.addEventListener('popstate', this.#read);
  }

  hostDisconnected(): void {
    this.#window.removeEventListener('popstate', this.#read);
  }

  choose(choice: AuditChoice): void {
    const { location, history } = this.#window;
    history.pushState(null, '', `${location.pathname}${auditSearchOf(choice)}`);
    this.#read();
  }

  readonly #read = (): void => {
    this.choice = auditChoiceIn(this.#window.location.search);
    this.#host.requestUpdate();
  };
}
