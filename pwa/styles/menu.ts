import { css } from 'lit';

/** What more can be done, behind one button: a `details` with its `summary` and, over the page, a `.menu`. */
export const menuStyles = css`
  summary {
    display: flex;
    align-items: center;
    min-height: 48px;
    padding: 4px 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .menu {
    position: absolute;
    z-index: 30;
    right: 0;
    display: grid;
    min-width: 15rem;
    padding: 4px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
`;
