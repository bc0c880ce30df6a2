import { css } from 'lit';

/** On paper every row is in the flow and the columns share the width. */
export const sheetPrint = css`
  @media print {
    :host,
    .scroller {
      display: block;
      overflow: visible;
    }
    .foot,
    .first,
    .why,
    ls-sheet-bulk {
      display: none;
    }
    .grid,
    .line {
      width: 100%;
    }
    .line,
    .body .line {
      position: static;
      grid-template-columns: var(--print);
      break-inside: avoid;
    }
    .body {
      height: auto !important;
    }
    .head > *,
    .cell {
      position: static;
      height: auto;
      min-height: 18px;
      padding: 1px 3px;
      font-size: 8px;
      white-space: normal;
    }
    .head > *,
    .cell,
    .head button,
    .head .title {
      overflow: visible;
      overflow-wrap: anywhere;
      hyphens: auto;
      white-space: normal;
    }
  }
`;
