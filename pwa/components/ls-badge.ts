import { LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { BadgeBurst } from './badge-burst.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A little longer than a burst pauses. */
const HELD_MS = 60;

/**
 * Hears a badge scanner wherever one is on the page, and emits `badge-scanned` with what it read. What it typed into a field
 * is taken out again; keys outside of fields wait a moment, so that a badge presses no shortcut.
 */
@customElement('ls-badge')
export class LsBadge extends LitElement {
  readonly #burst = new BadgeBurst();
  /** The field that a burst may go into, as it was before. */
  #field: { element: TextField; value: string; start: number | null; end: number | null } | null = null;
  #held: { target: EventTarget; event: KeyboardEvent }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.hidden = true;
    window.addEventListener('keydown', this.#key, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#key, { capture: true });
    this.#letGo();
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (!event.isTrusted || event.ctrlKey || event.metaKey || event.isComposing) return;
    const target = event.composedPath()[0] ?? window;
    // An admin gives somebody a badge: it is read there, and signs nobody on.
    if (target instanceof Element && target.hasAttribute('data-reads-badge')) return;
    const badge = this.#burst.take(event.key, event.timeStamp);
    if (badge !== null) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#held = [];
      this.#restore();
      this.dispatchEvent(new CustomEvent<string>('badge-scanned', { detail: badge }));
      return;
    }
    if (this.#burst.length === 1) {
      this.#letGo();
      this.#field = isTextField(target) ? snapshot(target) : null;
    }
    if (this.#burst.length > 0 && this.#field === null && canWait(event, target)) this.#hold(event, target);
    else this.#letGo();
  };

  #hold(event: KeyboardEvent, target: EventTarget): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#held.push({ target, event });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#letGo(), HELD_MS);
  }

  /** It was a hand after all: what it pressed is pressed now. */
  #letGo(): void {
    clearTimeout(this.#timer);
    const held = this.#held;
    this.#held = [];
    for (const { target, event } of held) target.dispatchEvent(new KeyboardEvent('keydown', copyOf(event)));
  }

  #restore(): void {
    const field = this.#field;
    this.#field = null;
    if (!field?.element.isConnected) return;
    const { element, value, start, end } = field;
    element.value = value;
    // Fields for numbers and mail have no selection.
    if (start !== null && end !== null) element.setSelectionRange(start, end);
    element.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
}

/** Space and whatever chooses by its first letter do by themselves what nobody else can do for them. */
function canWait(event: KeyboardEvent, target: EventTarget): boolean {
  return event.key !== ' ' && !isTextField(target) && !(target instanceof HTMLSelectElement);
}

function isTextField(target: EventTarget): target is TextField {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'checkbox');
}

function snapshot(element: TextField) {
  return { element, value: element.value, start: element.selectionStart, end: element.selectionEnd };
}

function copyOf({ key, code, shiftKey, altKey }: KeyboardEvent): KeyboardEventInit {
  return { key, code, shiftKey, altKey, bubbles: true, composed: true, cancelable: true };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-badge': LsBadge;
  }
}
