/** The field in which a cell is typed. */
import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import type { SheetColumn } from './sheet-model.ts';

export interface Typing {
  /** Row and column. */
  row: string;
  column: string;
  /** As it stands in the field. */
  value: string;
  /** Begun by typing over what was there: arrows end it. */
  over: boolean;
  /** A finger chooses from a list once. */
  touch: boolean;
}

export function editorOf(
  column: SheetColumn,
  typing: Typing,
  hear: { typed: (value: string) => void; done: () => void; key: (event: KeyboardEvent) => void },
) {
  const { value, touch } = typing;
  const typed = ({ target }: Event) => hear.typed((target as HTMLInputElement).value);
  switch (column.kind) {
    case 'choice':
      return html`<select
        class="editor"
        aria-label=${column.title}
        @keydown=${hear.key}
        @blur=${hear.done}
        @change=${(event: Event) => {
          typed(event);
          if (touch) hear.done();
        }}
      >
        ${(column.choices ?? []).map(
          (choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.text}</option>`,
        )}
      </select>`;
    case 'colour':
      return html`<input
        class="editor"
        type="color"
        aria-label=${column.title}
        .value=${/^#[0-9a-f]{6}$/.test(value) ? value : '#c9ced2'}
        @keydown=${hear.key}
        @blur=${hear.done}
        @input=${typed}
      />`;
    case 'date':
      // Fingers get the device's own clock and calendar; keys are faster than it.
      return touch
        ? html`<input
            class="editor"
            type=${column.days ? 'date' : 'datetime-local'}
            aria-label=${column.title}
            .value=${value.replace(' ', 'T')}
            @keydown=${hear.key}
            @blur=${hear.done}
            @input=${typed}
          />`
        : field(column, value, hear, typed);
    case 'text':
    case 'number':
    case 'duration':
    case 'computed':
      return field(column, value, hear, typed);
  }
}

function field(
  { title, kind }: SheetColumn,
  value: string,
  hear: { done: () => void; key: (event: KeyboardEvent) => void },
  typed: (event: Event) => void,
) {
  // A field of one line would drop the others without a word.
  if (value.includes('\n'))
    return html`<textarea
      class="editor"
      aria-label=${title}
      .value=${live(value)}
      @keydown=${hear.key}
      @blur=${hear.done}
      @input=${typed}
    ></textarea>`;
  return html`<input
    class="editor"
    aria-label=${title}
    autocomplete="off"
    inputmode=${kind === 'number' || kind === 'duration' ? 'decimal' : 'text'}
    .value=${live(value)}
    @keydown=${hear.key}
    @blur=${hear.done}
    @input=${typed}
  />`;
}

/** After it was rendered. */
export function focusField(field: HTMLInputElement | HTMLSelectElement, { over, touch }: Typing): void {
  field.focus({ preventScroll: true });
  if (field instanceof HTMLSelectElement) {
    if (touch) openList(field);
  } else if (!over && field.type === 'text') field.select();
}

/** Not every browser lets a page do that; then it takes a second tap. */
function openList(field: HTMLSelectElement): void {
  try {
    field.showPicker();
  } catch {
    field.focus();
  }
}
