import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MachineState } from '../../shared/sources.ts';
import type { MappingProblem } from '../../shared/sync/sources.ts';
import { changeText as c } from '../locales/sources-change.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { fieldAt, isObject, withField, type Definition } from './source/definition.ts';
import { wrongHere } from './source/fields.ts';
import { itemStyles } from './source/list-styles.ts';

const STATES: readonly MachineState[] = ['Execute', 'Idle', 'Held', 'Suspended', 'Stopped', 'Aborted'];

/** What the machine writes, and what it means by it. Emits `edited`. */
@customElement('ls-source-states')
export class LsSourceStates extends LitElement {
  @property({ attribute: false }) definition: Definition = {};
  @property({ attribute: false }) problems: readonly MappingProblem[] = [];

  static override styles = [controls, formStyles, itemStyles];

  protected override render() {
    const names = this.#names();
    return html`<h3>${c('states')}</h3>
      <ul>
        ${names.map(
          ([text, state], i) =>
            html`<li>
              <label class="field">
                <span>${c('stateText')}</span>
                <input
                  autocomplete="off"
                  spellcheck="false"
                  .value=${text}
                  @change=${(event: Event) => this.#put(i, [(event.target as HTMLInputElement).value, state])}
                />
              </label>
              <label class="field">
                <span>${c('means')}</span>
                <select
                  @change=${(event: Event) => this.#put(i, [text, STATES[(event.target as HTMLSelectElement).selectedIndex]!])}
                >
                  ${STATES.map((each) => html`<option ?selected=${each === state}>${c(each)}</option>`)}
                </select>
              </label>
              <button class="remove" aria-label=${c('removeState', text)} @click=${() => this.#put(i, null)}>✕</button>
            </li>`,
        )}
      </ul>
      ${wrongHere(this, 'state')}
      <div class="buttons"><button class="text-button" @click=${this.#add}>${c('addState')}</button></div>`;
  }

  #names(): [string, unknown][] {
    const names = fieldAt(this.definition, 'state.names');
    return isObject(names) ? Object.entries(names) : [];
  }

  #put(index: number, name: [string, unknown] | null): void {
    const names = this.#names().flatMap((each, i) => (i === index ? (name ? [name] : []) : [each]));
    this.#edited(names);
  }

  readonly #add = (): void => this.#edited([...this.#names(), ['', 'Idle']]);

  #edited(names: [string, unknown][]): void {
    const state = { ...(this.definition.state as object | undefined), names: Object.fromEntries(names) };
    const detail = withField(this.definition, 'state', state);
    this.dispatchEvent(new CustomEvent<Definition>('edited', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-states': LsSourceStates;
  }
}
