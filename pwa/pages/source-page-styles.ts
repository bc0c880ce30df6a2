import { css } from 'lit';

export const sourcePageStyles = css`
  main:not(.message) {
    display: grid;
    gap: 12px;
    max-width: 120rem;
    margin: 0 auto;
    padding: 12px;
  }
  main > * {
    min-width: 0;
  }
  .where {
    padding: 0 4px;
    font-size: var(--ls-13);
    overflow-wrap: anywhere;
  }
  .where strong {
    display: block;
    color: var(--ls-ink);
  }
  .figures {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 12px;
  }
  ls-figure:first-child {
    grid-column: 1 / -1;
  }
  @media (min-width: 700px) {
    .figures {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    ls-figure:first-child {
      grid-column: auto;
    }
  }
  .views {
    display: flex;
    overflow-x: auto;
    border-bottom: 1px solid var(--ls-line);
  }
  .views a {
    display: flex;
    flex: none;
    align-items: center;
    min-width: 48px;
    min-height: 48px;
    padding: 3px 16px 0;
    border-bottom: 3px solid transparent;
    text-decoration: none;
    white-space: nowrap;
  }
  .views a[aria-current='page'] {
    border-bottom-color: var(--ls-touch);
    color: var(--ls-ink);
    font-weight: 600;
  }
`;
