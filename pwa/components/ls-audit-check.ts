import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditChecked } from '../../shared/audit/protocol.ts';
import { auditText as a } from '../locales/audit.ts';
import { clockSeconds, number } from '../locales/format.ts';
import { controls } from '../styles/controls.ts';

export type CheckState = { kind: 'idle' | 'checking' | 'unanswered' } | { kind: 'checked'; checked: AuditChecked };

/** Whether the trail is in order: said only after the gateway has looked. */
@customElement('ls-audit-check')
export class LsAuditCheck extends LitElement {
  @property({ attribute: false }) state: CheckState = { kind: 'idle' };
  @property() zone = 'UTC';

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        font-size: var(--ls-13);
        overflow-wrap: anywhere;
      }
      .wrong {
        padding: 8px 12px;
        border-radius: var(--ls-radius);
        background: var(--ls-red-ground);
        color: var(--ls-red);
      }
      li {
        margin-top: 4px;
      }
    `,
  ];

  /** There before it says something, or a screen reader would not. */
  protected override render() {
    return html`<div role="status">${this.#told()}</div>`;
  }

  #told() {
    const { state, zone } = this;
    if (state.kind === 'checking') return a('checking');
    if (state.kind === 'unanswered') return html`<p>▲ ${a('checkUnanswered')}</p>`;
    if (state.kind !== 'checked') return nothing;
    const { fromSeq, toSeq, checkedAt, findings } = state.checked;
    const told = [number(fromSeq), number(toSeq), clockSeconds(checkedAt, zone)] as const;
    if (findings.length === 0)
      return html`<p>${fromSeq === null ? a('checkNone') : html`✓ ${a('checked', ...told)}`}</p>`;
    return html`<div class="wrong">
      <p>■ ${a('checkedWrong', ...told)} ${a('checkedWrongDo')}</p>
      <ul lang="en">
        ${findings.slice(0, 20).map((finding) => html`<li>${finding}</li>`)}
      </ul>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-audit-check': LsAuditCheck;
  }
}
