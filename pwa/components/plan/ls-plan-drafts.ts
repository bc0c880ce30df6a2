import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

export interface ShownDraft {
  id: string;
  name: string;
  /** `3 changes, begun today 14:05` */
  note: string;
  open: boolean;
}
/** What the open draft would change. */
export interface DraftDifference {
  /** Promise dates: `Flu 125`, `Thu 14:20`, `Fri 06:10`. */
  promises: readonly { title: string; was: string; is: string; tone: 'plain' | 'look' | 'act' }[];
  changes: readonly string[];
  /** Fields that others changed since. */
  meanwhile: readonly { title: string; was: string; is: string; draft: string }[];
}

/** What-if: drafts of this device. Emits `draft-begun` (name), `draft-shown` (id or null), `draft-discarded` (id), `draft-published` (why). */
@customElement('ls-plan-drafts')
export class LsPlanDrafts extends LitElement {
  @property({ attribute: false }) drafts: readonly ShownDraft[] = [];
  /** Of the open one; null = none is open. */
  @property({ attribute: false }) difference: DraftDifference | null = null;

  @state() private name = '';
  @state() private why = '';
  @state() private discarding: string | null = null;

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 24px;
      }
      section {
        display: grid;
        gap: 8px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      li > span:first-child {
        flex: 1 1 12rem;
      }
      .begin {
        display: flex;
        gap: 8px;
        align-items: end;
      }
      .begin label {
        flex: 1;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 4px 16px 4px 0;
        text-align: left;
        font-weight: 400;
      }
      thead th {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      .act td {
        color: var(--ls-red);
      }
      .look td {
        color: var(--ls-amber);
      }
      .scroll {
        overflow-x: auto;
      }
    `,
  ];

  protected override render() {
    return html`<p class="hint">${p('whatIfNote')}</p>
      ${this.drafts.length === 0 ? nothing : this.#list()}
      <form class="begin" novalidate @submit=${this.#begin}>
        <label class="field">
          <span>${p('draftName')}</span>
          <input maxlength="80" autocomplete="off" .value=${this.name} @input=${this.#typing('name')} />
        </label>
        <button type="submit" ?disabled=${this.name.trim() === ''}>${p('draftBegin')}</button>
      </form>
      ${this.difference ? this.#difference(this.difference) : nothing}`;
  }

  #list() {
    return html`<ul>
      ${this.drafts.map(
        ({ id, name, note, open }) =>
          html`<li>
            <span><strong>${name}</strong> <span class="second">${note}</span></span>
            ${
              open
                ? html`<button @click=${() => this.#tell('draft-shown', null)}>${p('draftLeave')}</button>`
                : html`<button @click=${() => this.#tell('draft-shown', id)}>${p('draftOpen')}</button>`
            }
            ${
              this.discarding === id
                ? html`<button class="main" @click=${() => this.#discard(id)}>${p('draftDiscardSure')}</button>
                    <button @click=${() => (this.discarding = null)}>${p('keep')}</button>`
                : html`<button @click=${() => (this.discarding = id)}>${p('draftDiscard')}</button>`
            }
          </li>`,
      )}
    </ul>`;
  }

  #difference({ promises, changes, meanwhile }: DraftDifference) {
    return html`<section>
        <h3>${p('promises')}</h3>
        ${
          promises.length === 0
            ? html`<p class="second">${p('noPromises')}</p>`
            : html`<div class="scroll">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">${p('order')}</th>
                      <th scope="col">${p('planNow')}</th>
                      <th scope="col">${p('withDraft')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${promises.map(
                      ({ title, was, is, tone }) =>
                        html`<tr class=${tone}>
                          <th scope="row">${title}</th>
                          <td>${was}</td>
                          <td>${tone === 'act' ? '■ ' : tone === 'look' ? '▲ ' : ''}${is}</td>
                        </tr>`,
                    )}
                  </tbody>
                </table>
              </div>`
        }
      </section>
      <section>
        <h3>${p('draftChanges')}</h3>
        ${
          changes.length === 0
            ? html`<p class="hint">${p('draftEmpty')}</p>`
            : html`<ul>
                ${changes.map((change) => html`<li>${change}</li>`)}
              </ul>`
        }
      </section>
      ${
        meanwhile.length === 0
          ? nothing
          : html`<section class="note">
              <h3>▲ ${p('meanwhile')}</h3>
              <ul>
                ${meanwhile.map(({ title, was, is, draft }) => html`<li>${p('meanwhileOne', title, was, is, draft)}</li>`)}
              </ul>
            </section>`
      }
      <form novalidate @submit=${this.#publish}>
        <label class="field">
          <span>${p('draftWhy')}</span>
          <input maxlength="500" autocomplete="off" .value=${this.why} @input=${this.#typing('why')} />
        </label>
        <div class="buttons">
          <button class="main" type="submit" ?disabled=${changes.length === 0}>${p('draftPublish')}</button>
        </div>
      </form>`;
  }

  #typing(field: 'name' | 'why') {
    return ({ target }: Event) => (this[field] = (target as HTMLInputElement).value);
  }

  readonly #begin = (event: Event): void => {
    event.preventDefault();
    const name = this.name.trim();
    if (name === '') return;
    this.name = '';
    this.#tell('draft-begun', name);
  };

  readonly #publish = (event: Event): void => {
    event.preventDefault();
    this.#tell('draft-published', this.why.trim());
  };

  #discard(id: string): void {
    this.discarding = null;
    this.#tell('draft-discarded', id);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-drafts': LsPlanDrafts;
  }
}
