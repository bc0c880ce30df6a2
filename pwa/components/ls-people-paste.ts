import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import './ls-people-paste-report.ts';
import type { LineGroup } from './people/lines.ts';
import { pastedRows, type PastedPerson, type PastedRow } from './people/pasted.ts';
import { formStyles } from '../styles/form.ts';

/** Rows from a spreadsheet, and what each would do; nothing is sent before somebody says so. Emits `list-wanted`. */
@customElement('ls-people-paste')
export class LsPeoplePaste extends LitElement {
  /** User ids that somebody has or had. */
  @property({ attribute: false }) known: ReadonlySet<string> = new Set();
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property({ type: Boolean }) reachable = false;

  @state() private text = '';
  #rows: PastedRow[] = [];

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      textarea {
        min-height: 9rem;
        padding: 8px 12px;
        line-height: 1.5;
        resize: vertical;
        white-space: pre;
      }
      code {
        font-weight: 600;
      }
    `,
  ];

  protected override willUpdate(): void {
    const lines = this.groups.flatMap((group) => group.lines);
    this.#rows = pastedRows(this.text, this.known, lines);
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('textarea')?.focus();
  }

  protected override render() {
    const rows = this.#rows;
    const people = rows.flatMap(({ verdict }) => (verdict.kind === 'ready' ? [verdict.person] : []));
    const known = rows.filter(({ verdict }) => verdict.kind === 'known').length;
    return html`<p>${p('pasteWhat')} <strong>${p('pasteColumns')}</strong></p>
      <p class="hint">${p('pasteHint')}</p>
      <label class="field">
        <span>${p('pasteField')}</span>
        <textarea
          spellcheck="false"
          autocomplete="off"
          @input=${({ target }: Event) => (this.text = (target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
      <p role="status">
        ${rows.length === 0 ? p('pasteNothing') : p('pasteSum', people.length, known, rows.length - people.length - known)}
      </p>
      ${rows.length === 0 ? nothing : html`<ls-people-paste-report .rows=${rows}></ls-people-paste-report>`}
      <div class="buttons">
        <button
          class="main"
          ?disabled=${people.length === 0 || !this.reachable}
          @click=${() =>
            this.dispatchEvent(new CustomEvent<readonly PastedPerson[]>('list-wanted', { detail: people }))}
        >
          ${p('pasteInvite', people.length)}
        </button>
        ${this.reachable ? nothing : html`<span class="hint">${p('unreachable')}</span>`}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-paste': LsPeoplePaste;
  }
}
