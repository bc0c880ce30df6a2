import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from '../style-map.ts';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

interface ShownOrder {
  job: string;
  title: string;
  href: string;
  colour: string;
}
export interface NextOrder extends ShownOrder {
  starts: string;
  /** Who changed what comes next, when and why; '' = nobody lately. */
  changed: string;
  waits: readonly string[];
}
export interface LineOrders {
  running:
    | (ShownOrder & {
        /** 0-1, more if more was made; null = unknown. */
        progress: number | null;
        made: string;
        share: string;
        ends: string;
        /** Its quantity is made. */
        full: boolean;
        due: number | null;
      })
    | null;
  next: readonly NextOrder[];
  /** The line runs something else than the plan says. */
  mismatch: { lot: string; text: string; confirm: string | null } | null;
}

/** The order at a line. Emits `order-act` {what: start, complete, pause; job} and `lot-act` {what: confirm, choose; lot}. */
@customElement('ls-line-order')
export class LsLineOrder extends LitElement {
  @property({ attribute: false }) orders!: LineOrders;
  @property({ type: Boolean }) runs = false;

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 24px;
        padding: 4px 16px;
        border-bottom: 1px solid var(--ls-line);
        background: var(--ls-panel);
      }
      .order {
        display: flex;
        flex: 1 1 20rem;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-width: 0;
        padding-left: 12px;
        border-left: 6px solid var(--colour);
      }
      a {
        display: flex;
        align-items: center;
        min-height: 48px;
        color: inherit;
        font-weight: 600;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
      .bar {
        flex: 1 1 6rem;
        max-width: 16rem;
        height: 8px;
        border-radius: 4px;
        background: var(--ls-line);
        overflow: hidden;
      }
      .bar > div {
        height: 100%;
        background: var(--ls-touch);
      }
      .changed,
      .mismatch {
        flex: 0 0 100%;
        padding: 4px 12px;
        border-radius: var(--ls-radius);
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
      }
      .mismatch {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .second {
        font-size: var(--ls-13);
      }
    `,
  ];

  protected override render() {
    const { running, next, mismatch } = this.orders;
    return html`${
      mismatch
        ? html`<div class="mismatch" role="status">
            <span>▲ ${mismatch.text}</span>
            ${this.runs ? this.#lot(mismatch) : nothing}
          </div>`
        : nothing
    }
    ${running ? this.#running(running) : nothing} ${next.map((order, i) => this.#next(order, i === 0, !running))}`;
  }

  #lot({ lot, confirm }: NonNullable<LineOrders['mismatch']>) {
    const tell = (what: string) => this.dispatchEvent(new CustomEvent('lot-act', { detail: { what, lot } }));
    return html`${
        confirm === null
          ? nothing
          : html`<button class="main" @click=${() => tell('confirm')}>${p('lotConfirm', confirm)}</button>`
      } <button @click=${() => tell('choose')}>${p('lotChoose')}</button>`;
  }

  #running({ job, title, href, colour, progress, made, share, ends, full }: NonNullable<LineOrders['running']>) {
    return html`<div class="order" style=${styleMap({ '--colour': colour })}>
      <a href=${href}>${title}</a>
      ${
        progress === null
          ? nothing
          : html`<div class="bar" role="img" aria-label=${made}>
              <div style=${styleMap({ width: `${Math.min(100, progress * 100)}%` })}></div>
            </div>`
      }
      <span>${made} ${share === '' ? nothing : html`<span class="second">${share}</span>`}</span>
      <span class="second">${ends}</span>
      ${
        this.runs
          ? html`<button class=${full ? 'main' : ''} @click=${() => this.#act('complete', job)}>
                ${p('job-complete')}
              </button>
              <button @click=${() => this.#act('pause', job)}>${p('job-pause')}</button>`
          : nothing
      }
    </div>`;
  }

  #next({ job, title, href, colour, starts, changed, waits }: NextOrder, isFirst: boolean, isFree: boolean) {
    return html`<div class="order" style=${styleMap({ '--colour': colour })}>
      <span class="second">${p(isFirst ? 'next' : 'thereafter')}</span>
      <a href=${href}>${title}</a>
      <span class="second">${[starts, ...waits].filter(Boolean).join(' · ')}</span>
      ${this.runs && isFirst && isFree ? html`<button class="main" @click=${() => this.#act('start', job)}>${p('job-start')}</button>` : nothing}
      ${changed === '' ? nothing : html`<span class="changed" role="status">▲ ${changed}</span>`}
    </div>`;
  }

  #act(what: string, job: string): void {
    this.dispatchEvent(new CustomEvent('order-act', { detail: { what, job } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-line-order': LsLineOrder;
  }
}
