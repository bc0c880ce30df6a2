import { css } from 'lit';

export const auditPageStyles = css`
  main:not(.message) {
    display: grid;
    gap: 12px;
    max-width: 100rem;
    margin: 0 auto;
    padding: 12px;
  }
  main > * {
    min-width: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }
  .bar p {
    color: var(--ls-second);
  }
  ls-audit-check {
    flex: 1 0 100%;
    min-width: 0;
  }
  .printed {
    display: none;
    flex: 1 0 100%;
  }
  .late {
    color: var(--ls-amber);
    font-weight: 600;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .buttons button,
  .more {
    color: var(--ls-touch);
    font-weight: 600;
  }
  button:disabled {
    color: var(--ls-third);
    cursor: default;
  }
  .instead {
    display: grid;
    justify-items: start;
    gap: 8px;
    padding: 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .instead h2 {
    font-size: var(--ls-15);
  }
  .head {
    color: var(--ls-second);
    font-size: var(--ls-12);
    overflow-wrap: anywhere;
  }
  @media (max-width: 639px) {
    .save {
      display: none;
    }
    .buttons button {
      flex: 1 1 auto;
      padding: 4px 12px;
    }
  }
  @media print {
    .top :is(nav, ls-clock, ls-connection-bar),
    .bar .buttons,
    ls-saving {
      display: none;
    }
    .printed {
      display: block;
    }
    main:not(.message) {
      padding: 0;
    }
  }
`;
