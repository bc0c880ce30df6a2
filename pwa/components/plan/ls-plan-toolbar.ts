import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { menuStyles } from '../../styles/menu.ts';
import '../ls-menu.ts';
import { toolbarStyles } from './toolbar-styles.ts';

export interface ToolbarGroup {
  /** '' = all. */
  id: string;
  name: string;
}

/**
 * What the board shows and what can be done with it. Emits `group-chosen`, `span-chosen`, `stepped` (-1, 0 = now, 1), `found`,
 * `filtered`, `basis-chosen` and `wanted` (undo, redo, drafts, arrange, order, import, export, csv, print, views).
 */
@customElement('ls-plan-toolbar')
export class LsPlanToolbar extends LitElement {
  @property({ attribute: false }) groups: readonly ToolbarGroup[] = [];
  @property() group = '';
  /** `16 – 22 Nov 2026` */
  @property() period = '';
  @property({ attribute: false }) spans: readonly string[] = [];
  /** '' = none of them. */
  @property() span = '';
  @property() find = '';
  @property({ attribute: false }) filters: readonly string[] = [];
  @property() only = '';
  @property() basis: 'standard' | 'extrapolated' = 'standard';
  @property({ type: Boolean }) canUndo = false;
  @property({ type: Boolean }) canRedo = false;
  /** Whether whoever is here may change the plan, or can sign on to. */
  @property({ type: Boolean }) plans = false;
  @property({ type: Boolean }) reachable = false;
  @property({ attribute: false }) views: readonly { name: string; href: string }[] = [];

  /** On a phone: what is looked at is being chosen. */
  @state() private looks = false;

  static override styles = [controls, formStyles, menuStyles, toolbarStyles];

  protected override render() {
    return html`<div class="row">
        ${this.#groups()} ${this.plans ? this.#acts() : nothing} ${this.#more()} ${this.#newOrder()}
      </div>
      <div class="row when">
        <button class="time" aria-label=${p('earlierWindow')} @click=${() => this.#tell('stepped', -1)}>‹</button>
        <span class="period time">${this.period}</span>
        <button class="time" aria-label=${p('laterWindow')} @click=${() => this.#tell('stepped', 1)}>›</button>
        <button class="time" @click=${() => this.#tell('stepped', 0)}>${p('today')}</button>
        ${this.#spans()} ${this.#search()}
        <button class="phone" aria-expanded=${this.looks} @click=${() => (this.looks = !this.looks)}>
          ${p('filter')}
        </button>
        <div class="looks ${this.looks ? 'open' : ''}">${this.#looks()}</div>
      </div>`;
  }

  /** Tabs; on a phone, where they would not fit, a choice. */
  #groups() {
    return html`<div class="tabs" role="group" aria-label=${p('groups')}>
        ${this.groups.map(
          ({ id, name }) =>
            html`<button aria-pressed=${id === this.group} @click=${() => this.#tell('group-chosen', id)}>
              ${name}
            </button>`,
        )}
      </div>
      <select class="phone" aria-label=${p('groups')} @change=${this.#told('group-chosen')}>
        ${this.groups.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.group}>${name}</option>`)}
      </select>`;
  }

  #acts() {
    return html`<button class="wide" ?disabled=${!this.canUndo} @click=${() => this.#want('undo')}>${p('undo')}</button>
      <button class="wide" ?disabled=${!this.canRedo} @click=${() => this.#want('redo')}>${p('redo')}</button>
      <button class="wide" @click=${() => this.#want('drafts')}>${p('whatIf')}</button>
      <button class="wide" @click=${() => this.#want('arrange')}>${p('arrange')}</button>`;
  }

  #newOrder() {
    return this.plans
      ? html`<button class="main" @click=${() => this.#want('order')}>${p('newOrder')}</button>`
      : nothing;
  }

  #spans() {
    return html`<div class="spans time ${this.looks ? 'open' : ''}" role="group" aria-label=${p('spans')}>
      ${this.spans.map(
        (span) =>
          html`<button aria-pressed=${span === this.span} @click=${() => this.#tell('span-chosen', span)}>
            ${p(`span-${span}` as 'span-week')}
          </button>`,
      )}
    </div>`;
  }

  #search() {
    return html`<input
      class="push ${this.looks || this.find !== '' ? 'open' : ''}"
      type="search"
      placeholder=${p('find')}
      aria-label=${p('find')}
      .value=${this.find}
      @input=${this.#told('found')}
    />`;
  }

  #looks() {
    return html`<select aria-label=${p('filter')} @change=${this.#told('filtered')}>
        ${this.filters.map(
          (one) => html`<option value=${one} ?selected=${one === this.only}>${p(`only-${one}` as 'only-all')}</option>`,
        )}
      </select>
      <label class="basis">
        <span class="second">${p('movesBy')}</span>
        <select aria-label=${p('field-movesBy')} ?disabled=${!this.plans} @change=${this.#told('basis-chosen')}>
          ${(['standard', 'extrapolated'] as const).map(
            (one) => html`<option value=${one} ?selected=${one === this.basis}>${p(`basis-${one}`)}</option>`,
          )}
        </select>
      </label>`;
  }

  #more() {
    const entries = [
      ...(this.plans && this.canUndo ? (['undo'] as const) : []),
      ...(this.plans && this.canRedo ? (['redo'] as const) : []),
      ...(this.plans ? (['drafts', 'arrange', 'import', 'views'] as const) : []),
      ...(this.reachable ? (['export'] as const) : []),
      'csv' as const,
      'print' as const,
    ];
    return html`<ls-menu label=${p('more')}>
      ${entries.map(
        (one) =>
          html`<button class=${isShort(one) ? 'phone' : ''} @click=${() => this.#want(one)}>
            ${one === 'undo' || one === 'redo' ? p(one) : p(`do-${one}`)}
          </button>`,
      )}
      ${this.views.map(({ name, href }) => html`<a href=${href}>${name}</a>`)}
    </ls-menu>`;
  }

  #told(name: string) {
    return ({ target }: Event) => this.#tell(name, (target as HTMLInputElement | HTMLSelectElement).value);
  }

  #want(what: string): void {
    this.#tell('wanted', what);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Beside the menu where there is room. */
function isShort(entry: string): boolean {
  return ['undo', 'redo', 'drafts', 'arrange'].includes(entry);
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-toolbar': LsPlanToolbar;
  }
}
