import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SerialPortHere } from '../../shared/sync/source-changes.ts';
import type { MappingProblem, MappingQuestion } from '../../shared/sync/sources.ts';
import { changeText as c } from '../locales/sources-change.ts';
import { sourceText } from '../locales/sources.ts';
import { controls, panel } from '../styles/controls.ts';
import './ls-source-definition.ts';
import type { DefinitionWritten } from './ls-source-definition.ts';
import './ls-source-form.ts';
import type { FilesShown, LsSourceForm } from './ls-source-form.ts';
import type { MappingShown } from './ls-source-mapping.ts';
import './ls-source-sample.ts';
import type { SampleGiven } from './ls-source-sample.ts';
import './ls-source-save.ts';
import type { SaveShown } from './ls-source-save.ts';
import './ls-source-tried.ts';
import { guessedDelimiter } from './source/columns.ts';
import { differences, isObject, withField, type Definition } from './source/definition.ts';
import { editorStyles } from './source/editor-styles.ts';
import { sampleText } from './source/sample-text.ts';
import { sourceStyles } from './source-styles.ts';

/** What is to be saved; `saw` = version that the writing began with. */
export interface SaveAsked {
  definition: Definition;
  saw: string;
  why: string;
  sample: MappingQuestion['sample'] | null;
}

/** Asked when a person has stopped typing for so long. */
const PAUSE_MS = 400;
const NO_SAMPLE: MappingQuestion['sample'] = { text: '' };

/** A source is written, as a form or as JSON, beside a sample and what it reads as. Emits `try-wanted`, `look-wanted`, `save-wanted`. */
@customElement('ls-source-editor')
export class LsSourceEditor extends LitElement {
  /** As the plant file has it; what a new one begins with. */
  @property({ attribute: false }) declared!: Definition;
  @property() version = '';
  @property({ type: Boolean }) isNew = false;
  @property() lastRows = '';
  @property({ attribute: false }) shown: MappingShown = { kind: 'none' };
  @property({ type: Boolean }) asking = false;
  @property({ attribute: false }) files: FilesShown = null;
  @property({ attribute: false }) ports: readonly SerialPortHere[] = [];
  @property({ attribute: false }) saving: SaveShown = { kind: 'none' };
  @property({ type: Boolean }) reachable = false;
  @property() zone = 'UTC';

  @state() private way: 'form' | 'json' = 'form';
  /** null = as declared. */
  @state() private draft: Definition | null = null;
  /** What is written is no JSON object. */
  @state() private broken = false;
  @state() private sample: MappingQuestion['sample'] = NO_SAMPLE;
  @query('ls-source-form') private readonly form!: LsSourceForm | null;
  #saw = '';
  #pause: ReturnType<typeof setTimeout> | undefined;

  static override styles = [controls, panel, sourceStyles, editorStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#pause);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.has('declared') && changed.get('declared')?.id !== this.declared.id;
    if (isOther) Object.assign(this, { draft: null, broken: false, sample: NO_SAMPLE });
    // Saved, or somebody else wrote the same.
    if (this.draft && differences(this.declared, this.draft).length === 0 && !this.isNew) this.draft = null;
    if (!this.draft) this.#saw = this.version;
  }

  protected override render() {
    const definition = this.draft ?? this.declared;
    const problems = this.shown.kind === 'problems' ? this.shown.problems : [];
    return html`<div class="sides">
      <div class="side">
        <div class="panel">
          ${this.#ways()} ${problems.length > 0 && this.way === 'form' ? this.#summary(problems) : nothing}
          ${this.way === 'form' ? this.#form(definition, problems) : this.#json(problems)}
        </div>
      </div>
      <div class="side">
        <ls-source-sample
          .lastRows=${this.lastRows}
          .found=${typeof this.files === 'object' ? (this.files?.sample ?? null) : null}
          @given=${(event: CustomEvent<SampleGiven>) => this.#given(event.detail)}
        ></ls-source-sample>
        ${this.#answer()} ${this.#save(definition)}
      </div>
    </div>`;
  }

  #ways() {
    const button = (way: 'form' | 'json', word: 'asForm' | 'asJson') =>
      html`<button aria-pressed=${this.way === way} @click=${() => (this.way = way)}>${c(word)}</button>`;
    return html`<div class="ways" role="group" aria-label=${c('ways')}>
      ${button('form', 'asForm')}${button('json', 'asJson')}
    </div>`;
  }

  #summary(problems: readonly MappingProblem[]) {
    return html`<div class="summary" role="status">
      <p>▲ ${c('wrongCount', problems.length)}</p>
      <ul>
        ${problems.map(
          ({ place, text }) =>
            html`<li>
              <button @click=${() => this.form?.show(place)}>
                ${place === '' ? '' : `${place}: `}<span lang="en">${text}</span>
              </button>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  #form(definition: Definition, problems: readonly MappingProblem[]) {
    return html`<ls-source-form
      .definition=${definition}
      .problems=${problems}
      .ports=${this.ports}
      .files=${this.files}
      .sample=${sampleText(this.sample, definition.encoding)}
      @edited=${(event: CustomEvent<Definition>) => this.#write(event.detail, false)}
      @look-wanted=${(event: CustomEvent<string>) => this.#tell('look-wanted', event.detail)}
    ></ls-source-form>`;
  }

  #json(problems: readonly MappingProblem[]) {
    return html`<ls-source-definition
      editable
      .declared=${this.declared}
      .draft=${this.draft}
      .problems=${problems}
      @written=${(event: CustomEvent<DefinitionWritten>) => this.#written(event.detail)}
    ></ls-source-definition>`;
  }

  #answer() {
    const { shown } = this;
    switch (shown.kind) {
      case 'rows':
        return shown.ok + shown.rejected === 0
          ? this.#note(sourceText('nothingTried'))
          : html`<ls-source-tried .tried=${shown} .zone=${this.zone} ?stale=${this.asking}></ls-source-tried>`;
      case 'problems':
        return this.#note(c('wrongCount', shown.problems.length));
      case 'none':
        return this.#note(sourceText(this.asking ? 'trying' : 'nothingTried'));
      case 'unreachable':
      case 'failed':
        return html`<div class="panel" role="status">
          <p>▲ ${sourceText(shown.kind)}</p>
          ${shown.kind === 'failed' && shown.detail ? html`<p lang="en">${shown.detail}</p>` : nothing}
          <button class="text-button" @click=${() => this.#ask()}>${sourceText('tryAgain')}</button>
        </div>`;
    }
  }

  #note(text: string) {
    return html`<p class="panel second" role="status">${text}</p>`;
  }

  #save(definition: Definition) {
    const isConflict = this.draft !== null && this.#saw !== this.version;
    return html`<ls-source-save
      .differences=${differences(this.isNew ? {} : this.declared, definition)}
      .shown=${isConflict ? ({ kind: 'conflict' } as const) : this.saving}
      ?ready=${!this.broken && !this.asking && this.shown.kind === 'rows'}
      ?reachable=${this.reachable}
      ?isNew=${this.isNew}
      @save-wanted=${(event: CustomEvent<string>) => this.#saveAsked(definition, event.detail)}
      @undo-wanted=${() => this.#write(this.declared, true)}
      @conflict-seen=${this.#seen}
      ><slot name="saved"></slot
    ></ls-source-save>`;
  }

  readonly #seen = (): void => {
    this.#saw = this.version;
    this.requestUpdate();
  };

  #written({ value, atOnce }: DefinitionWritten): void {
    this.broken = !isObject(value);
    if (isObject(value)) this.#write(value, atOnce);
    else clearTimeout(this.#pause);
  }

  #write(definition: Definition, atOnce: boolean): void {
    this.broken = false;
    this.draft = definition;
    this.#askIn(atOnce ? 0 : PAUSE_MS);
  }

  #given({ sample, atOnce }: SampleGiven): void {
    this.sample = sample;
    const definition = this.draft ?? this.declared;
    const isUncut = this.isNew && definition.delimiter === undefined && definition.kind !== 'modbus';
    const guessed = isUncut ? guessedDelimiter(sampleText(sample, definition.encoding)) : undefined;
    const usual = definition.kind === 'serial' ? ';' : ',';
    if (guessed !== undefined && guessed !== usual) this.draft = withField(definition, 'delimiter', guessed);
    this.#askIn(atOnce ? 0 : PAUSE_MS);
  }

  #askIn(ms: number): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#ask(), ms);
  }

  #ask(): void {
    // Without a sample the definition alone is checked.
    const detail: MappingQuestion = { definition: this.draft ?? this.declared, sample: this.sample };
    this.#tell('try-wanted', detail);
  }

  #saveAsked(definition: Definition, why: string): void {
    const { sample } = this;
    const isGiven = 'base64' in sample || sample.text.trim() !== '';
    const detail: SaveAsked = { definition, saw: this.#saw, why, sample: isGiven ? sample : null };
    this.#tell('save-wanted', detail);
  }

  #tell(what: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-editor': LsSourceEditor;
  }
}
