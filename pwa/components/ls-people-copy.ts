import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { peopleText } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';

/** A button that copies a text and says that it did. Emits `copied`. */
@customElement('ls-people-copy')
export class LsPeopleCopy extends LitElement {
  @property() text = '';
  /** What the button says; empty = "Copy". */
  @property() label = '';
  @state() private copied = false;

  static override styles = [controls, formStyles];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('text')) this.copied = false;
  }

  protected override render() {
    return html`<button class="text-button" @click=${this.#copy}>
      <span role="status">${this.copied ? `✓ ${peopleText('copied')}` : this.label || peopleText('copy')}</span>
    </button>`;
  }

  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.text);
      this.copied = true;
      this.dispatchEvent(new CustomEvent('copied'));
    } catch {
      // The browser does not let this page write there; everything that would be copied can be read and marked.
      this.copied = false;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-copy': LsPeopleCopy;
  }
}
