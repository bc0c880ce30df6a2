/** Of what-ifs and their comparison. */
import { css } from 'lit';

export const planDraftsStyles = css`
  :host {
    display: grid;
    gap: 24px;
  }
  section {
    display: grid;
    gap: 8px;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  li > span:first-child {
    flex: 1 1 16rem;
  }
  .begin {
    display: flex;
    gap: 8px;
    align-items: end;
  }
  section + .others {
    padding-top: 16px;
    border-top: 1px solid var(--ls-line);
  }
  h3:focus {
    outline: none;
  }
  .begin label {
    flex: 1;
  }
  table {
    border-collapse: collapse;
  }
  th,
  td {
    padding: 4px 16px 4px 0;
    text-align: left;
    font-weight: 400;
  }
  thead th {
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .scroll {
    overflow-x: auto;
  }
`;
