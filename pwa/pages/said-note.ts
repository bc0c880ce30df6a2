/** Says for ten seconds what was just done, with a way back where there is one. */
import { html, nothing, type ReactiveControllerHost } from 'lit';
import '../components/ls-reason-set.ts';
import { t } from '../locales/locale.ts';
import { peopleText as p } from '../locales/people.ts';

interface Spoken {
  text: string;
  undo: (() => void) | null;
  number: number;
}

export class SaidNote {
  #said: Spoken | null = null;
  #number = 0;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  say(text: string, undo: (() => void) | null = null): void {
    this.#become({ text, undo, number: ++this.#number });
  }

  note() {
    const said = this.#said;
    if (!said) return nothing;
    const { text, undo, number } = said;
    return html`<ls-reason-set
      .text=${text}
      .entry=${String(number)}
      .action=${undo ? p('undo') : t('close')}
      @change-wanted=${() => {
        this.#become(null);
        undo?.();
      }}
      @over=${() => this.#become(null)}
    ></ls-reason-set>`;
  }

  #become(said: Spoken | null): void {
    this.#said = said;
    this.#host.requestUpdate();
  }
}
