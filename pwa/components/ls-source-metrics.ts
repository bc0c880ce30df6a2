import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MappingProblem } from '../../shared/sync/sources.ts';
import { changeText as c } from '../locales/sources-change.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { metricsOf } from './source/columns.ts';
import { isObject, withField, type Definition } from './source/definition.ts';
import { choiceField, numberField, textField, type FormParts } from './source/fields.ts';
import { itemStyles } from './source/list-styles.ts';

const NUMBER_TYPES = ['int16', 'int32', 'uint32', 'float32', 'float64'];

/** The measured values of a source, and of a Modbus device the register that each is in. Emits `edited`. */
@customElement('ls-source-metrics')
export class LsSourceMetrics extends LitElement {
  @property({ attribute: false }) definition: Definition = {};
  @property({ attribute: false }) problems: readonly MappingProblem[] = [];

  static override styles = [controls, formStyles, itemStyles];

  protected override render() {
    const parts: FormParts = {
      definition: this.definition,
      problems: this.problems,
      put: (place, value) => this.#edited(this.#renamed(place, value)),
    };
    const metrics = metricsOf(this.definition);
    return html`<h3>${c('metrics')}</h3>
      <ul>
        ${metrics.map((metric, i) => html`<li>${this.#fields(parts, i)} ${this.#remove(metric.id, i)}</li>`)}
      </ul>
      ${this.#wrongLists()}
      <div class="buttons"><button class="text-button" @click=${this.#add}>${c('addValue')}</button></div>`;
  }

  #fields(parts: FormParts, i: number) {
    const at = `metrics.${i}`;
    return html`${textField(parts, `${at}.name`, c('metricName'))} ${textField(parts, `${at}.id`, c('metricId'))}
    ${textField(parts, `${at}.unit`, c('metricUnit'))} ${numberField(parts, `${at}.resolution`, c('resolution'))}
    ${this.#isModbus ? this.#register(parts, i) : nothing}`;
  }

  /** Of the metric: they are declared in the same order as soon as the form has touched them. */
  #register(parts: FormParts, i: number) {
    const at = `registers.${i}`;
    return html`${choiceField(parts, `${at}.table`, c('table'), [
      ['holding', c('holding')],
      ['input', c('input')],
      ['coil', c('coil')],
      ['discrete', c('discrete')],
    ])}
    ${numberField(parts, `${at}.address`, c('address'))}
    ${choiceField(parts, `${at}.type`, c('type'), [
      [undefined, 'uint16'],
      ...NUMBER_TYPES.map((type): [string, string] => [type, type]),
    ])}
    ${choiceField(parts, `${at}.wordOrder`, c('wordOrder'), [
      [undefined, c('bigFirst')],
      ['little', c('littleFirst')],
    ])}
    ${numberField(parts, `${at}.scale`, c('scale'), { placeholder: '1' })}`;
  }

  #remove(name: string, i: number) {
    return html`<button class="remove" aria-label=${c('removeValue', name)} @click=${() => this.#without(i)}>
      ✕
    </button>`;
  }

  /** What is said of the lists as a whole. */
  #wrongLists() {
    const own = this.problems.filter(({ place }) => place === 'metrics' || place === 'registers');
    return own.map(({ text }) => html`<p class="wrong" lang="en">■ ${text}</p>`);
  }

  get #isModbus(): boolean {
    return this.definition.kind === 'modbus';
  }

  /** A register, and a column that was called like it, follow the value's short name. */
  #renamed(place: string, value: unknown): Definition {
    const next = withField(this.#aligned(), place, place.endsWith('.unit') ? (value ?? '') : value);
    const [, index] = /^metrics\.(\d+)\.id$/.exec(place) ?? [];
    if (index === undefined) return next;
    const before = metricsOf(this.definition)[Number(index)];
    const columns = next.columns as unknown[] | undefined;
    if (this.#isModbus) return withField(next, `registers.${index}.metric`, value);
    if (!columns || before?.column !== undefined) return next;
    return withField(
      next,
      'columns',
      columns.map((column) => (column === before?.id ? (value ?? '') : column)),
    );
  }

  /** Registers in the order of their values. */
  #aligned(): Definition {
    if (!this.#isModbus) return this.definition;
    const registers = (Array.isArray(this.definition.registers) ? this.definition.registers : []) as unknown[];
    const of = (id: string) => registers.find((register) => isObject(register) && register['metric'] === id);
    const aligned = metricsOf(this.definition).map(({ id }) => of(id) ?? { metric: id, table: 'holding', address: 0 });
    return withField(this.definition, 'registers', aligned);
  }

  protected override willUpdate(): void {
    // Fields are found by index: what was written by hand in another order is shown in this one.
    if (this.#isModbus) this.definition = this.#aligned();
  }

  readonly #add = (): void => {
    const metrics = metricsOf(this.definition);
    const id = `value-${metrics.length + 1}`;
    const next = withField(this.#aligned(), 'metrics', [...metrics, { id, name: '', unit: '', resolution: 0.1 }]);
    const registers = (next.registers ?? []) as unknown[];
    this.#edited(
      this.#isModbus
        ? withField(next, 'registers', [...registers, { metric: id, table: 'holding', address: 0 }])
        : next,
    );
  };

  #without(i: number): void {
    const rest = (list: unknown) => (Array.isArray(list) ? (list as unknown[]).filter((_, at) => at !== i) : []);
    const next = withField(this.#aligned(), 'metrics', rest(this.definition.metrics));
    this.#edited(this.#isModbus ? withField(next, 'registers', rest(next.registers)) : next);
  }

  #edited(definition: Definition): void {
    this.dispatchEvent(new CustomEvent<Definition>('edited', { detail: definition }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-metrics': LsSourceMetrics;
  }
}
