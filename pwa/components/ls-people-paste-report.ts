import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { peopleText as p } from '../locales/people.ts';
import { roleName } from '../locales/people-roles.ts';
import { controls } from '../styles/controls.ts';
import type { PastedRow } from './people/pasted.ts';
import { reportStyles } from './people/report-styles.ts';

/** What each row says: those that need a look come first. */
@customElement('ls-people-paste-report')
export class LsPeoplePasteReport extends LitElement {
  @property({ attribute: false }) rows: readonly PastedRow[] = [];

  static override styles = [
    controls,
    reportStyles,
    css`
      .wrong {
        color: var(--ls-amber);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const isWrong = (row: PastedRow) => Number(row.verdict.kind === 'wrong');
    return html`<div class="scrolled" tabindex="0" role="region" aria-label=${p('pasteReport')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${p('pasteRow')}</th>
            <th scope="col">${p('userId')}</th>
            <th scope="col">${p('name')}</th>
            <th scope="col">${p('roles')}</th>
            <th scope="col">${p('lines')}</th>
            <th scope="col">${p('pasteSays')}</th>
          </tr>
        </thead>
        <tbody>
          ${this.rows.toSorted((a, b) => isWrong(b) - isWrong(a) || a.row - b.row).map((row) => this.#row(row))}
        </tbody>
      </table>
    </div>`;
  }

  #row({ row, cells, user, verdict }: PastedRow) {
    const [, name = '', roles = '', lines = ''] = cells;
    const person = verdict.kind === 'ready' ? verdict.person : null;
    return html`<tr>
      <td>${row}</td>
      <td>${user || nothing}</td>
      <td>${name}</td>
      <td>${person ? person.roles.map(roleName).join(', ') : roles}</td>
      <td>${person?.lines === '*' ? p('allLines') : lines}</td>
      <td>${this.#verdict(verdict)}</td>
    </tr>`;
  }

  #verdict(verdict: PastedRow['verdict']) {
    switch (verdict.kind) {
      case 'ready':
        return html`✓ ${p('pasteReady')}`;
      case 'known':
        return html`○ ${p('pasteKnown')}`;
      case 'wrong':
        return html`<span class="wrong">▲ ${verdict.problems.join('; ')}</span>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-paste-report': LsPeoplePasteReport;
  }
}
