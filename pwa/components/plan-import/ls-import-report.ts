import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FieldChange, RowReport, TableReport } from '../../../shared/orders/table/report.ts';
import { fieldName, importText as i, problemText, words } from '../../locales/plan-import.ts';
import { styleMap } from '../style-map.ts';
import { controls } from '../../styles/controls.ts';
import { reportStyles } from '../people/report-styles.ts';

/** Rows that come and go together as they are scrolled to. */
const BLOCK = 50;
/** What a row that was never seen is taken to be high, px. */
const USUAL_ROW_PX = 36;
const LOUDEST_FIRST = ['refused', 'begun', 'changed', 'created', 'unchanged'] as const;

/** Rows that change orders which somebody has begun to make, or has done with. */
export function begunIn({ rows }: TableReport): number {
  return rows.filter(isBegun).length;
}

function isBegun({ stands }: RowReport): boolean {
  return stands !== undefined && stands !== 'parked' && stands !== 'queued';
}

/** What each row would do; those that need a look come first. Only rows that are seen are in the document. */
@customElement('ls-import-report')
export class LsImportReport extends LitElement {
  @property({ attribute: false }) report!: TableReport;
  /** What a field holds, as people read it. */
  @property({ attribute: false }) valueText: (field: string, value: unknown) => string = (_, value) => String(value);

  /** Numbers of blocks that are seen, or nearly. */
  @state() private seen: ReadonlySet<number> = new Set([0]);

  #rows: readonly RowReport[] = [];
  /** As they were when they were last seen, px. */
  readonly #heights = new Map<number, number>();
  #watch: IntersectionObserver | null = null;

  static override styles = [
    controls,
    reportStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .wrong {
        color: var(--ls-amber);
        font-weight: 600;
      }
      tr.unseen {
        padding: 0;
        border: 0;
      }
      td:last-child {
        width: 75%;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('report')) return;
    const groups = Map.groupBy(this.report.rows, (row) => (isBegun(row) ? 'begun' : row.state));
    this.#rows = LOUDEST_FIRST.flatMap((group) => groups.get(group) ?? []);
    this.#heights.clear();
  }

  protected override updated(): void {
    const scroller = this.renderRoot.querySelector('.scrolled');
    if (!scroller) return;
    this.#watch ??= new IntersectionObserver(this.#look, { root: scroller, rootMargin: '400px 0px' });
    for (const block of scroller.querySelectorAll('tbody')) this.#watch.observe(block);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
    this.#watch = null;
  }

  readonly #look = (entries: readonly IntersectionObserverEntry[]): void => {
    const seen = new Set(this.seen);
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const block = Number((target as HTMLElement).dataset.block);
      if (isIntersecting) seen.add(block);
      else if (seen.delete(block)) this.#heights.set(block, boundingClientRect.height);
    }
    if (seen.size !== this.seen.size || [...seen].some((block) => !this.seen.has(block))) this.seen = seen;
  };

  protected override render() {
    const { created, changed, unchanged, refused } = this.report.counts;
    const blocks = Array.from({ length: Math.ceil(this.#rows.length / BLOCK) }, (_, block) => block);
    return html`<p role="status">${i('sum', created, changed, unchanged, refused)}</p>
      <div class="scrolled" tabindex="0" role="region" aria-label=${i('report')}>
        <table aria-rowcount=${this.#rows.length + 1}>
          <thead>
            <tr aria-rowindex="1">
              <th scope="col">${i('row')}</th>
              <th scope="col">${i('about')}</th>
              <th scope="col">${i('says')}</th>
            </tr>
          </thead>
          ${blocks.map((block) => this.#block(block))}
        </table>
      </div>`;
  }

  #block(block: number) {
    const first = block * BLOCK;
    const rows = this.#rows.slice(first, first + BLOCK);
    if (!this.seen.has(block)) {
      const height = this.#heights.get(block) ?? rows.length * USUAL_ROW_PX;
      return html`<tbody data-block=${block} aria-hidden="true">
        <tr class="unseen" style=${styleMap({ height: `${height}px` })}></tr>
      </tbody>`;
    }
    return html`<tbody data-block=${block}>
      ${rows.map(
        (row, index) =>
          html`<tr aria-rowindex=${first + index + 2}>
            <td>${row.row}</td>
            <td>${this.#about(row)}</td>
            <td>${this.#verdict(row)}</td>
          </tr>`,
      )}
    </tbody>`;
  }

  #about(row: RowReport) {
    return isBegun(row) ? `${row.title} (${words().orderStates[row.stands!].toLowerCase()})` : row.title;
  }

  #verdict(row: RowReport) {
    switch (row.state) {
      case 'created':
        return html`+ ${i('created')}`;
      case 'changed': {
        const changes = (row.changes ?? []).map((change) => this.#change(change)).join('; ');
        return isBegun(row) ? html`<span class="wrong">▲ ${changes}</span>` : html`✓ ${changes}`;
      }
      case 'unchanged':
        return html`<span class="second">○ ${i('unchanged')}</span>`;
      case 'refused':
        return html`<span class="wrong">▲ ${row.problems.map(problemText).join('; ')}</span>`;
    }
  }

  #change({ field, was, becomes, of }: FieldChange): string {
    const [before, after] = [this.valueText(field, was), this.valueText(field, becomes)];
    return i('change', of ?? fieldName(field), before, after);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-import-report': LsImportReport;
  }
}
