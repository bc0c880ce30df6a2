import { css } from 'lit';

/** The dialog of a table on its way into the plan. */
export const planImportStyles = css`
  .content {
    display: grid;
    gap: 16px;
  }
  .content > * {
    min-width: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    align-items: end;
  }
  .head > * {
    flex: 1 1 14rem;
  }
  .head > p {
    display: flex;
    align-items: center;
    min-height: 48px;
  }
  .head > button {
    flex: 0 0 auto;
  }
  /* In sight, however long the report is. */
  .content > .buttons:last-child {
    position: sticky;
    z-index: 1;
    bottom: -16px;
    margin-bottom: -16px;
    padding: 8px 0 16px;
    border-top: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  summary {
    min-height: 48px;
    padding: 12px 0;
    cursor: pointer;
  }
  /* What is in it inherits from a box of the browser's own. */
  details > * {
    box-sizing: border-box;
  }
  .begun {
    color: var(--ls-amber);
    font-weight: 600;
  }
  progress {
    width: 100%;
  }
`;
