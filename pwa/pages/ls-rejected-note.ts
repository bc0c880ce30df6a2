import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../components/ls-rejected-dialog.ts';
import type { LsRejectedDialog, RejectedShown } from '../components/ls-rejected-dialog.ts';
import type { AppData } from '../data/line-data.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';

/** Above this share of all rows of the day somebody should look soon. */
const LOOK_SOON = 0.01;

/** A quiet word that some rows of the machine could not be read; a tap shows them. */
@customElement('ls-rejected-note')
export class LsRejectedNote extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() lineId = '';
  /** Of the production day. */
  @property({ type: Number }) count = 0;
  /** Rows of the production day that could be read. */
  @property({ type: Number }) readable = 0;
  @property() zone = 'UTC';

  @state() private shown: RejectedShown = { kind: 'loading' };
  @state() private sources: readonly string[] = [];
  @query('ls-rejected-dialog') private readonly dialog!: LsRejectedDialog;

  static override styles = [
    controls,
    css`
      button {
        padding: 4px 12px;
        border: 0;
        background: none;
        color: var(--ls-second);
        font-size: var(--ls-13);
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .soon {
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const soon = this.count / (this.count + this.readable) > LOOK_SOON;
    return html`<button class=${soon ? 'soon' : ''} aria-haspopup="dialog" @click=${this.#open}>
        ${soon ? '▲ ' : ''}${t('rowsNotReadable', this.count)}
      </button>
      <ls-rejected-dialog
        .shown=${this.shown}
        .count=${this.count}
        .now=${() => this.data.now()}
        .zone=${this.zone}
        .href=${this.#href()}
        @try-again=${this.#load}
      ></ls-rejected-dialog>`;
  }

  /** Of the one source that they are all from. */
  #href(): string {
    const ids = new Set(this.sources);
    return ids.size === 1 ? `/sources/${[...ids][0]}/rejected` : '/sources';
  }

  readonly #open = (): void => {
    this.dialog.open();
    void this.#load();
  };

  readonly #load = async (): Promise<void> => {
    this.shown = { kind: 'loading' };
    const answer = await this.data.rejectedRows(this.lineId);
    this.sources = answer.ok ? answer.rows.map(({ source }) => source) : [];
    this.shown = answer.ok ? { kind: 'rows', rows: answer.rows } : { kind: answer.why };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-rejected-note': LsRejectedNote;
  }
}
