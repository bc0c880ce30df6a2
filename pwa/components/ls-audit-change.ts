import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditRow } from '../../shared/audit/protocol.ts';
import { auditText as a, fieldText, plannedFieldText, valueText } from '../locales/audit.ts';
import { moment } from '../locales/format.ts';
import { language, t } from '../locales/locale.ts';
import { entityName } from '../locales/planning.ts';
import { controls } from '../styles/controls.ts';
import { differences, type Difference, type Value } from './audit/difference.ts';
import { roleText, type AuditNames } from './audit/names.ts';
import { plannedParts, type PlannedPart } from './audit/planned.ts';

/** More fields than these are behind one press. */
const SHOWN = 5;
/** Fields that hold times, ms. */
const INSTANT = /(^|\.)(from|to|until|at|validFrom|validTo|[a-zA-Z]+At)$/;
const LEAST_INSTANT = Date.UTC(1990, 0, 1);

/** What an entry changed: each field with what it was and what it is. */
@customElement('ls-audit-change')
export class LsAuditChange extends LitElement {
  @property({ attribute: false }) row!: AuditRow;
  @property() zone = 'UTC';
  @property({ attribute: false }) names!: AuditNames;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        font-size: var(--ls-13);
      }
      dl {
        display: grid;
        grid-template-columns: fit-content(40%) minmax(0, 1fr);
        gap: 2px 8px;
        margin: 0;
      }
      dt {
        color: var(--ls-second);
        overflow-wrap: break-word;
      }
      dd {
        overflow-wrap: anywhere;
      }
      del {
        color: var(--ls-second);
      }
      ins {
        text-decoration: none;
        font-weight: 600;
      }
      .arrow {
        color: var(--ls-second);
      }
      summary {
        display: flex;
        align-items: center;
        min-height: 48px;
        color: var(--ls-touch);
        cursor: pointer;
      }
      @media print {
        summary {
          display: none;
        }
        details::details-content {
          content-visibility: visible;
        }
      }
    `,
  ];

  protected override render() {
    const { what, new: said } = this.row;
    const planned = what === 'entry' ? plannedParts(said) : null;
    return planned
      ? this.#inPart(planned.map((part) => this.#planned(part)))
      : this.#inPart(differences(this.row).map((each) => this.#difference(each)));
  }

  #inPart(all: readonly TemplateResult[]) {
    if (all.length === 0) return nothing;
    const further = all.slice(SHOWN);
    return html`<dl>${all.slice(0, SHOWN)}</dl>
      ${
        further.length === 0
          ? nothing
          : html`<details>
              <summary>${a('furtherFields', further.length)}</summary>
              <dl>${further}</dl>
            </details>`
      }`;
  }

  #difference(each: Difference) {
    // A path may go on in the next line behind its dots, and nowhere else.
    const name = fieldText(each.path).split(/(?<=\.)/);
    return html`${each.path === '' ? nothing : html`<dt>${name.map((part, i) => (i === 0 ? part : html`<wbr />${part}`))}</dt>`}
      <dd>${this.#values(each)}</dd>`;
  }

  #planned({ entity, field, value }: PlannedPart) {
    const name = field === null ? entityName(entity ?? 'order') : plannedFieldText(field);
    return html`<dt>${name}</dt>
      <dd><ins>${field === null ? String(value) : this.names.planned(nameOfField(entity, field), value)}</ins></dd>`;
  }

  /** Where nothing was before, only what is. */
  #values({ path, old, new: said }: Difference) {
    const isNew = this.row.old === null || this.row.old === undefined;
    const was = isNew
      ? nothing
      : html`<span class="hidden">${a('was')} </span><del>${this.#text(path, old)}</del>
          <span class="arrow" aria-hidden="true">→</span><span class="hidden">, ${a('is')} </span>`;
    return html`${was} <ins>${this.#text(path, said)}</ins>`;
  }

  #text(path: string, value: Value | undefined): string {
    if (value === undefined) return a('notThere');
    if (value === null || value === '') return t('unknown');
    if (typeof value === 'boolean') return a(value ? 'yes' : 'no');
    if (typeof value === 'object')
      return value.length === 0 ? a('nothing') : value.map((each) => this.#text(path, each)).join(', ');
    if (typeof value === 'number')
      return INSTANT.test(path) && value > LEAST_INSTANT
        ? moment(value, this.zone, true)
        : value.toLocaleString(language(), { maximumFractionDigits: 6 });
    switch (path) {
      case 'code':
      case 'reason':
        return this.names.reasons.get(value) ?? value;
      case 'lines':
        return this.names.lines.get(value) ?? valueText(value) ?? value;
      case 'role':
      case 'roles':
        return roleText(value);
      case 'way':
      case 'state':
        return valueText(value) ?? value;
      default:
        return value;
    }
  }
}

/** What goes from an order to an order is named by them. */
function nameOfField(entity: PlannedPart['entity'], field: string): string {
  return entity === null && (field === 'from' || field === 'to') ? 'order' : field;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-audit-change': LsAuditChange;
  }
}
