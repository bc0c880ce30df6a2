import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { moment } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { isOfThisMachine } from './ls-invitation.ts';
import { printSlips, type Slip } from './ls-invitation-slip.ts';
import './ls-people-copy.ts';
import { reportStyles } from './people/report-styles.ts';
import { formStyles } from '../styles/form.ts';

/** A list that is being invited, one after the other. */
export interface Batch {
  state: 'sending' | 'stopped' | 'done';
  /** How many were wanted. */
  all: number;
  slips: readonly Slip[];
  /** Whom the gateway refused, with its words. */
  refused: readonly { name: string; user: string; why: string }[];
  /** Why it stopped by itself; empty = somebody stopped it. */
  why: string;
}

/** How far the invitations of a list are, then all of their codes, once. Emits `stop-wanted`, `rest-wanted`, `done`. */
@customElement('ls-invitation-batch')
export class LsInvitationBatch extends LitElement {
  @property({ attribute: false }) batch!: Batch;
  @state() private kept = false;

  static override styles = [
    controls,
    formStyles,
    reportStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      progress {
        width: 100%;
        height: 8px;
        accent-color: var(--ls-touch);
      }
      code {
        font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
        font-size: var(--ls-15);
      }
    `,
  ];

  protected override render() {
    const { state, all, slips, refused, why } = this.batch;
    const far = slips.length + refused.length;
    return html`${
      state === 'sending'
        ? html`<progress max=${all} .value=${far} aria-label=${p('pasteSending', slips.length, all)}></progress>
            <p role="status">${p('pasteSending', slips.length, all)}</p>
            <div class="buttons"><button @click=${() => this.#emit('stop-wanted')}>${p('pasteStop')}</button></div>`
        : html`<p role="status">
            ${state === 'done' ? p('pasteDone', slips.length) : `▲ ${p('pasteStopped', slips.length, all)}. ${why}`}
          </p>`
    }
    ${
      state === 'stopped'
        ? html`<div class="buttons">
            <button class="text-button" @click=${() => this.#emit('rest-wanted')}>${p('pasteRest')}</button>
          </div>`
        : nothing
    }
    ${slips.some(({ address }) => isOfThisMachine(address)) ? html`<p class="note">▲ ${p('onlyThisMachine')}</p>` : nothing}
    ${slips.length + refused.length === 0 ? nothing : this.#table()}
    ${state === 'sending' || slips.length === 0 ? nothing : this.#keep()}`;
  }

  #table() {
    const { slips, refused } = this.batch;
    return html`<div class="scrolled" tabindex="0" role="region" aria-label=${p('pasteReport')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${p('name')}</th>
            <th scope="col">${p('userId')}</th>
            <th scope="col">${p('code')}</th>
          </tr>
        </thead>
        <tbody>
          ${refused.map(
            ({ name, user, why }) =>
              html`<tr>
                <td>${name}</td>
                <td>${user}</td>
                <td class="wrong" lang="en">■ ${why}</td>
              </tr>`,
          )}
          ${slips.map(
            ({ name, user, code }) =>
              html`<tr>
                <td>${name}</td>
                <td>${user}</td>
                <td><code>${code}</code></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #keep() {
    const { slips } = this.batch;
    const kept = () => (this.kept = true);
    return html`${this.kept ? nothing : html`<p class="hint">${p('pasteLose')}</p>`}
      <div class="buttons">
        <button
          class="text-button"
          @click=${() => {
            printSlips(slips);
            kept();
          }}
        >
          ${p('pastePrintAll')}
        </button>
        <ls-people-copy .text=${asTable(slips)} .label=${p('pasteCopyAll')} @copied=${kept}></ls-people-copy>
        <button class="main" @click=${() => this.#emit('done')}>${p('done')}</button>
      </div>`;
  }

  #emit(name: string): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

/** Tabs between cells, so that a spreadsheet takes it as it is. Names were checked to hold none; what looks like a formula is text. */
function asTable(slips: readonly Slip[]): string {
  const safe = (text: string) => (/^[=+\-@]/.test(text) ? `'${text}` : text);
  const heads = [p('name'), p('userId'), p('code'), p('address'), p('goodUntil', '').trim()];
  const rows = slips.map(({ name, user, code, address, until, zone }) => [
    safe(name),
    user,
    safe(code),
    address,
    moment(until, zone),
  ]);
  return [heads, ...rows].map((row) => row.join('\t')).join('\n');
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-invitation-batch': LsInvitationBatch;
  }
}
