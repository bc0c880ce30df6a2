import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../../styles/controls.ts';

export interface JobFacts {
  /** In one line what is most asked for. */
  sum: string;
  rows: readonly { name: string; values: readonly string[] }[];
}

/** What a job waits for and what it needs: one line, and all of it on demand. */
@customElement('ls-job-facts')
export class LsJobFacts extends LitElement {
  @property({ attribute: false }) facts!: JobFacts;

  static override styles = [
    controls,
    css`
      summary {
        box-sizing: border-box;
        min-height: 48px;
        padding-block: 12px;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(5rem, max-content) minmax(0, 1fr);
        gap: 2px 16px;
      }
      dt {
        color: var(--ls-second);
      }
      dd {
        grid-column: -2 / -1;
        overflow-wrap: anywhere;
      }
      @media (max-width: 479px) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }
        dd {
          margin-bottom: 4px;
        }
      }
      @media print {
        summary {
          display: none;
        }
        details::details-content {
          content-visibility: visible;
        }
      }
    `,
  ];

  protected override render() {
    return html`<details>
      <summary>${this.facts.sum}</summary>
      <dl>
        ${this.facts.rows.map(
          ({ name, values }) =>
            html`<dt>${name}</dt>
              ${values.map((value) => html`<dd>${value}</dd>`)}`,
        )}
      </dl>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-job-facts': LsJobFacts;
  }
}
