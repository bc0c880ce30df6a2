import { css } from 'lit';

export const syncPageStyles = css`
  main:not(.message) {
    display: grid;
    gap: 12px;
    max-width: 90rem;
    margin: 0 auto;
    padding: 12px;
  }
  main > *,
  .entries > *,
  .device > * {
    min-width: 0;
  }
  .entries,
  .device {
    display: grid;
    align-content: start;
    gap: 12px;
  }
  @media (min-width: 1024px) {
    main:not(.message) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    ls-sync-state {
      grid-column: 1 / -1;
    }
  }
  @media print {
    .top {
      display: none;
    }
  }
`;
