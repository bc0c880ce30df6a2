import { css } from 'lit';

/** On paper all rows are in the flow of a table: its head stands on every sheet, cells are as wide as what is in them. */
export const sheetPrint = css`
  @media print {
    :host,
    .scroller {
      display: block;
      overflow: visible;
      background: none;
    }
    .foot,
    .why,
    .body .line.blank,
    .head .sorted,
    .first :is(label, a, button),
    ls-sheet-bulk {
      display: none;
    }
    .grid {
      display: table;
      width: 100%;
      border-collapse: collapse;
      font-size: 8.5pt;
    }
    .head {
      display: table-header-group;
      position: static;
    }
    .body {
      display: table-row-group;
      height: auto !important;
    }
    .body .line {
      display: table-row;
      position: static;
      break-inside: avoid;
    }
    .head > *,
    .head > .first,
    .head > .stuck,
    .cell,
    .first {
      display: table-cell;
      position: static;
      height: auto;
      padding: 2px 5px;
      overflow: visible;
      border: 0;
      border-bottom: 1px solid #b5bbc0;
      background: none !important;
      box-shadow: none;
      color: #000 !important;
      vertical-align: top;
      white-space: normal;
    }
    .head > :is(*, .first, .stuck) {
      border-bottom: 1.5px solid #000;
      vertical-align: bottom;
    }
    .cell,
    .cell:focus {
      outline: none;
    }
    .cell.number,
    .head > .number {
      text-align: end;
    }
    .cell > .text,
    .head .title {
      overflow: visible;
      overflow-wrap: break-word;
      white-space: normal;
    }
    .cell.stuck {
      min-width: 8em;
    }
    .cell:is(.number, .when, .computed) > .text {
      white-space: nowrap;
    }
    .head button {
      display: inline;
      color: inherit;
      text-align: inherit;
      white-space: normal;
    }
    .dot {
      display: inline-block;
      width: 9px;
      height: 9px;
      print-color-adjust: exact;
    }
    /* Signs that a mouse would have to point at: their words. */
    .first,
    .head > .first {
      width: 0;
      padding-inline: 0;
    }
    .marks > span {
      display: none;
    }
    .first .marks,
    .first .marks:first-child {
      display: block;
      padding: 0;
      color: inherit;
    }
    .marks::after {
      content: attr(title);
    }
  }
`;
