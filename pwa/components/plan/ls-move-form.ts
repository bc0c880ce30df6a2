import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DropPreview } from '../board/board-model.ts';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { TONE_SHAPES, toneStyles } from '../../styles/tone.ts';

export const MOVE_MODES = ['whole', 'next', 'expedite', 'replace', 'before', 'at', 'park'] as const;
export type MoveMode = (typeof MOVE_MODES)[number];

/** Where jobs are to go, as somebody chose it without dragging. */
export interface MoveWanted {
  mode: MoveMode;
  line: string;
  /** Of mode `before`. */
  before: string | null;
  /** Of mode `at`: the plant's wall clock. */
  at: string;
  pinned: boolean;
}

export const NO_MOVE: MoveWanted = { mode: 'next', line: '', before: null, at: '', pinned: false };

/** "Move…": everything that dragging does, by choosing. Emits `move-wanted`. */
@customElement('ls-move-form')
export class LsMoveForm extends LitElement {
  /** Lines that can take it, each with its queue. */
  @property({ attribute: false }) lines: readonly {
    id: string;
    name: string;
    queue: readonly { id: string; title: string }[];
  }[] = [];
  @property({ attribute: false }) start: MoveWanted = NO_MOVE;
  /** Their orders have several steps that wait, which can come to lines together. */
  @property({ type: Boolean }) whole = false;
  /** What would be then. */
  @property({ attribute: false }) previewOf: ((wanted: MoveWanted) => DropPreview | null) | null = null;

  @state() private wanted: MoveWanted = this.start;

  static override styles = [
    controls,
    formStyles,
    toneStyles,
    css`
      .preview {
        display: grid;
        gap: 4px;
        padding: 12px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-ground);
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('start')) this.wanted = this.start;
  }

  protected override render() {
    const { mode, line, before, at, pinned } = this.wanted;
    const queue = this.lines.find(({ id }) => id === line)?.queue ?? [];
    const preview = this.previewOf?.(this.wanted) ?? null;
    return html`<form novalidate @submit=${this.#submit}>
      <fieldset>
        <legend>${p('moveHow')}</legend>
        ${MOVE_MODES.filter((one) => one !== 'whole' || this.whole).map(
          (one) =>
            html`<label class="choice">
              <input type="radio" name="mode" .checked=${one === mode} @change=${() => this.#want({ mode: one })} />
              <span>${p(`move-${one}`)}</span>
            </label>`,
        )}
      </fieldset>
      ${
        mode === 'park' || mode === 'whole'
          ? nothing
          : html`<label class="field">
              <span>${p('line')}</span>
              <select
                @change=${({ target }: Event) => this.#want({ line: (target as HTMLSelectElement).value, before: null })}
              >
                ${this.lines.map(({ id, name }) => html`<option value=${id} ?selected=${id === line}>${name}</option>`)}
              </select>
            </label>`
      }
      ${
        mode === 'before'
          ? html`<label class="field">
              <span>${p('beforeWhich')}</span>
              <select
                @change=${({ target }: Event) => this.#want({ before: (target as HTMLSelectElement).value || null })}
              >
                ${queue.map(({ id, title }) => html`<option value=${id} ?selected=${id === before}>${title}</option>`)}
                <option value="" ?selected=${before === null}>${p('asLast')}</option>
              </select>
            </label>`
          : nothing
      }
      ${
        mode === 'at'
          ? html`<label class="field">
                <span>${p('notBefore')}</span>
                <input
                  type="datetime-local"
                  .value=${at}
                  @input=${({ target }: Event) => this.#want({ at: (target as HTMLInputElement).value })}
                />
              </label>
              <label class="choice">
                <input
                  type="checkbox"
                  .checked=${pinned}
                  @change=${({ target }: Event) => this.#want({ pinned: (target as HTMLInputElement).checked })}
                />
                <span>${p('pin')}</span>
              </label>`
          : nothing
      }
      ${preview ? this.#preview(preview) : nothing}
      <div class="buttons done">
        <button class="main" type="submit" ?disabled=${preview?.refused != null}>
          ${p(mode === 'park' ? 'park' : 'moveNow')}
        </button>
      </div>
    </form>`;
  }

  #preview({ refused, lines }: DropPreview) {
    return html`<div class="preview" role="status">
      <strong>${p('ifMoved')}</strong>
      ${refused === null ? nothing : html`<p class="act">■ ${refused}</p>`}
      ${lines.map(({ text, tone }) => html`<p class=${tone}>${TONE_SHAPES[tone]}${text}</p>`)}
    </div>`;
  }

  #want(change: Partial<MoveWanted>): void {
    this.wanted = { ...this.wanted, ...change };
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent<MoveWanted>('move-wanted', { detail: this.wanted }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-move-form': LsMoveForm;
  }
}
