import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FoundFiles, SerialPortHere } from '../../shared/sync/source-changes.ts';
import type { MappingProblem } from '../../shared/sync/sources.ts';
import { changeText as c } from '../locales/sources-change.ts';
import { controls } from '../styles/controls.ts';
import './ls-source-columns.ts';
import './ls-source-metrics.ts';
import './ls-source-states.ts';
import { formStyles } from '../styles/form.ts';
import { withField, type Definition } from './source/definition.ts';
import { choiceField, numberField, textField, wrongHere, type FormParts } from './source/fields.ts';
import { portFields, rowFields, section, timeFields } from './source/sections.ts';
import { sourceFormStyles } from './source/styles.ts';

/** What the look for files came to; `looking` while it is under way. */
export type FilesShown = FoundFiles | 'looking' | null;

/** A source's definition as a form, by its kind. Emits `edited` with another definition, and `look-wanted` with a path. */
@customElement('ls-source-form')
export class LsSourceForm extends LitElement {
  @property({ attribute: false }) definition: Definition = {};
  @property({ attribute: false }) problems: readonly MappingProblem[] = [];
  @property({ attribute: false }) ports: readonly SerialPortHere[] = [];
  @property({ attribute: false }) files: FilesShown = null;
  /** Start of the sample, as text. */
  @property() sample = '';

  static override styles = [controls, formStyles, sourceFormStyles];

  /** Goes where a problem is. */
  show(place: string): void {
    const inputs = [...this.renderRoot.querySelectorAll<HTMLInputElement>('[name]')];
    const field =
      inputs.find(({ name }) => name === place) ??
      inputs.find(({ name }) => place.startsWith(`${name}.`) || name.startsWith(`${place}.`));
    if (field) return field.focus();
    const part = { metrics: 'ls-source-metrics', registers: 'ls-source-metrics', state: 'ls-source-states' }[
      place.split('.')[0] ?? ''
    ];
    this.renderRoot.querySelector<HTMLElement>(part ?? 'ls-source-columns')?.scrollIntoView({ block: 'center' });
  }

  protected override render() {
    const parts: FormParts = {
      definition: this.definition,
      problems: this.problems,
      put: (place, value) => this.#edited(withField(this.definition, place, value)),
    };
    const { kind } = this.definition;
    return html`${section(c('where'), this.#where(parts))}
    ${kind === 'modbus' ? nothing : section(c('rows'), rowFields(parts))}
    ${kind === 'modbus' || this.#isInFrames ? nothing : this.#columns(parts)}
    ${kind === 'csv' ? section(c('time'), timeFields(parts)) : nothing} ${this.#values()}`;
  }

  get #isInFrames(): boolean {
    return 'frame' in this.definition || 'positions' in this.definition;
  }

  #where(parts: FormParts) {
    switch (this.definition.kind) {
      case 'serial':
        return html`${this.#port(parts, c('port'))} ${portFields(parts)}
        ${numberField(parts, 'silenceSeconds', c('silence'), { placeholder: '60' })}`;
      case 'modbus':
        return html`${textField(parts, 'host', c('host'))}
        ${numberField(parts, 'tcpPort', c('tcpPort'), { placeholder: '502' })} ${this.#port(parts, c('orPort'))}
        ${'path' in this.definition ? portFields(parts) : nothing} ${numberField(parts, 'unit', c('unit'))}
        ${numberField(parts, 'everyMs', c('every'), { placeholder: '1000' })}`;
      default:
        return html`<div class="with-button wide">
            ${textField(parts, 'path', c('path'), { hint: c('pathHint'), placeholder: 'Line8/PR*.txt' })}
            <button
              class="text-button"
              ?disabled=${!this.definition.path || this.files === 'looking'}
              @click=${this.#look}
            >
              ${c(this.files === 'looking' ? 'looking' : 'look')}
            </button>
          </div>
          ${this.#found()}
          ${choiceField(parts, 'watch', c('watch'), [
            [undefined, c('watchEvents')],
            ['poll', c('watchPoll')],
          ])}
          ${choiceField(parts, 'encoding', c('encoding'), [
            [undefined, c('encodingAuto')],
            ['utf-8', 'UTF-8'],
            ['latin1', 'Latin-1'],
            ['utf-16le', 'UTF-16 LE'],
            ['utf-16be', 'UTF-16 BE'],
          ])}`;
    }
  }

  #port(parts: FormParts, label: string) {
    return html`${textField(parts, 'path', label, { hint: c('portHint'), list: 'ports' })}
      <datalist id="ports">
        ${this.ports.map(
          ({ path, device, usedBy }) =>
            html`<option value=${path}>
              ${[device, usedBy === null ? null : c('portUsed', usedBy)].filter((text) => text !== null).join(' · ')}
            </option>`,
        )}
      </datalist>`;
  }

  #found() {
    const { files } = this;
    if (files === null || files === 'looking') return nothing;
    const newest = files.files.slice(0, 3).map(({ name }) => name);
    return html`<div class="wide hint" role="status">
      <p>
        ${files.count === 0 ? `▲ ${c('foundNone')}` : `${c('found', files.count)}: ${newest.join(', ')}${files.count > 3 ? ' …' : ''}`}
      </p>
      ${files.sample ? html`<p>${c('sampleFrom', files.sample.name)}</p>` : nothing}
      ${files.problems.slice(0, 3).map((problem) => html`<p class="wrong" lang="en">▲ ${problem}</p>`)}
    </div>`;
  }

  #columns(parts: FormParts) {
    return html`<fieldset>
      <legend>${c('columns')}</legend>
      <ls-source-columns
        .definition=${this.definition}
        .sample=${this.sample}
        @edited=${(event: CustomEvent<Definition>) => this.#pass(event)}
      ></ls-source-columns>
      ${wrongHere(parts, 'columns')}
    </fieldset>`;
  }

  #values() {
    const { meaning } = this.definition;
    if (meaning === 'cycles') return nothing;
    const pass = (event: CustomEvent<Definition>) => this.#pass(event);
    if (meaning === 'states')
      return html`<ls-source-states
        .definition=${this.definition}
        .problems=${this.problems}
        @edited=${pass}
      ></ls-source-states>`;
    return html`<ls-source-metrics
        .definition=${this.definition}
        .problems=${this.problems}
        @edited=${pass}
      ></ls-source-metrics>
      ${this.#isInFrames ? html`<p class="hint">${c('framesInJson')}</p>` : nothing}`;
  }

  readonly #look = (): void => {
    this.dispatchEvent(new CustomEvent('look-wanted', { detail: this.definition.path }));
  };

  #pass(event: CustomEvent<Definition>): void {
    event.stopPropagation();
    this.#edited(event.detail);
  }

  #edited(definition: Definition): void {
    this.dispatchEvent(new CustomEvent<Definition>('edited', { detail: definition }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-form': LsSourceForm;
  }
}
