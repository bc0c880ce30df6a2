import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ACTIVITY_STEPS } from '../../shared/sync/sources.ts';
import { sourceText } from '../locales/sources.ts';

const HEIGHT = 24;

/** Rows of the last five minutes as a strip of bars; the newest is at the right, and what is not known yet is left out. */
@customElement('ls-source-activity')
export class LsSourceActivity extends LitElement {
  /** Rows per step, oldest first. */
  @property({ attribute: false }) activity: readonly number[] = [];

  static override styles = css`
    :host {
      display: block;
      height: 24px;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      border-bottom: 1px solid var(--ls-line);
    }
    path {
      fill: var(--ls-running);
    }
  `;

  protected override render() {
    const most = Math.max(1, ...this.activity);
    const first = ACTIVITY_STEPS - this.activity.length;
    const bars = this.activity.map((rows, i) => {
      // One row among thousands is still a bar.
      const height = rows === 0 ? 0 : Math.max(1.5, (rows / most) * HEIGHT);
      return height === 0 ? '' : `M${first + i} ${HEIGHT}v${-height}h.8v${height}z`;
    });
    return html`<svg
      viewBox="0 0 ${ACTIVITY_STEPS} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label=${sourceText('activityOf')}
    >
      ${svg`<path d=${bars.join('')}></path>`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-activity': LsSourceActivity;
  }
}
