import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-gateway-health.ts';
import type { HealthShown } from '../components/ls-gateway-health.ts';
import type { GatewayHealthAnswer } from '../data/gateway-health.ts';
import type { AppData } from '../data/line-data.ts';
import { healthRows } from './health-rows.ts';

const ASK_EACH_MS = 60_000;

/** Asks the gateway how it is as long as the page is open and the gateway in reach. */
@customElement('ls-gateway-note')
export class LsGatewayNote extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ type: Boolean }) reachable = false;
  @property() zone = 'UTC';

  /** What it said last; null = it has not been asked, or is being asked again. */
  @state() private answer: GatewayHealthAnswer | null = null;
  #asking: ReturnType<typeof setInterval> | undefined;

  static override styles = css`
    :host {
      display: block;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#asking = setInterval(() => void this.#ask(), ASK_EACH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#asking);
  }

  protected override updated(changed: PropertyValues<LsGatewayNote>): void {
    if (changed.has('reachable')) void this.#ask();
  }

  protected override render() {
    return html`<ls-gateway-health
      .shown=${this.#shown()}
      @opened=${() => void this.#ask()}
      @try-again=${() => {
        this.answer = null;
        void this.#ask();
      }}
    ></ls-gateway-health>`;
  }

  #shown(): HealthShown {
    if (!this.reachable) return { kind: 'unreachable' };
    if (!this.answer) return { kind: 'loading' };
    if (!this.answer.ok) return { kind: this.answer.why };
    return { kind: 'rows', rows: healthRows(this.answer.health, this.zone, this.data.now()) };
  }

  async #ask(): Promise<void> {
    if (this.reachable) this.answer = await this.data.gatewayHealth();
    else this.answer = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateway-note': LsGatewayNote;
  }
}
