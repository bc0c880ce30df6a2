import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MappingQuestion } from '../../shared/sync/sources.ts';
import '../components/ls-source-editor.ts';
import type { SaveAsked } from '../components/ls-source-editor.ts';
import { formStyles } from '../styles/form.ts';
import { emptyDefinition, type Definition } from '../components/source/definition.ts';
import type { AppData } from '../data/line-data.ts';
import { changeText as c } from '../locales/sources-change.ts';
import { controls, panel } from '../styles/controls.ts';
import { SourceChanging } from './source-changing.ts';
import { addressOf } from './source-view.ts';

const KINDS = [
  ['csv', 'kindCsv'],
  ['serial', 'kindSerial'],
  ['modbus', 'kindModbus'],
] as const;
const MEANINGS = [
  ['cycles', 'meaningCycles'],
  ['samples', 'meaningSamples'],
  ['states', 'meaningStates'],
] as const;

/** Of the page of all sources: one more is written. Emits `given-up`. */
@customElement('ls-source-adding')
export class LsSourceAdding extends LitElement {
  @property({ attribute: false }) data!: AppData;
  /** On which a source may be added. */
  @property({ attribute: false }) lines: readonly { id: string; name: string }[] = [];
  @property() zone = 'UTC';
  @property({ type: Boolean }) reachable = false;

  @state() private line = '';
  @state() private kind: string = 'csv';
  @state() private meaning: string = 'cycles';
  @state() private name = '';
  /** null = what it is to be is still being said. */
  @state() private begun: Definition | null = null;
  @state() private saved: string | null = null;
  readonly #changing = new SourceChanging(this, () => this.data.sources.changes);

  static override styles = [
    controls,
    panel,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
        border: 0;
        background: none;
      }
      .begin {
        max-width: 60rem;
        padding: 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
        align-items: start;
        gap: 12px;
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('select, input')?.focus();
  }

  protected override render() {
    return this.begun ? this.#editor(this.begun) : this.#beginning();
  }

  #beginning() {
    const isWrong = this.name !== '' && !/^[a-z][a-z0-9-]*$/.test(this.name);
    return html`<form class="begin form" @submit=${this.#begin}>
      <h2>${c('addTitle')}</h2>
      <div class="fields">
        ${select(
          c('toWhichLine'),
          this.lines.map(({ id, name }) => [id, name] as const),
          this.#line,
          (line) => (this.line = line),
        )}
        ${select(
          c('kind'),
          KINDS.map(([kind, word]) => [kind, c(word)] as const),
          this.kind,
          (kind) => (this.kind = kind),
        )}
        ${
          this.kind === 'csv'
            ? select(
                c('meaning'),
                MEANINGS.map(([meaning, word]) => [meaning, c(word)] as const),
                this.meaning,
                (meaning) => (this.meaning = meaning),
              )
            : nothing
        }
        <label class="field">
          <span id="id">${c('id')}</span>
          <input
            aria-labelledby="id"
            aria-describedby="about-id"
            name="id"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            maxlength="40"
            .value=${this.name}
            aria-invalid=${isWrong}
            @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value.trim())}
          />
          <span class="hint" id="about-id">${c('idHint')}</span>
        </label>
      </div>
      <div class="buttons">
        <button class="main" ?disabled=${this.name === '' || isWrong}>${c('begin')}</button>
        <button type="button" @click=${this.#giveUp}>${c('giveUp')}</button>
      </div>
    </form>`;
  }

  #editor(begun: Definition) {
    const { shown, asking, files, ports, saving } = this.#changing;
    const line = this.#line;
    return html`<h2>${this.lines.find(({ id }) => id === line)?.name ?? line} · ${String(begun.id)}</h2>
      <ls-source-editor
        isNew
        .declared=${begun}
        .shown=${shown}
        ?asking=${asking}
        .files=${files}
        .ports=${ports}
        .saving=${saving}
        ?reachable=${this.reachable && this.saved === null}
        .zone=${this.zone}
        @try-wanted=${(event: CustomEvent<MappingQuestion>) => this.#try(event.detail)}
        @look-wanted=${(event: CustomEvent<string>) => void this.#changing.look(line, event.detail)}
        @save-wanted=${(event: CustomEvent<SaveAsked>) => void this.#save(event.detail)}
        ><p slot="saved">
          ${this.saved === null ? nothing : html`<a href=${addressOf(this.saved, 'rows')}>${c('toItsRows')}</a>`}
        </p></ls-source-editor
      >
      ${this.saved === null ? html`<div class="buttons"><button @click=${this.#giveUp}>${c('giveUp')}</button></div>` : nothing}`;
  }

  get #line(): string {
    return this.line || (this.lines[0]?.id ?? '');
  }

  readonly #begin = (event: Event): void => {
    event.preventDefault();
    this.begun = emptyDefinition(this.kind, this.meaning, this.name);
  };

  readonly #giveUp = (): void => {
    this.dispatchEvent(new CustomEvent('given-up'));
  };

  #try({ definition, sample }: MappingQuestion): void {
    if (this.saved === null) void this.#changing.try(this.#line, { source: null, definition, sample });
  }

  async #save({ definition, why, sample }: SaveAsked): Promise<void> {
    const given = { definition, ...(why !== '' && { why }), ...(sample && { sample }) };
    const saved = await this.#changing.save(() => this.data.sources.changes.add(this.#line, given));
    this.saved = saved?.id ?? null;
  }
}

function select(
  label: string,
  choices: readonly (readonly [value: string, text: string])[],
  value: string,
  choose: (value: string) => void,
) {
  return html`<label class="field">
    <span>${label}</span>
    <select @change=${(event: Event) => choose(choices[(event.target as HTMLSelectElement).selectedIndex]![0])}>
      ${choices.map(([each, text]) => html`<option value=${each} ?selected=${each === value}>${text}</option>`)}
    </select>
  </label>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-adding': LsSourceAdding;
  }
}
