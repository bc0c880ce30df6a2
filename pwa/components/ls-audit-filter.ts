import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { auditText as a, groupText, whatText } from '../locales/audit.ts';
import { controls } from '../styles/controls.ts';
import { AUDIT_PERIODS, type AuditChoice, type AuditPeriod } from './audit/choice.ts';
import { AUDIT_GROUPS, kindsOf } from './audit/kinds.ts';
import { formStyles } from '../styles/form.ts';

/** Which entries are shown. Emits `chosen` with the whole choice. */
@customElement('ls-audit-filter')
export class LsAuditFilter extends LitElement {
  @property({ attribute: false }) choice!: AuditChoice;
  /** Those who are in what is shown, to choose from: id → name. */
  @property({ attribute: false }) people: Readonly<Record<string, string>> = {};
  @property({ attribute: false }) devices: Readonly<Record<string, string>> = {};

  /** On a narrow screen, what is chosen less often is behind a press. */
  @state() private isOpen = false;

  static override styles = [
    controls,
    formStyles,
    css`
      form {
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px;
        align-items: end;
      }
      .wide {
        grid-column: 1 / -1;
      }
      @media (max-width: 899px) {
        form:not(.open) .further {
          display: none;
        }
      }
      @media (min-width: 900px) {
        form {
          grid-template-columns: repeat(5, minmax(0, 1fr)) auto;
        }
        .wide {
          grid-column: auto;
        }
        .toggle {
          display: none;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    const { choice, isOpen } = this;
    return html`<form
      class=${isOpen ? 'open' : ''}
      role="search"
      aria-label=${a('filters')}
      @submit=${(event: Event) => event.preventDefault()}
    >
      <label class="field">
        <span>${a('period')}</span>
        <select @change=${(event: Event) => this.#tell({ period: valueOf(event) as AuditPeriod })}>
          ${AUDIT_PERIODS.map((one) => html`<option value=${one} ?selected=${one === choice.period}>${a(one)}</option>`)}
        </select>
      </label>
      ${choice.period === 'days' ? html`${this.#day('fromDay', choice.fromDay)} ${this.#day('toDay', choice.toDay)}` : nothing}
      <label class="field">
        <span>${a('kind')}</span>
        <select @change=${(event: Event) => this.#tell({ kind: valueOf(event) })}>
          <option value="" ?selected=${choice.kind === ''}>${a('everything')}</option>
          ${AUDIT_GROUPS.map(
            (group) =>
              html`<optgroup label=${groupText(group)}>
                <option value=${group} ?selected=${group === choice.kind}>${a('allOf', groupText(group))}</option>
                ${kindsOf(group).map(
                  (kind) => html`<option value=${kind} ?selected=${kind === choice.kind}>${whatText(kind)}</option>`,
                )}
              </optgroup>`,
          )}
        </select>
      </label>
      ${this.#id('user', a('person'), a('personHint'), this.people)}
      ${this.#id('device', a('device'), a('deviceHint'), this.devices)}
      <label class="field wide further">
        <span>${a('text')}</span>
        <input
          type="search"
          autocomplete="off"
          placeholder=${a('textHint')}
          maxlength="200"
          .value=${choice.text}
          @change=${(event: Event) => this.#tell({ text: valueOf(event).trim() })}
        />
      </label>
      ${choice.subject === '' ? nothing : html`<p class="wide hint">${a('onlyAbout', choice.subject)}</p>`}
      <button class="wide further" type="button" @click=${() => this.dispatchEvent(new CustomEvent('cleared'))}>
        ${a('clear')}
      </button>
      <button class="wide toggle" type="button" aria-expanded=${isOpen} @click=${() => (this.isOpen = !isOpen)}>
        ${a(isOpen ? 'fewerFilters' : 'moreFilters')}${isOpen || !this.#isFurther() ? nothing : ' ●'}
      </button>
    </form>`;
  }

  /** Something is chosen that a narrow screen does not show. */
  #isFurther(): boolean {
    const { user, device, text } = this.choice;
    return [user, device, text].some((value) => value !== '');
  }

  #id(field: 'user' | 'device', label: string, hint: string, known: Readonly<Record<string, string>>) {
    return html`<label class="field further">
      <span>${label}</span>
      <input
        type="search"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        placeholder=${hint}
        maxlength="100"
        list=${field}
        .value=${this.choice[field]}
        @change=${(event: Event) => this.#tell({ [field]: valueOf(event).trim() })}
      />
      <datalist id=${field}>
        ${Object.entries(known).map(([id, name]) => html`<option value=${id}>${name}</option>`)}
      </datalist>
    </label>`;
  }

  #day(field: 'fromDay' | 'toDay', day: string) {
    return html`<label class="field">
      <span>${a(field)}</span>
      <input type="date" .value=${day} @change=${(event: Event) => this.#tell({ [field]: valueOf(event) })} />
    </label>`;
  }

  #tell(change: Partial<AuditChoice>): void {
    this.dispatchEvent(new CustomEvent<AuditChoice>('chosen', { detail: { ...this.choice, ...change } }));
  }
}

function valueOf({ target }: Event): string {
  return (target as HTMLInputElement | HTMLSelectElement).value;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-audit-filter': LsAuditFilter;
  }
}
