import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clockOfDay, duration } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { freshness } from './freshness.ts';
import { Ticker } from './ticker.ts';

/** "live · 0.4 s ago" or "as of 15:39". Reflects `stale`, and tells its host by the event `freshness-changed`. */
@customElement('ls-age')
export class LsAge extends LitElement {
  /** When the value was observed, ms; null = there is none. */
  @property({ attribute: false }) at: number | null = null;
  @property({ attribute: false }) now: () => number = () => 0;
  @property({ type: Boolean }) reachable = false;
  @property() zone = 'UTC';
  @property({ type: Boolean, reflect: true }) stale = false;
  /** Part of the value is what people entered by hand. */
  @property({ type: Boolean, reflect: true }) byHand = false;

  readonly #ticker = new Ticker(this);

  static override styles = css`
    :host {
      display: block;
      color: var(--ls-third);
      font-size: var(--ls-12);
      white-space: nowrap;
    }
    :host([byhand]) {
      white-space: normal;
    }
    :host([stale]) {
      color: var(--ls-second);
    }
  `;

  protected override willUpdate(): void {
    const stale = freshness(this.at, this.now(), this.reachable).kind === 'stale';
    if (stale === this.stale) return;
    this.stale = stale;
    this.dispatchEvent(new CustomEvent<boolean>('freshness-changed', { detail: stale }));
  }

  protected override render() {
    return this.byHand ? html`${this.#age()} · ${t('byHand')}` : this.#age();
  }

  #age() {
    const now = this.now();
    const shown = freshness(this.at, now, this.reachable);
    switch (shown.kind) {
      case 'none':
        return html`${t('noValueYet')}`;
      case 'live':
        return html`${t('liveAge', duration(Math.max(100, shown.ageMs)))}`;
      case 'stale':
        return html`${t('asOf', clockOfDay(shown.at, this.zone, now))}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-age': LsAge;
  }
}
