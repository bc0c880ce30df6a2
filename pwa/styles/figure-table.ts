/** What a chart shows, as a table of figures under a head that stays. */
import { css } from 'lit';

export const figureTable = css`
  :host {
    display: block;
    overflow: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--ls-13);
  }
  caption {
    padding: 8px 16px;
    color: var(--ls-second);
    text-align: left;
  }
  th,
  td {
    padding: 8px 16px;
    border-bottom: 1px solid var(--ls-line);
    text-align: right;
    white-space: nowrap;
  }
  :is(th, td):first-child {
    text-align: left;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--ls-panel);
    color: var(--ls-second);
    font-weight: 400;
    vertical-align: bottom;
  }
  tbody th {
    font-weight: 600;
  }
`;
