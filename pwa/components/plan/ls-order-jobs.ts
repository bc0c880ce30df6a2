import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './ls-job-facts.ts';
import type { JobFacts } from './ls-job-facts.ts';
import { styleMap } from '../style-map.ts';
import { orderText as o } from '../../locales/order.ts';
import { stepsText as st } from '../../locales/order-steps.ts';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

export interface JobCard {
  id: string;
  operation: string;
  /** Empty = in the parking lot. */
  line: string;
  state: string;
  running: boolean;
  canStart: boolean;
  canResume: boolean;
  canPause: boolean;
  canComplete: boolean;
  canReopen: boolean;
  /** 0-1, more if more was made; null = unknown. */
  progress: number | null;
  made: string;
  started: string;
  forecast: readonly { name: string; value: string; chosen: boolean }[];
  /** What it waits for and needs; null = nothing is said of that. */
  facts: JobFacts | null;
  problems: readonly string[];
  conflicts: readonly string[];
  explained: {
    sum: string;
    rows: readonly { from: string; to: string; length: string; counted: boolean; why: string }[];
    more: number;
  } | null;
}

/** The steps of an order. Emits `job-wanted` {id, what: start, resume, pause, complete, cancel, reopen, move, edit, explain}. */
@customElement('ls-order-jobs')
export class LsOrderJobs extends LitElement {
  @property({ attribute: false }) jobs: readonly JobCard[] = [];
  @property({ type: Boolean }) runs = false;
  @property({ type: Boolean }) plans = false;

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      article {
        display: grid;
        gap: 8px;
        padding: 12px 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: baseline;
      }
      h3 {
        font-size: var(--ls-15);
      }
      .bar {
        height: 8px;
        border: 1px solid var(--ls-line);
        border-radius: 4px;
        background: var(--ls-ground);
        overflow: hidden;
      }
      .bar > div {
        height: 100%;
        background: var(--ls-touch);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(5rem, max-content) minmax(9rem, 1fr);
        gap: 2px 16px;
      }
      dt {
        color: var(--ls-second);
      }
      .chosen {
        font-weight: 600;
      }
      .problem {
        color: var(--ls-red);
      }
      .scroll {
        max-height: 24rem;
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--ls-13);
      }
      th,
      td {
        padding: 2px 12px 2px 0;
        text-align: left;
        font-weight: 400;
        vertical-align: top;
      }
      tr.rest td {
        color: var(--ls-second);
      }
      @media print {
        :host {
          display: block;
        }
        article {
          margin-bottom: 8px;
        }
        .head,
        .bar,
        dl,
        tr {
          break-inside: avoid;
        }
        .bar > div {
          print-color-adjust: exact;
        }
        .scroll {
          max-height: none;
          overflow: visible;
        }
      }
    `,
  ];

  protected override render() {
    return this.jobs.map((job) => this.#job(job));
  }

  #job(job: JobCard) {
    const { id, operation, line, state, progress, made, started, forecast, problems, conflicts, explained } = job;
    return html`<article>
      <div class="head">
        <h3>${operation}</h3>
        ${line === '' ? nothing : html`<span>${line}</span>`}
        <strong>${state}</strong>
        <span class="second">${started}</span>
      </div>
      ${
        progress === null
          ? nothing
          : html`<div
              class="bar"
              role="progressbar"
              aria-label=${p('progress')}
              aria-valuemin="0"
              aria-valuemax="100"
              aria-valuenow=${Math.min(100, Math.round(progress * 100))}
              aria-valuetext=${made}
            >
              <div style=${styleMap({ width: `${Math.min(100, progress * 100)}%` })}></div>
            </div>`
      }
      <p>${made}</p>
      ${[...problems, ...conflicts].map((text) => html`<p class="problem">■ ${text}</p>`)}
      ${job.facts ? html`<ls-job-facts .facts=${job.facts}></ls-job-facts>` : nothing}
      ${
        forecast.length === 0
          ? nothing
          : html`<dl>
              ${forecast.map(
                ({ name, value, chosen }) =>
                  html`<dt>${name}</dt>
                    <dd class=${chosen ? 'chosen' : ''}>${value}${chosen ? ` · ${p('movesBars')}` : ''}</dd>`,
              )}
            </dl>`
      }
      <div class="buttons">
        ${this.runs && job.canStart ? this.#button(id, 'start') : nothing}
        ${this.runs && job.canResume ? this.#button(id, 'resume') : nothing}
        ${this.runs && job.canPause ? this.#button(id, 'pause') : nothing}
        ${this.runs && job.canComplete ? this.#button(id, 'complete') : nothing}
        ${this.runs && job.canReopen ? this.#button(id, 'reopen') : nothing}
        ${this.plans && !job.canReopen ? html`${this.#button(id, 'move')} ${this.#button(id, 'cancel')}` : nothing}
        ${this.plans ? html`<button @click=${() => this.#want(id, 'edit')}>${st('edit')}</button>` : nothing}
        ${
          forecast.length === 0
            ? nothing
            : html`<button aria-expanded=${explained !== null} @click=${() => this.#want(id, 'explain')}>
                ${p('do-explain')}
              </button>`
        }
      </div>
      ${explained ? this.#explained(explained) : nothing}
    </article>`;
  }

  #button(id: string, what: 'start' | 'resume' | 'pause' | 'complete' | 'reopen' | 'move' | 'cancel') {
    const word = what === 'resume' ? o('resume') : p(`job-${what}`);
    return html`<button @click=${() => this.#want(id, what)}>${word}</button>`;
  }

  #explained({ sum, rows, more }: NonNullable<JobCard['explained']>) {
    return html`<p>${sum}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${p('do-explain')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${p('from')}</th>
              <th scope="col">${p('to')}</th>
              <th scope="col">${p('length')}</th>
              <th scope="col">${p('explainWhy')}</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ from, to, length, counted, why }) =>
                html`<tr class=${counted ? '' : 'rest'}>
                  <td>${from}</td>
                  <td>${to}</td>
                  <td>${length}</td>
                  <td>${counted ? '✓ ' : ''}${why}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        ${more > 0 ? html`<p class="hint">${p('andMore', more)}</p>` : nothing}
      </div>`;
  }

  #want(id: string, what: string): void {
    this.dispatchEvent(new CustomEvent('job-wanted', { detail: { id, what } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-jobs': LsOrderJobs;
  }
}
