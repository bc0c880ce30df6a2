import { css } from 'lit';

/** What a machine wrote, exactly; and the buttons that belong to a text. */
export const sourceStyles = css`
  code,
  pre,
  textarea {
    font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
    font-size: var(--ls-13);
  }
  textarea {
    flex: 1;
    width: 100%;
    min-height: 14rem;
    padding: 8px 12px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-ground);
    color: var(--ls-ink);
    line-height: 1.5;
    resize: vertical;
    white-space: pre;
  }
  .hint {
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .text-button {
    color: var(--ls-touch);
    font-weight: 600;
  }
  .state {
    padding: 12px 16px;
  }
  .wrong-text {
    color: var(--ls-amber);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .scrolled {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th {
    padding: 8px 12px;
    color: var(--ls-second);
    font-size: var(--ls-13);
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
  }
  td {
    height: 40px;
    padding: 4px 12px;
    border-top: 1px solid var(--ls-line);
    vertical-align: middle;
  }
  td code {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  th:first-child,
  td:first-child {
    padding-left: 16px;
  }
  .decoded {
    white-space: nowrap;
  }
  /* On a narrow screen each row is a small list of its own. */
  @media (max-width: 699px) {
    table.folds :is(thead, th) {
      display: none;
    }
    table.folds :is(tbody, tr, td) {
      display: block;
    }
    table.folds tr {
      padding: 8px 0;
      border-top: 1px solid var(--ls-line);
    }
    table.folds td {
      height: auto;
      padding: 2px 16px;
      border: 0;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    table.folds td[data-name] {
      display: inline-block;
      padding-right: 4px;
    }
    table.folds td[data-name]::before {
      color: var(--ls-second);
      content: attr(data-name) ' ';
    }
  }
`;
