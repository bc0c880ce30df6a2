/** Tables of a dialog: they scroll by themselves, with their heads in sight. */
import { css } from 'lit';

export const reportStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .scrolled {
    max-height: 24rem;
    overflow: auto;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--ls-13);
  }
  th {
    position: sticky;
    top: 0;
    background: var(--ls-panel);
    color: var(--ls-second);
    font-weight: 400;
    text-align: left;
  }
  th,
  td {
    padding: 8px 12px;
    vertical-align: top;
  }
  td {
    border-top: 1px solid var(--ls-line);
  }
  /* On a narrow screen each row is a small list of its own. */
  @media (max-width: 699px) {
    thead {
      display: none;
    }
    tr {
      display: flex;
      flex-wrap: wrap;
      gap: 0 12px;
      padding: 8px 12px;
      border-top: 1px solid var(--ls-line);
    }
    td {
      min-width: 0;
      padding: 2px 0;
      border: 0;
      overflow-wrap: anywhere;
    }
    td:last-child {
      flex: 1 0 100%;
    }
  }
`;
