import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MappingQuestion, SourceDetail } from '../../shared/sync/sources.ts';
import '../components/ls-source-editor.ts';
import type { SaveAsked } from '../components/ls-source-editor.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { changeText as c } from '../locales/sources-change.ts';
import { controls, panel } from '../styles/controls.ts';
import { SourceChanging } from './source-changing.ts';
import { addressOf } from './source-view.ts';

/** Of a source's page: its definition is changed, or it is removed. Emits `changed`, and `removed`. */
@customElement('ls-source-changing')
export class LsSourceChanging extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) source!: SourceDetail;
  @property() lastRows = '';
  @property() zone = 'UTC';
  @property({ type: Boolean }) reachable = false;

  @state() private removing: 'no' | 'asked' | 'under-way' = 'no';
  @state() private refused: string | null = null;
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
      section {
        display: grid;
        gap: 8px;
        justify-items: start;
        padding: 12px 16px 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('source') || changed.get('source')?.id === this.source.id) return;
    this.#changing.begin();
    this.removing = 'no';
  }

  protected override render() {
    const { source } = this;
    const { shown, asking, files, ports, saving } = this.#changing;
    return html`<ls-source-editor
        .declared=${source.definition}
        .version=${source.version}
        .lastRows=${this.lastRows}
        .shown=${shown}
        ?asking=${asking}
        .files=${files}
        .ports=${ports}
        .saving=${saving}
        ?reachable=${this.reachable}
        .zone=${this.zone}
        @try-wanted=${(event: CustomEvent<MappingQuestion>) => this.#try(event.detail)}
        @look-wanted=${(event: CustomEvent<string>) => void this.#changing.look(source.line, event.detail)}
        @save-wanted=${(event: CustomEvent<SaveAsked>) => void this.#save(event.detail)}
        ><p slot="saved"><a href=${addressOf(source.id, 'rows')}>${c('toItsRows')}</a></p></ls-source-editor
      >
      ${this.#removal()}`;
  }

  #removal() {
    return html`<section>
      ${
        this.removing === 'no'
          ? html`<button ?disabled=${!this.reachable} @click=${() => (this.removing = 'asked')}>${c('remove')}</button>`
          : html`<p>${c('removeHint')}</p>
              <div class="buttons">
                <button ?disabled=${this.removing === 'under-way'} @click=${() => void this.#remove()}>
                  ${c('removeReally')}
                </button>
                <button @click=${() => (this.removing = 'no')}>${c('keep')}</button>
              </div>`
      }
      ${this.refused === null ? nothing : html`<p class="note" role="status">▲ <span lang="en">${this.refused}</span></p>`}
    </section>`;
  }

  #try({ definition, sample }: MappingQuestion): void {
    const { line, definition: declared } = this.source;
    void this.#changing.try(line, { source: declared.id, definition, sample });
  }

  async #save({ definition, saw, why, sample }: SaveAsked): Promise<void> {
    const given = { definition, saw, ...(why !== '' && { why }), ...(sample && { sample }) };
    await this.#changing.save(() => this.data.sources.changes.change(this.source.id, given));
    // Also when somebody else was quicker: what they made of it is shown then.
    this.dispatchEvent(new CustomEvent('changed'));
  }

  async #remove(): Promise<void> {
    this.removing = 'under-way';
    this.refused = null;
    const answer = await this.data.sources.changes.remove(this.source.id, this.source.version, '');
    this.removing = 'no';
    if (answer.kind === 'done') this.dispatchEvent(new CustomEvent('removed'));
    else this.refused = answer.kind === 'unreachable' ? c('maybe') : (answer.detail ?? c('refused'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-changing': LsSourceChanging;
  }
}
