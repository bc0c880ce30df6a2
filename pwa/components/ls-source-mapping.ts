import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MappingQuestion, TriedMapping } from '../../shared/sync/sources.ts';
import type { SourceDefinition } from '../../shared/sources.ts';
import { sourceText } from '../locales/sources.ts';
import { controls, panel } from '../styles/controls.ts';
import './ls-source-definition.ts';
import type { DefinitionWritten } from './ls-source-definition.ts';
import './ls-source-sample.ts';
import type { SampleGiven } from './ls-source-sample.ts';
import './ls-source-tried.ts';
import { sourceStyles } from './source-styles.ts';

/** What came of the last question; `none` = nothing was asked yet. */
export type MappingShown =
  { kind: 'none' } | { kind: 'unreachable' } | { kind: 'failed'; detail: string | null } | TriedMapping;

/** Asked when a person has stopped typing for so long. */
const PAUSE_MS = 400;

/** Definition and sample side by side; what they give is shown at once. Emits `try-wanted` with the question. */
@customElement('ls-source-mapping')
export class LsSourceMapping extends LitElement {
  /** As the plant file has it. */
  @property({ attribute: false }) declared!: SourceDefinition;
  @property() lastRows = '';
  @property({ attribute: false }) shown: MappingShown = { kind: 'none' };
  @property({ type: Boolean }) asking = false;
  @property() zone = 'UTC';

  /** undefined while it is no JSON; null = as declared. */
  #definition: unknown = null;
  #sample: MappingQuestion['sample'] = { text: '' };
  #pause: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    controls,
    panel,
    sourceStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
        border: 0;
        background: none;
      }
      .sides {
        display: grid;
        gap: 12px;
      }
      .panel {
        padding: 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      @media (min-width: 900px) {
        .sides {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#pause);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('declared') && changed.get('declared')?.id !== this.declared.id) this.#definition = null;
  }

  protected override render() {
    const problems = this.shown.kind === 'problems' ? this.shown.problems : [];
    return html`<div class="sides">
        <ls-source-definition
          .declared=${this.declared}
          .problems=${problems}
          @written=${(event: CustomEvent<DefinitionWritten>) => this.#written(event.detail)}
        ></ls-source-definition>
        <ls-source-sample
          .lastRows=${this.lastRows}
          @given=${(event: CustomEvent<SampleGiven>) => this.#given(event.detail)}
        ></ls-source-sample>
      </div>
      ${this.#answer()}`;
  }

  #answer() {
    const { shown } = this;
    switch (shown.kind) {
      case 'rows':
        return shown.ok + shown.rejected === 0
          ? this.#note('nothingTried')
          : html`<ls-source-tried .tried=${shown} .zone=${this.zone} ?stale=${this.asking}></ls-source-tried>`;
      case 'problems':
        return this.#note('mendFirst');
      case 'none':
        return this.#note(this.asking ? 'trying' : 'nothingTried');
      case 'unreachable':
      case 'failed':
        return html`<div class="panel" role="status">
          <p>▲ ${sourceText(shown.kind)}</p>
          ${shown.kind === 'failed' && shown.detail ? html`<p lang="en">${shown.detail}</p>` : nothing}
          <button class="text-button" @click=${() => this.#ask()}>${sourceText('tryAgain')}</button>
        </div>`;
    }
  }

  #note(words: 'nothingTried' | 'mendFirst' | 'trying') {
    return html`<p class="panel second" role="status">${sourceText(words)}</p>`;
  }

  #written({ value, atOnce }: DefinitionWritten): void {
    this.#definition = value;
    this.#askIn(atOnce ? 0 : PAUSE_MS);
  }

  #given({ sample, atOnce }: SampleGiven): void {
    this.#sample = sample;
    this.#askIn(atOnce ? 0 : PAUSE_MS);
  }

  #askIn(ms: number): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#ask(), ms);
  }

  #ask(): void {
    if (this.#definition === undefined) return;
    const definition = this.#definition ?? this.declared;
    // Without a sample the definition alone is checked.
    const detail: MappingQuestion = { definition, sample: this.#sample };
    this.dispatchEvent(new CustomEvent('try-wanted', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-mapping': LsSourceMapping;
  }
}
