import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Foot } from '../foot.ts';

/** What stands below a sheet can be read and pressed there, whatever is told over the page. */
@customElement('ls-sheet-foot')
export class LsSheetFoot extends LitElement {
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  static override styles = css`
    :host {
      display: block;
      flex: none;
    }
  `;

  constructor() {
    super();
    new Foot(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sheet-foot': LsSheetFoot;
  }
}
