/** A table where there is room, a card for each entry where there is not, and plain lines on paper. */
import { css } from 'lit';

export const auditTableStyles = css`
  :host {
    display: block;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 10px 12px;
    text-align: left;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--ls-panel);
    color: var(--ls-second);
    font-size: var(--ls-13);
    font-weight: 600;
    box-shadow: inset 0 -1px var(--ls-line);
  }
  tbody tr + tr td {
    border-top: 1px solid var(--ls-line);
  }
  td p.second,
  .about {
    font-size: var(--ls-13);
  }
  .kind {
    font-weight: 600;
  }
  .alarming {
    color: var(--ls-amber);
  }
  td a {
    display: inline-block;
    padding: 2px 0;
  }
  .why {
    font-size: var(--ls-13);
  }
  @media (max-width: 899px) {
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody {
      display: block;
    }
    tbody tr {
      display: grid;
      grid-template-areas: 'happened' 'change' 'why' 'who' 'when';
      gap: 6px;
      padding: 12px 16px;
    }
    tbody tr + tr {
      border-top: 1px solid var(--ls-line);
    }
    td,
    tbody tr + tr td {
      display: block;
      padding: 0;
      border: 0;
    }
    td:empty {
      display: none;
    }
    .happened {
      grid-area: happened;
    }
    .change {
      grid-area: change;
    }
    .why {
      grid-area: why;
    }
    .who {
      grid-area: who;
    }
    .when {
      grid-area: when;
      font-size: var(--ls-13);
    }
    .who p,
    .when p,
    .when time {
      display: inline;
      margin-right: 8px;
    }
    td a {
      padding: 10px 0;
    }
  }
  @media (min-width: 900px) {
    table {
      table-layout: fixed;
    }
    th.when {
      width: 15rem;
    }
    th.who {
      width: 13rem;
    }
    th.happened {
      width: 15rem;
    }
    th.why {
      width: 14%;
    }
  }
  @media print {
    :host {
      border: 0;
      font-size: var(--ls-13);
    }
    th.when,
    th.who,
    th.happened {
      width: 17%;
    }
    th {
      position: static;
    }
    tr {
      break-inside: avoid;
    }
    a {
      color: inherit;
      text-decoration: none;
    }
  }
`;
