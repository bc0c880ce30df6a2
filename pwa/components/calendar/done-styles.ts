import { css } from 'lit';

/** What ends a form stays in sight, however long what it would move is. */
export const doneStyles = css`
  .done {
    position: sticky;
    z-index: 1;
    /* Over the padding of what scrolls. */
    bottom: -16px;
    margin-bottom: -16px;
    padding: 8px 0 16px;
    border-top: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
`;
