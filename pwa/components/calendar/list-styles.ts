import { css } from 'lit';

/** Lists of the calendar: what, when, whose, and what can be done with it. */
export const listStyles = css`
  :host {
    display: block;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 16px;
    min-height: 56px;
    padding: 4px 8px 4px 16px;
  }
  .top h2 {
    flex: 1 1 8rem;
    min-width: 0;
  }
  .what {
    padding: 0 16px 12px;
    color: var(--ls-second);
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    padding: 8px 8px 0 16px;
    border-top: 1px solid var(--ls-line);
  }
  .told {
    flex: 1 0 100%;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .told p {
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .told .look {
    color: var(--ls-amber);
    font-weight: 600;
  }
  .tag {
    padding: 0 8px;
    border: 1px solid currentColor;
    border-radius: 10px;
    font-size: var(--ls-12);
    white-space: nowrap;
  }
  /* As far left as what is told: the padding is within the buttons. */
  .do {
    display: flex;
    flex-wrap: wrap;
    margin-left: -13px;
  }
  @media (forced-colors: active) {
    .do {
      gap: 8px;
      margin-left: 0;
      padding-bottom: 8px;
    }
  }
  /* What is over is not printed. */
  @media print {
    li {
      padding-bottom: 8px;
      break-inside: avoid;
    }
    details {
      display: none;
    }
  }
  .quiet {
    padding: 4px 12px;
    border-color: transparent;
    background: none;
    color: var(--ls-touch);
  }
  summary {
    display: flex;
    align-items: center;
    min-height: 48px;
    padding: 4px 16px;
    border-top: 1px solid var(--ls-line);
    color: var(--ls-touch);
    cursor: pointer;
  }
`;
