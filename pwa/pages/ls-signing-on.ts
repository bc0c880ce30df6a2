import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-sign-on.ts';
import type { SignOnWish } from '../components/ls-sign-on.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData } from '../data/line-data.ts';
import { resultWords } from './access-words.ts';
import { LiveValue } from './live-value.ts';

const WRONG = { password: 'wrong', pin: 'wrongPin', badge: 'wrongBadge', demo: 'wrong' } as const;

/** Lets somebody sign on, wherever that is wanted. Emits `signed-on`, and `badge-used` when a badge is not waiting any more. */
@customElement('ls-signing-on')
export class LsSigningOn extends LitElement {
  @property({ attribute: false }) data!: AppData;
  /** A badge that was read and still needs its PIN. */
  @property() badge: string | null = null;
  /** What came of a badge alone. */
  @property() said = '';

  @state() private busy = false;
  @state() private message: string | null = null;
  readonly #access = new LiveValue<AccessState>(this);

  protected override willUpdate(): void {
    const { data } = this;
    this.#access.follow([data], () => data.access.now);
  }

  protected override render() {
    const { device, recent, ways } = this.data.access.state;
    const href = this.data.access.singleSignOn(window.location.pathname + window.location.search);
    return html`<ls-sign-on
      ?station=${device?.role === 'station'}
      .recent=${recent}
      .demo=${ways.demo}
      .sso=${ways.sso !== null && href !== null ? { name: ways.sso, href } : null}
      .badge=${this.badge}
      ?busy=${this.busy}
      .message=${this.message ?? this.said}
      @sign-on-wanted=${(event: CustomEvent<SignOnWish>) => void this.#signOn(event.detail)}
    ></ls-sign-on>`;
  }

  async #signOn(wish: SignOnWish): Promise<void> {
    const { access } = this.data;
    this.busy = true;
    this.message = '';
    const result = await access.signOn(wish);
    this.busy = false;
    this.message = resultWords(result, WRONG[wish.way], access.state.device?.role === 'station');
    if (wish.way === 'badge') this.dispatchEvent(new CustomEvent('badge-used'));
    if (result.kind === 'ok') this.dispatchEvent(new CustomEvent('signed-on'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-signing-on': LsSigningOn;
  }
}
