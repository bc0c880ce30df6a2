import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { lineOrdersText as l } from '../../locales/line-orders.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { styleMap } from '../style-map.ts';
import type { LineOrders, NextOrder, OrderAct, RunningOrder } from './line-orders-model.ts';
import { lineOrderStyles } from './line-order-styles.ts';

/**
 * The order at a line. Emits `order-act` {what: start, resume, pause, complete; job} , `lot-act` {what: confirm, choose; lot}
 * and `change-read`: people at the line know what comes next now.
 */
@customElement('ls-line-order')
export class LsLineOrder extends LitElement {
  @property({ attribute: false }) orders!: LineOrders;
  @property({ type: Boolean }) runs = false;
  /** As of when it is, if it is not live; '' = it is. */
  @property() asOf = '';
  /** No order runs. */
  @property({ type: Boolean, reflect: true }) free = false;

  static override styles = [controls, formStyles, lineOrderStyles];

  protected override willUpdate(): void {
    this.free = this.orders.running === null;
  }

  protected override render() {
    const { running, next, changed, mismatch } = this.orders;
    return html`${mismatch ? this.#mismatch(mismatch) : nothing} ${changed === '' ? nothing : this.#changed(changed)}
    ${running ? this.#running(running) : nothing} ${next.map((order, i) => this.#next(order, i === 0))}`;
  }

  #mismatch({ lot, text, confirm }: NonNullable<LineOrders['mismatch']>) {
    const tell = (what: string) => this.dispatchEvent(new CustomEvent('lot-act', { detail: { what, lot } }));
    return html`<div class="news" role="status">
      <span>▲ ${text}</span>
      ${
        this.runs
          ? html`${
                confirm === null
                  ? nothing
                  : html`<button class="main" @click=${() => tell('confirm')}>${l('yes', confirm)}</button>`
              } <button @click=${() => tell('choose')}>${l('choose')}</button>`
          : nothing
      }
    </div>`;
  }

  #changed(text: string) {
    return html`<div class="news" role="status">
      <span>▲ ${text}</span>
      ${
        this.runs
          ? html`<button @click=${() => this.dispatchEvent(new CustomEvent('change-read'))}>${l('read')}</button>`
          : nothing
      }
    </div>`;
  }

  #running(order: RunningOrder) {
    const { job, title, href, colour, left, leftOf, progress, made, ends, late, due, full } = order;
    return html`<section
      class="order now ${this.asOf === '' ? '' : 'stale'}"
      aria-label=${l('now')}
      style=${styleMap({ '--colour': colour })}
    >
      <div class="what"><span class="label">${l('now')}</span> <a href=${href}>${title}</a></div>
      <div class="figure">
        <strong>${left}</strong>
        <span class="small">${leftOf}</span>
      </div>
      <div class="figure">
        ${ends === '' ? nothing : html`<strong>${ends}</strong>`}
        <span class="small">${[ends === '' ? '' : l('doneAt'), due, this.asOf].filter(Boolean).join(' · ')}</span>
        ${late === '' ? nothing : html`<span class="late">▲ ${late}</span>`}
      </div>
      ${this.runs ? this.#acts(job, full) : nothing}
      ${
        progress === null
          ? nothing
          : html`<div class="progress" role="img" aria-label=${made}>
              <div style=${styleMap({ width: `${Math.min(100, progress * 100)}%` })}></div>
            </div>`
      }
    </section>`;
  }

  #acts(job: string, full: boolean) {
    return html`<div class="acts">
      <button class=${full ? 'main' : ''} @click=${() => this.#act('complete', job)}>
        ${l(full ? 'complete' : 'completeEarly')}
      </button>
      <button @click=${() => this.#act('pause', job)}>${l('pause')}</button>
    </div>`;
  }

  #next({ job, title, href, colour, paused, many, starts, setup, late, waits }: NextOrder, isFirst: boolean) {
    const notes = [starts, many, setup].filter(Boolean).join(' · ');
    const begin = paused ? 'resume' : 'start';
    return html`<section
      class="order next ${isFirst ? 'first' : ''}"
      aria-label=${l(paused ? 'paused' : isFirst ? 'next' : 'then')}
      style=${styleMap({ '--colour': colour })}
    >
      <div class="what">
        <span class="label">${l(paused ? 'paused' : isFirst ? 'next' : 'then')}</span> <a href=${href}>${title}</a>
        <span class="small">${notes}</span>
        ${late === '' ? nothing : html`<span class="late">▲ ${late}</span>`}
        ${waits.map((wait) => html`<span class="late">▲ ${wait}</span>`)}
      </div>
      ${
        this.runs && isFirst && this.free
          ? html`<div class="acts">
              <button class="main" @click=${() => this.#act(begin, job)}>${l(begin)}</button>
            </div>`
          : nothing
      }
    </section>`;
  }

  #act(what: OrderAct, job: string): void {
    this.dispatchEvent(new CustomEvent<{ what: OrderAct; job: string }>('order-act', { detail: { what, job } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-line-order': LsLineOrder;
  }
}
