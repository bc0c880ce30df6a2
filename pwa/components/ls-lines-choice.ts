import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Lines } from '../../shared/access/may.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import type { LineGroup } from './people/lines.ts';
import { formStyles } from '../styles/form.ts';

/** All lines, or some of them by process group. Emits `lines-chosen` with what is chosen now. */
@customElement('ls-lines-choice')
export class LsLinesChoice extends LitElement {
  @property({ attribute: false }) lines: Lines = [];
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  /** Something is missing, in words. */
  @property() problem = '';
  @property({ type: Boolean }) disabled = false;

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: block;
      }
      .groups {
        display: grid;
        gap: 8px;
        margin-left: 32px;
      }
      .lines {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr));
        gap: 0 16px;
      }
      .choice span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .group {
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const all = this.lines === '*';
    return html`<fieldset ?disabled=${this.disabled}>
      <legend>${p('lines')}</legend>
      <label class="choice">
        <input type="radio" name="which" .checked=${all} @change=${() => this.#tell('*')} />
        <span>${p('allLines')} <span class="hint">${p('allLinesHint')}</span></span>
      </label>
      <label class="choice">
        <input type="radio" name="which" .checked=${!all} @change=${() => this.#tell([])} />
        <span>${p('onlyThese')}</span>
      </label>
      ${this.lines === '*' ? nothing : this.#groups(this.lines)}
      ${this.problem === '' ? nothing : html`<p class="wrong" role="alert">■ ${this.problem}</p>`}
    </fieldset>`;
  }

  #groups(chosen: readonly string[]) {
    const known = new Set(this.groups.flatMap(({ lines }) => lines.map(({ id }) => id)));
    const strange = chosen.filter((id) => !known.has(id)).map((id) => ({ id, name: p('lineNotKnown', id) }));
    const groups = strange.length === 0 ? this.groups : [...this.groups, { name: '', lines: strange }];
    return html`<div class="groups">
      ${groups.map(({ name, lines }) => {
        const ids = lines.map(({ id }) => id);
        const count = ids.filter((id) => chosen.includes(id)).length;
        const whole = html`<label class="choice group">
          <input
            type="checkbox"
            .checked=${count === ids.length}
            .indeterminate=${count > 0 && count < ids.length}
            @change=${(event: Event) => this.#set(chosen, ids, isChecked(event))}
          />
          <span>${p('wholeGroup', name)}</span>
        </label>`;
        return html`<div>
          ${name !== '' && ids.length > 1 ? whole : nothing}
          <div class="lines">
            ${lines.map(
              (line) =>
                html`<label class="choice">
                  <input
                    type="checkbox"
                    .checked=${chosen.includes(line.id)}
                    @change=${(event: Event) => this.#set(chosen, [line.id], isChecked(event))}
                  />
                  <span>${line.name}</span>
                </label>`,
            )}
          </div>
        </div>`;
      })}
    </div>`;
  }

  #set(chosen: readonly string[], ids: readonly string[], on: boolean): void {
    const rest = chosen.filter((id) => !ids.includes(id));
    this.#tell(on ? [...rest, ...ids] : rest);
  }

  #tell(detail: Lines): void {
    this.dispatchEvent(new CustomEvent<Lines>('lines-chosen', { detail }));
  }
}

function isChecked({ target }: Event): boolean {
  return (target as HTMLInputElement).checked;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-lines-choice': LsLinesChoice;
  }
}
