/** Fields of the form of a source: each with its label, its place in the definition, and what is wrong there. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import type { MappingProblem } from '../../../shared/sync/sources.ts';
import { fieldAt, type Definition } from './definition.ts';

export interface FormParts {
  definition: Definition;
  problems: readonly MappingProblem[];
  /** undefined takes the field out. */
  put: (place: string, value: unknown) => void;
}

interface FieldOptions {
  hint?: string;
  placeholder?: string;
  /** Id of a datalist with what one may choose from. */
  list?: string;
}

export function textField(parts: FormParts, place: string, label: string, options: FieldOptions = {}): TemplateResult {
  return inputField(parts, place, label, options, (text) => (text === '' ? undefined : text));
}

/** What is no number, or not yet (`1.`), is kept as it was typed: the gateway says that it is none. */
export function numberField(
  parts: FormParts,
  place: string,
  label: string,
  options: FieldOptions = {},
): TemplateResult {
  return inputField(parts, place, label, { ...options, isNumber: true }, (text, isWhole) => {
    const number = Number(text.replace(',', '.'));
    if (text.trim() === '') return undefined;
    return Number.isFinite(number) && (isWhole || String(number) === text) ? number : text;
  });
}

/** The first choice stands for a field that is not there. */
export function choiceField(
  parts: FormParts,
  place: string,
  label: string,
  choices: readonly (readonly [value: string | number | boolean | undefined, text: string])[],
): TemplateResult {
  const value = fieldAt(parts.definition, place);
  const known = choices.findIndex(([choice]) => choice === value);
  const choose = (event: Event) => parts.put(place, choices[(event.target as HTMLSelectElement).selectedIndex]?.[0]);
  return html`<label class="field">
    <span>${label}</span>
    <select name=${place} aria-invalid=${wrongAt(parts, place).length > 0} @change=${choose}>
      ${choices.map(([, text], i) => html`<option ?selected=${i === Math.max(0, known)}>${text}</option>`)}
    </select>
    ${wrongHere(parts, place)}
  </label>`;
}

/** What is wrong at a place or below it. */
export function wrongHere(parts: Pick<FormParts, 'problems'>, place: string) {
  const wrong = wrongAt(parts, place);
  return wrong.length === 0 ? nothing : html`<span class="wrong" lang="en">■ ${wrong.join(' · ')}</span>`;
}

export function wrongAt({ problems }: Pick<FormParts, 'problems'>, place: string): string[] {
  return problems
    .filter((problem) => problem.place === place || problem.place.startsWith(`${place}.`))
    .map(({ text }) => text);
}

function inputField(
  parts: FormParts,
  place: string,
  label: string,
  options: FieldOptions & { isNumber?: boolean },
  /** `isWhole` = nothing more is typed for now. */
  read: (text: string, isWhole: boolean) => unknown,
): TemplateResult {
  const { hint, placeholder, list, isNumber = false } = options;
  const value = fieldAt(parts.definition, place);
  const take = (event: Event) =>
    parts.put(place, read((event.target as HTMLInputElement).value, event.type === 'change'));
  return html`<label class="field">
    <span id=${`name-${place}`}>${label}</span>
    <input
      name=${place}
      aria-labelledby=${`name-${place}`}
      aria-describedby=${`about-${place}`}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      inputmode=${isNumber ? 'decimal' : 'text'}
      placeholder=${placeholder ?? ''}
      list=${ifDefined(list)}
      .value=${live(value === undefined || typeof value === 'object' ? '' : String(value))}
      aria-invalid=${wrongAt(parts, place).length > 0}
      @input=${take}
      @change=${isNumber ? take : nothing}
    />
    <span class="about" id=${`about-${place}`}>
      ${hint ? html`<span class="hint">${hint}</span>` : nothing} ${wrongHere(parts, place)}
    </span>
  </label>`;
}
