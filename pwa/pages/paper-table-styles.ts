import { css } from 'lit';

/** Tables that are only on paper: their heads stand on every sheet, and no row is cut in two. */
export const paperTableStyles = css`
  .lists {
    display: none;
  }
  @media print {
    .lists {
      display: block;
      break-before: page;
    }
    .lists h2 {
      margin: 12px 0 4px;
      font-size: var(--ls-15);
      break-after: avoid;
    }
    ls-plan-paper + h2 {
      margin-top: 0;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      font-size: var(--ls-12);
    }
    tr {
      break-inside: avoid;
    }
    th,
    td {
      padding: 2px 10px 2px 0;
      border-bottom: 1px solid #b5bbc0;
      text-align: start;
      vertical-align: top;
      overflow-wrap: break-word;
    }
    th {
      border-bottom: 1.5px solid #000;
      font-weight: 600;
    }
    tbody + tbody {
      border-top: 1.5px solid #000;
    }
    td:first-child {
      font-weight: 600;
    }
  }
`;
