/** How a table is read: what it does not tell of itself, and which of its columns is what. */
import { html, nothing } from 'lit';
import '../components/plan-import/ls-import-asked.ts';
import '../components/plan-import/ls-import-columns.ts';
import type { TableKind, TableOptions, TableReport } from '../../shared/orders/table/report.ts';
import { fieldName, importText as i } from '../locales/plan-import.ts';
import { answersOf, fieldsOf, rowsOf, unreadNames, type ImportTable } from './plan-import-table.ts';

interface Columns {
  kind: TableKind;
  table: ImportTable;
  report: TableReport;
  /** Somebody said something of it. */
  chosen: (options: TableOptions) => void;
}

export function importColumns({ kind, table, report, chosen }: Columns) {
  // The columns of a matrix are its families.
  const isMatrix = kind === 'changeovers';
  const { asked, unread } = report;
  const wanted = report.wanted.map(fieldName).join(', ');
  const note = html`<p class="note" role="alert">${isMatrix ? i('wantedMatrix') : i('wanted', wanted)}</p>`;
  const questions = html`<ls-import-asked
    .asked=${asked}
    .options=${answersOf(table)}
    @answered=${({ detail }: CustomEvent<TableOptions>) => chosen({ ...table.options, ...detail })}
  ></ls-import-asked>`;
  return html`${wanted === '' ? nothing : note}${Object.keys(asked).length === 0 ? nothing : questions}
  ${
    isMatrix
      ? nothing
      : html`<details ?open=${wanted !== '' || unread.length > 0 || table.options.columns !== undefined}>
          <summary>${i('columnsFound', Object.keys(report.columns).length, unreadNames(table, report))}</summary>
          <ls-import-columns
            .rows=${rowsOf(table)}
            .fields=${fieldsOf(kind)}
            .columns=${report.columns}
            .header=${report.header}
            .unread=${unread}
            .options=${table.options}
            @options-chosen=${({ detail }: CustomEvent<TableOptions>) => chosen(detail)}
          ></ls-import-columns>
        </details>`
  }`;
}
