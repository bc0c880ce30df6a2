import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MappingProblem } from '../../shared/sync/sources.ts';
import type { SourceDefinition } from '../../shared/sources.ts';
import { sourceText } from '../locales/sources.ts';
import { controls, panel } from '../styles/controls.ts';
import type { Definition } from './source/definition.ts';
import { lineOf, rangeOf, readJson, type TextRange } from './source-json.ts';
import { sourceStyles } from './source-styles.ts';

/** What a person has written; `value` is undefined while it is no JSON. `atOnce`: it was not typed. */
export interface DefinitionWritten {
  value: unknown;
  atOnce: boolean;
}

/** A source's definition as JSON to be edited, each problem with its line and the way there. Emits `written`. */
@customElement('ls-source-definition')
export class LsSourceDefinition extends LitElement {
  /** As the plant file has it. */
  @property({ attribute: false }) declared!: SourceDefinition | Definition;
  /** What is being written instead, as it is by now; null = nothing. */
  @property({ attribute: false }) draft: unknown = null;
  /** What is written here can be saved here. */
  @property({ type: Boolean }) editable = false;
  /** What the gateway says of what was written. */
  @property({ attribute: false }) problems: readonly MappingProblem[] = [];

  /** null = as declared. */
  @state() private text: string | null = null;
  @state() private copied = false;
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  static override styles = [
    controls,
    panel,
    sourceStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        min-width: 0;
        padding: 12px 16px 16px;
      }
      .problems button {
        width: 100%;
        padding: 4px 12px;
        border: 0;
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
        text-align: left;
        overflow-wrap: anywhere;
      }
      .problems li + li {
        margin-top: 4px;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Asked for anew each second, the same definition is another object.
    if (changed.has('declared') && changed.get('declared')?.id !== this.declared.id) this.text = null;
    // Written elsewhere meanwhile; what was typed here came from here.
    if (this.text !== null && changed.has('draft') && this.draft !== null && !this.#isTyped) this.text = null;
  }

  protected override render() {
    const text = this.#text;
    const problems = this.#placed(text);
    return html`<h2><label for="definition">${sourceText('definition')}</label></h2>
      <textarea
        id="definition"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        aria-invalid=${problems.length > 0}
        aria-describedby="problems"
        .value=${text}
        @input=${this.#edited}
      ></textarea>
      <div id="problems" class="problems" role="status">
        ${
          problems.length === 0
            ? nothing
            : html`<ul>
                ${problems.map((problem) => this.#problem(problem, text))}
              </ul>`
        }
      </div>
      <div class="buttons">
        <button class="text-button" @click=${this.#copy}>
          ${sourceText(this.copied ? 'copied' : 'copyDefinition')}
        </button>
        ${this.text === null ? nothing : html`<button @click=${this.#asDeclared}>${sourceText('asDeclared')}</button>`}
      </div>
      ${this.editable ? nothing : html`<p class="hint">${sourceText('definitionHint')}</p>`}`;
  }

  #problem({ place, text: what, range, own }: PlacedProblem, text: string) {
    const line = sourceText('line', range === null ? 1 : lineOf(text, range.from));
    return html`<li>
      <button @click=${() => this.#show(range)}>
        ▲ ${line}${place === '' ? '' : ` · ${place}`}: ${own ? what : html`<span lang="en">${what}</span>`}
      </button>
    </li>`;
  }

  get #text(): string {
    return this.text ?? JSON.stringify(this.draft ?? this.declared, null, 2);
  }

  get #isTyped(): boolean {
    const read = readJson(this.text ?? '');
    return !read.ok || JSON.stringify(read.value) === JSON.stringify(this.draft);
  }

  /** What is no JSON cannot be asked about: then that is the only problem. */
  #placed(text: string): PlacedProblem[] {
    const read = readJson(text);
    if (!read.ok)
      return [{ place: '', text: sourceText('notJson'), range: { from: read.at, to: read.at + 1 }, own: true }];
    return this.problems.map((problem) => ({ ...problem, range: rangeOf(read.ranges, problem.place), own: false }));
  }

  #show(range: TextRange | null): void {
    if (range) this.field.setSelectionRange(range.from, range.to);
    this.field.focus();
  }

  readonly #edited = (): void => {
    this.text = this.field.value;
    this.copied = false;
    this.#tell(false);
  };

  readonly #asDeclared = (): void => {
    this.text = JSON.stringify(this.declared, null, 2);
    this.#tell(true);
    this.text = null;
  };

  readonly #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.#text).then(
      () => (this.copied = true),
      () => this.field.select(),
    );
  };

  #tell(atOnce: boolean): void {
    const read = readJson(this.#text);
    const detail: DefinitionWritten = { value: read.ok ? read.value : undefined, atOnce };
    this.dispatchEvent(new CustomEvent('written', { detail }));
  }
}

interface PlacedProblem extends MappingProblem {
  range: TextRange | null;
  /** In this app's words, not the gateway's. */
  own: boolean;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-definition': LsSourceDefinition;
  }
}
