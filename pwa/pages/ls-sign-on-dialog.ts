import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../components/ls-badge.ts';
import type { AccessState, Asked } from '../data/access.ts';
import type { AppData } from '../data/line-data.ts';
import { accessText as a } from '../locales/access.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import { resultWords } from './access-words.ts';
import { LiveValue } from './live-value.ts';
import './ls-signing-on.ts';

const QUESTIONS = { 'give-reason': 'askReason', 'keep-by-hand': 'askByHand' } as const;

/**
 * Over any page: asks who it is when something is to be entered and nobody who may is on, and hears badges. Closed without a
 * sign-on, nothing was entered and nothing that was typed is lost.
 */
@customElement('ls-sign-on-dialog')
export class LsSignOnDialog extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private badge: string | null = null;
  @state() private message = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  readonly #asked = new LiveValue<Asked | null>(this);
  readonly #access = new LiveValue<AccessState>(this);

  static override styles = [
    controls,
    dialog,
    css`
      .scrolled {
        display: grid;
        gap: 12px;
      }
      .may-not {
        padding: 8px 12px;
        border-radius: var(--ls-radius);
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
        font-weight: 600;
      }
    `,
  ];

  protected override willUpdate(): void {
    const { access } = this.data;
    this.#asked.follow([access], () => access.asked);
    this.#access.follow([access], () => access.now);
    if (!this.#asked.value) {
      this.badge = null;
      this.message = '';
    }
  }

  protected override updated(): void {
    const wanted = this.#asked.value !== null && this.#asked.value !== undefined;
    if (wanted && !this.dialog.open) this.dialog.showModal();
    else if (!wanted && this.dialog.open) this.dialog.close();
  }

  protected override render() {
    const asked = this.#asked.value;
    const station = this.data.access.state.device?.role === 'station';
    return html`${station ? html`<ls-badge @badge-scanned=${this.#scanned}></ls-badge>` : nothing}
      <dialog aria-labelledby="title" @close=${this.#closed}>${asked ? this.#question(asked) : nothing}</dialog>`;
  }

  #question({ right, notBy }: Asked) {
    const question = right === null ? a('signOn') : a(questionOf(right));
    return html`<div class="head">
        <h2 id="title">${question}</h2>
        <button @click=${() => this.dialog.close()}>${t('cancel')}</button>
      </div>
      <div class="scrolled">
        ${notBy === null ? nothing : html`<p class="may-not" role="status">▲ ${a('mayNot', notBy)}</p>`}
        <ls-signing-on
          .data=${this.data}
          .badge=${this.badge}
          .said=${this.message}
          @badge-used=${() => (this.badge = null)}
          @signed-on=${() => this.#signedOn(right === null)}
        ></ls-signing-on>
        ${right === null ? nothing : html`<p class="second">${a('draftKept')}</p>`}
      </div>`;
  }

  readonly #scanned = async ({ detail: badge }: CustomEvent<string>): Promise<void> => {
    const { access } = this.data;
    if (!access.state.ways.badgeAlone) {
      this.badge = badge;
      this.message = '';
      access.ask();
      return;
    }
    const result = await access.signOn({ way: 'badge', badge });
    this.message = resultWords(result, 'wrongBadge', true);
    if (result.kind !== 'ok') access.ask();
  };

  #signedOn(forNothing: boolean): void {
    if (forNothing) this.data.access.dismiss();
  }

  readonly #closed = (): void => {
    if (this.#asked.value) this.data.access.dismiss();
  };
}

function questionOf(right: string): 'askReason' | 'askByHand' | 'askOther' {
  return right === 'give-reason' || right === 'keep-by-hand' ? QUESTIONS[right] : 'askOther';
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sign-on-dialog': LsSignOnDialog;
  }
}
