import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sheetText as s } from '../../locales/sheet.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import type { AfterDraft, StepDraft, TaskDraft } from './route-draft.ts';

export interface Named {
  id: string;
  name: string;
}

/** One step of a route. Emits `step-typed` (StepDraft), `step-removed`, `step-earlier`, `task-wanted`. */
@customElement('ls-route-step')
export class LsRouteStep extends LitElement {
  @property({ attribute: false }) step!: StepDraft;
  @property({ type: Number }) number = 1;
  @property({ attribute: false }) groups: readonly Named[] = [];
  @property({ attribute: false }) lines: readonly Named[] = [];
  /** Kinds of tasks. */
  @property({ attribute: false }) kinds: readonly Named[] = [];
  /** Steps that can come before it. */
  @property({ attribute: false }) earlier: readonly Named[] = [];
  @property({ type: Boolean }) readonly = false;
  /** It stays: it ran, or is the only one. */
  @property({ type: Boolean }) stays = false;
  /** Its place among the others is not in question. */
  @property({ type: Boolean }) placed = false;

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: block;
        padding: 12px 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
      }
      fieldset {
        display: grid;
        gap: 12px;
      }
      legend {
        color: var(--ls-ink);
        font-size: var(--ls-15);
        font-weight: 600;
      }
      .row {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 8px;
        align-items: end;
      }
      .lines {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
      }
      .task {
        padding-left: 12px;
        border-left: 3px solid var(--ls-line);
      }
    `,
  ];

  protected override render() {
    const { step, number } = this;
    return html`<fieldset ?disabled=${this.readonly}>
      <legend>${s('step', number)}</legend>
      <div class="row">
        ${this.#text('operation', s('operation'))}
        ${this.#select(
          s('stepGroup'),
          step.processGroup,
          [{ id: '', name: s('anyLine') }, ...this.groups],
          (processGroup) => this.#change({ processGroup, lines: [] }),
        )}
        ${this.#text('ratePerHour', s('ratePerHour'), true)} ${this.#text('setup', s('setup'), true)}
        ${this.#text('factor', s('factor'), true)} ${this.#text('crew', s('crew'))}
      </div>
      ${this.#lines()} ${step.after.map((after, index) => this.#after(after, index))}
      ${step.tasks.map((task, index) => this.#task(task, index))}
      ${
        this.readonly
          ? nothing
          : html`<div class="buttons">
              ${
                this.earlier.length > step.after.length
                  ? html`<button type="button" @click=${this.#addAfter}>${s('addAfter')}</button>`
                  : nothing
              }
              <button type="button" @click=${() => this.#tell('task-wanted')}>${s('addTask')}</button>
              ${
                number > 1 && !this.placed
                  ? html`<button type="button" @click=${() => this.#tell('step-earlier')}>${s('stepUp')}</button>`
                  : nothing
              }
              ${
                this.stays
                  ? nothing
                  : html`<button type="button" @click=${() => this.#tell('step-removed')}>${s('removeStep')}</button>`
              }
            </div>`
      }
    </fieldset>`;
  }

  #lines() {
    if (this.lines.length === 0) return nothing;
    const chosen = new Set(this.step.lines);
    return html`<div>
      <span class="label" id="lines">${s('stepLines')}</span>
      <div class="lines" role="group" aria-labelledby="lines">
        ${this.lines.map(
          ({ id, name }) =>
            html`<label class="choice"
              ><input
                type="checkbox"
                .checked=${chosen.has(id)}
                @change=${() =>
                  this.#change({ lines: chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id] })}
              />${name}</label
            >`,
        )}
      </div>
    </div>`;
  }

  #after(after: AfterDraft, index: number) {
    const change = (changed: Partial<AfterDraft>) =>
      this.#change({ after: this.step.after.map((one, at) => (at === index ? { ...one, ...changed } : one)) });
    return html`<div class="row task">
      ${this.#select(s('after'), after.key, this.earlier, (key) => change({ key }))}
      ${field(s('wait'), after.wait, (wait) => change({ wait }), true)}
      ${field(s('overlap'), after.overlap, (overlap) => change({ overlap }), true)}
      ${this.#remove(s('removeAfter'), () => this.#change({ after: this.step.after.filter((_one, at) => at !== index) }))}
    </div>`;
  }

  #task(task: TaskDraft, index: number) {
    const change = (changed: Partial<TaskDraft>) =>
      this.#change({ tasks: this.step.tasks.map((one, at) => (at === index ? { ...one, ...changed } : one)) });
    const ends = (['start', 'end'] as const).map((id) => ({ id, name: s(`at-${id}`) }));
    return html`<div class="row task">
      ${field(s('task'), task.name, (name) => change({ name }))}
      ${this.#select(s('taskKind'), task.kind, this.kinds, (kind) => change({ kind }))}
      ${field(s('department'), task.department, (department) => change({ department }))}
      ${this.#select(s('taskAt'), task.at, ends, (at) => change({ at: at === 'end' ? 'end' : 'start' }))}
      ${field(s('offset'), task.offset, (offset) => change({ offset }))}
      <label class="choice"
        ><input
          type="checkbox"
          .checked=${task.blocks}
          @change=${({ target }: Event) => change({ blocks: (target as HTMLInputElement).checked })}
        />${s('blocks')}</label
      >
      ${this.#remove(s('removeTask'), () => this.#change({ tasks: this.step.tasks.filter((_one, at) => at !== index) }))}
    </div>`;
  }

  #text(key: 'operation' | 'ratePerHour' | 'setup' | 'factor' | 'crew', label: string, isNumber = false) {
    return field(label, this.step[key], (value) => this.#change({ [key]: value }), isNumber);
  }

  #select(label: string, value: string, choices: readonly Named[], chosen: (id: string) => void) {
    return html`<label class="field"
      ><span>${label}</span
      ><select @change=${({ target }: Event) => chosen((target as HTMLSelectElement).value)}>
        ${choices.map(({ id, name }) => html`<option value=${id} ?selected=${id === value}>${name}</option>`)}
      </select></label
    >`;
  }

  #remove(label: string, remove: () => void) {
    return this.readonly ? nothing : html`<button type="button" @click=${remove}>${label}</button>`;
  }

  readonly #addAfter = (): void => {
    const taken = new Set(this.step.after.map(({ key }) => key));
    const free = this.earlier.findLast(({ id }) => !taken.has(id));
    if (free) this.#change({ after: [...this.step.after, { key: free.id, wait: '', overlap: '' }] });
  };

  #change(changed: Partial<StepDraft>): void {
    this.dispatchEvent(new CustomEvent<StepDraft>('step-typed', { detail: { ...this.step, ...changed } }));
  }

  #tell(name: string): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

function field(label: string, value: string, typed: (value: string) => void, isNumber = false) {
  return html`<label class="field"
    ><span>${label}</span
    ><input
      autocomplete="off"
      maxlength="80"
      inputmode=${isNumber ? 'decimal' : 'text'}
      .value=${value}
      @input=${({ target }: Event) => typed((target as HTMLInputElement).value)}
  /></label>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-route-step': LsRouteStep;
  }
}
