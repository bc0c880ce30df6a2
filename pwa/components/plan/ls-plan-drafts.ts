import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { TONE_SHAPES, toneStyles, type Tone } from '../../styles/tone.ts';
import { planDraftsStyles } from './plan-drafts-styles.ts';

export interface ShownDraft {
  id: string;
  name: string;
  /** `3 changes, begun today 14:05` */
  note: string;
  open: boolean;
}
/** The open draft, and what it would change. */
export interface DraftDifference {
  name: string;
  /** Promise dates: `Flu 125`, `Thu 14:20`, `Fri 06:10`. */
  promises: readonly { title: string; was: string; is: string; tone: Tone }[];
  changes: readonly string[];
  /** Fields that others changed since. */
  meanwhile: readonly { title: string; was: string; is: string; draft: string }[];
}

/** Of a long list so many are there at first. */
const FIRST_SHOWN = 20;

/** What-if: drafts of this device. Emits `draft-begun` (name), `draft-shown` (id or null), `draft-discarded` (id), `draft-published` (why). */
@customElement('ls-plan-drafts')
export class LsPlanDrafts extends LitElement {
  @property({ attribute: false }) drafts: readonly ShownDraft[] = [];
  /** Of the open one; null = none is open. */
  @property({ attribute: false }) difference: DraftDifference | null = null;

  @state() private name = '';
  @state() private why = '';
  @state() private discarding: string | null = null;
  /** Of lists that are long, those that are there whole. */
  @state() private whole: ReadonlySet<'promises' | 'changes'> = new Set();

  static override styles = [controls, formStyles, planDraftsStyles, toneStyles];

  /** First what is to become of the open one: that is what people come for. */
  protected override render() {
    const others = this.drafts.filter(({ open }) => !open);
    const { difference } = this;
    return html`${difference ? this.#open(difference) : nothing}
      <section class="others">
        ${difference && others.length > 0 ? html`<h3>${p('draftOthers')}</h3>` : nothing}
        ${
          others.length === 0
            ? nothing
            : html`<ul>
                ${others.map((draft) => this.#other(draft))}
              </ul>`
        }
        <p class="hint">${p('whatIfNote')}</p>
        <form class="begin" novalidate @submit=${this.#begin}>
          <label class="field">
            <span>${p('draftName')}</span>
            <input maxlength="80" autocomplete="off" .value=${this.name} @input=${this.#typing('name')} />
          </label>
          <button type="submit" ?disabled=${this.name.trim() === ''}>${p('draftBegin')}</button>
        </form>
      </section>`;
  }

  #other({ id, name, note }: ShownDraft) {
    return html`<li>
      <span><strong>${name}</strong> <span class="second">${note}</span></span>
      <button @click=${() => this.#tell('draft-shown', id)}>${p('draftOpen')}</button>
      ${this.#discarder(id)}
    </li>`;
  }

  #open(difference: DraftDifference) {
    const { name, meanwhile, changes } = difference;
    const shown = this.drafts.find(({ open }) => open);
    return html`<section>
        <h3 tabindex="-1" data-begin-here>${p('draftHeading', name)}</h3>
        ${shown ? html`<p class="second">${shown.note}</p>` : nothing}
        ${
          meanwhile.length === 0
            ? nothing
            : html`<div class="note">
                <h3>▲ ${p('meanwhile')}</h3>
                <ul>
                  ${meanwhile.map(({ title, was, is, draft }) => html`<li>${p('meanwhileOne', title, was, is, draft)}</li>`)}
                </ul>
                <p>${p('meanwhileSeen')}</p>
              </div>`
        }
        <form novalidate @submit=${this.#publish}>
          <label class="field">
            <span>${p('draftWhy')}</span>
            <input maxlength="500" autocomplete="off" .value=${this.why} @input=${this.#typing('why')} />
          </label>
          <div class="buttons">
            <button class="main" type="submit" ?disabled=${changes.length === 0}>${p('draftPublish')}</button>
            <button type="button" @click=${() => this.#tell('draft-shown', null)}>${p('draftLeave')}</button>
            ${shown ? this.#discarder(shown.id) : nothing}
          </div>
        </form>
      </section>
      ${this.#difference(difference)}`;
  }

  #discarder(id: string) {
    if (this.discarding !== id)
      return html`<button type="button" @click=${() => (this.discarding = id)}>${p('draftDiscard')}</button>`;
    return html`<button type="button" @click=${() => (this.discarding = null)}>${p('keep')}</button>
      <button type="button" @click=${() => this.#discard(id)}>${p('draftDiscardSure')}</button>`;
  }

  #difference({ promises, changes }: DraftDifference) {
    return html`<section>
        <h3>${p('promises')}</h3>
        ${promises.length === 0 ? html`<p class="second">${p('noPromises')}</p>` : this.#promises(promises)}
      </section>
      <section>
        <h3>${p('draftChanges')}</h3>
        ${
          changes.length === 0
            ? html`<p class="hint">${p('draftEmpty')}</p>`
            : html`<ul>
                ${this.#first('changes', changes).map((change) => html`<li>${change}</li>`)}
              </ul>`
        }
        ${this.#rest('changes', changes)}
      </section>`;
  }

  #promises(promises: DraftDifference['promises']) {
    return html`<div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">${p('order')}</th>
              <th scope="col">${p('planNow')}</th>
              <th scope="col">${p('withDraft')}</th>
            </tr>
          </thead>
          <tbody>
            ${this.#first('promises', promises).map(
              ({ title, was, is, tone }) =>
                html`<tr>
                  <th scope="row">${title}</th>
                  <td>${was}</td>
                  <td class=${tone}>${TONE_SHAPES[tone]}${is}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.#rest('promises', promises)}`;
  }

  #first<T>(list: 'promises' | 'changes', all: readonly T[]): readonly T[] {
    return this.whole.has(list) ? all : all.slice(0, FIRST_SHOWN);
  }

  #rest(list: 'promises' | 'changes', { length }: readonly unknown[]) {
    if (length <= FIRST_SHOWN || this.whole.has(list)) return nothing;
    return html`<div>
      <button type="button" @click=${() => (this.whole = new Set([...this.whole, list]))}>
        ${p('showAll', length)}
      </button>
    </div>`;
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
