import { css } from 'lit';

/** Filters above, tasks below them, what was waited for beside or under the tasks. */
export const tasksPageStyles = css`
  main:not(.message) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
    gap: 16px;
    max-width: 96rem;
    margin: 0 auto;
    padding: 12px;
  }
  .which {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .which select {
    flex: 1 1 9rem;
    max-width: 16rem;
    width: auto;
    min-width: 0;
  }
  button[aria-pressed='true'] {
    border-color: var(--ls-touch);
    box-shadow: inset 0 -3px 0 var(--ls-touch);
    font-weight: 600;
  }
  .none {
    display: grid;
    justify-items: start;
    gap: 8px;
    padding: 24px 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .none a {
    display: inline-flex;
    align-items: center;
    min-height: 48px;
  }
  @media (min-width: 1200px) {
    main:not(.message) {
      grid-template-columns: minmax(0, 1fr) 20rem;
    }
    .which {
      grid-column: 1 / -1;
    }
    .tasks:last-child {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      border: 3px solid Highlight;
    }
  }
  @media print {
    main:not(.message) {
      display: block;
      max-width: none;
      padding: 0;
    }
    .which {
      display: none;
    }
    ls-task-waits {
      margin-top: 16px;
      break-inside: avoid;
    }
  }
`;
