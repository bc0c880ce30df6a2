import { css } from 'lit';

export const orderPageStyles = css`
  main:not(.message) {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    gap: 12px;
    max-width: 96rem;
    margin: 0 auto;
    padding: 12px;
  }
  .column {
    display: grid;
    align-content: start;
    gap: 12px;
    min-width: 0;
  }
  section {
    display: grid;
    gap: 8px;
    padding: 12px 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  section:has(ls-order-jobs) {
    padding: 0;
    border: 0;
    background: none;
  }
  h2 {
    font-size: var(--ls-15);
  }
  .facts {
    border-left: 6px solid var(--colour);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(6rem, max-content) minmax(9rem, 1fr);
    gap: 2px 24px;
  }
  dt {
    color: var(--ls-second);
  }
  dd,
  .notes,
  li {
    overflow-wrap: anywhere;
  }
  .notes {
    white-space: pre-line;
  }
  .column > p > a {
    display: inline-flex;
    align-items: center;
    min-height: 48px;
  }
  .late {
    color: var(--ls-amber);
    font-weight: 600;
  }
  .versions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    color: var(--ls-amber);
    font-weight: 600;
  }
  @media (max-width: 900px) {
    main:not(.message) {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  /* One column: what stands beside each other would be parted anywhere. */
  @media print {
    main:not(.message) {
      display: block;
      max-width: none;
      padding: 0;
    }
    .column,
    section {
      display: block;
    }
    .column > * {
      margin-bottom: 12px;
    }
    section:not(.facts, :has(ls-order-jobs)) {
      padding: 0;
      border: 0;
    }
    section > h2 {
      margin-bottom: 4px;
      break-after: avoid;
    }
    .facts,
    li {
      break-inside: avoid;
    }
    ls-order-acts,
    .column > p:has(a) {
      display: none;
    }
  }
`;
