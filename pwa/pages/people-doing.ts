/** Does one thing after the other at the gateway, by somebody who may, and keeps what is to be said about it. */
import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { Right } from '../../shared/access/roles.ts';
import { NotSignedOn, type AccessData } from '../data/access.ts';
import type { NotDone, Told } from '../data/asking.ts';
import { peopleText as p } from '../locales/people.ts';

export class Doing {
  busy = false;
  /** Why the last thing was not done; null = it was. */
  failure: NotDone | null = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Resolves with what the gateway answered; null = it was not done, and `failure` says why, or nobody signed on for it. */
  async run<T>(access: AccessData, right: Right, act: () => Promise<Told<T>>): Promise<{ value: T } | null> {
    if (this.busy) return null;
    this.busy = true;
    this.forget();
    try {
      await access.personFor(right, null);
      const told = await act();
      if (told.ok) return { value: told.value };
      this.failure = told;
      return null;
    } catch (error) {
      if (error instanceof NotSignedOn) return null;
      throw error;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  forget(): void {
    this.failure = null;
    this.#host.requestUpdate();
  }

  /** As a note of `formStyles`. */
  note() {
    const { failure } = this;
    if (!failure) return nothing;
    return html`<p class="note" role="alert">▲ ${failureText(failure)}</p>`;
  }
}

/** The gateway's words are English. */
export function failureText({ why, detail }: NotDone) {
  if (why === 'unreachable') return p('noAnswer');
  return detail === null ? p('failed') : html`<span lang="en">${detail}</span>`;
}
