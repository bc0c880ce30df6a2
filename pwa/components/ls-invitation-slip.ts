import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { moment } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import './ls-invitation-qr.ts';
import { codeStyles } from '../styles/form.ts';

/** What somebody needs to get in for the first time. */
export interface Slip {
  plantName: string;
  name: string;
  user: string;
  code: string;
  /** Without the code. */
  address: string;
  /** ms. */
  until: number;
  zone: string;
}

/** With the code behind `#`: no server and no log ever gets to read that part. */
export function addressWithCode({ address, code }: Pick<Slip, 'address' | 'code'>): string {
  return `${address}#${encodeURIComponent(code)}`;
}

/** A slip of paper to hand over; `printSlips` puts them on paper. */
@customElement('ls-invitation-slip')
export class LsInvitationSlip extends LitElement {
  @property({ attribute: false }) slip!: Slip;

  static override styles = [
    controls,
    codeStyles,
    css`
      :host {
        display: block;
        padding: 1cm;
        break-after: page;
        break-inside: avoid;
      }
      .ways {
        display: flex;
        gap: 1cm;
        align-items: start;
        margin-top: 0.5cm;
      }
      ls-invitation-qr {
        flex: none;
        width: 4.5cm;
      }
      .code {
        font-size: 1.5rem;
      }
      dt {
        font-size: var(--ls-13);
      }
      dd {
        margin-bottom: 8px;
        overflow-wrap: anywhere;
      }
      dd.name {
        font-size: var(--ls-19);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const { plantName, name, user, code, address, until, zone } = this.slip;
    return html`<h1>${p('slipTitle', plantName)}</h1>
      <p>${p('slipSteps')}</p>
      <div class="ways">
        <ls-invitation-qr .text=${addressWithCode(this.slip)} .label=${address}></ls-invitation-qr>
        <dl>
          <dt>${p('name')}</dt>
          <dd class="name">${name}</dd>
          <dt>${p('userId')}</dt>
          <dd class="address">${user}</dd>
          <dt>${p('code')}</dt>
          <dd class="code">${code}</dd>
          <dt>${p('address')}</dt>
          <dd class="address">${address}</dd>
          <dd>${p('goodUntil', moment(until, zone))}</dd>
        </dl>
      </div>`;
  }
}

/** A page for each, and nothing of what is on the screen. They leave the document when printing is over. */
export function printSlips(slips: readonly Slip[]): void {
  // Of a browser that did not say that printing was over.
  document.querySelectorAll('body > ls-invitation-slip').forEach((slip) => slip.remove());
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '@media screen { body > ls-invitation-slip { display: none } }' +
      '@media print { html { background: #fff !important } body > :not(ls-invitation-slip) { display: none !important } }',
  );
  document.adoptedStyleSheets.push(sheet);
  const elements = slips.map((slip) => Object.assign(document.createElement('ls-invitation-slip'), { slip }));
  document.body.append(...elements);
  const over = () => {
    elements.forEach((element) => element.remove());
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
  window.addEventListener('afterprint', over, { once: true });
  void Promise.all(elements.map(({ updateComplete }) => updateComplete)).then(() => window.print());
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-invitation-slip': LsInvitationSlip;
  }
}
