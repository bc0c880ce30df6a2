import encodeQR from 'qr';
import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { peopleText } from '../locales/people.ts';

/** Cells of nothing around a QR code (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code, always dark on white: readers need it so. */
@customElement('ls-invitation-qr')
export class LsInvitationQr extends LitElement {
  @property() text = '';
  /** What it leads to, in words: the text may be secret. */
  @property() label = '';

  static override styles = css`
    :host {
      display: block;
      width: 12rem;
    }
    svg {
      display: block;
      width: 100%;
      background: #fff;
      fill: #000;
      print-color-adjust: exact;
    }
  `;

  protected override render() {
    const cells = encodeQR(this.text, 'raw', { border: QUIET, ecc: 'medium' });
    return html`<svg
      viewBox=${`0 0 ${cells.length} ${cells.length}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label=${peopleText('qrOf', this.label)}
    >
      ${svg`<path d=${outline(cells)}></path>`}
    </svg>`;
  }
}

/** A rectangle for each run of dark cells. */
function outline(cells: readonly (readonly boolean[])[]): string {
  return cells
    .flatMap((row, y) => {
      const text = row.map((dark) => (dark ? '1' : '0')).join('');
      return [...text.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`);
    })
    .join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-invitation-qr': LsInvitationQr;
  }
}
