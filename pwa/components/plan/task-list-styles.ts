import { css } from 'lit';

/** Time first: the list is in its order. One thing on a row is loud, and only if somebody waits for it. */
export const taskListStyles = css`
  :host {
    display: grid;
    gap: 16px;
  }
  h2 {
    margin-bottom: 8px;
    font-size: var(--ls-15);
  }
  h2 span {
    color: var(--ls-second);
    font-weight: 400;
  }
  ul {
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    overflow: hidden;
  }
  li {
    display: grid;
    grid-template-columns: 12.5rem minmax(0, 1fr) auto;
    align-items: center;
    gap: 4px 16px;
    padding: 8px 12px;
    border-left: 6px solid transparent;
  }
  li + li {
    border-top: 1px solid var(--ls-line);
  }
  li.act {
    border-left-color: var(--ls-red);
  }
  li.look {
    border-left-color: var(--ls-amber);
  }
  li.wanted {
    outline: 3px solid var(--ls-touch);
    outline-offset: -3px;
  }
  .when strong {
    display: block;
  }
  .act .when strong {
    color: var(--ls-red);
  }
  .look .when strong {
    color: var(--ls-amber);
  }
  .what {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: baseline;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .what strong,
  .what .hint {
    flex: 1 0 100%;
  }
  .what a {
    display: inline-flex;
    align-items: center;
    min-height: 32px;
    text-decoration: none;
  }
  .what a:hover {
    text-decoration: underline;
  }
  .blocks {
    color: var(--ls-amber);
    font-size: var(--ls-13);
    font-weight: 600;
  }
  .buttons {
    flex-wrap: nowrap;
  }
  .buttons button:not(.main) {
    color: var(--ls-touch);
  }
  /* With gloves. */
  @media (pointer: coarse) {
    .buttons button {
      min-height: 64px;
    }
    .what a {
      min-height: 48px;
    }
  }
  @media (max-width: 767px) {
    li {
      grid-template-columns: minmax(0, 1fr);
    }
    .when {
      display: flex;
      flex-wrap: wrap;
      gap: 0 12px;
      align-items: baseline;
    }
    .buttons button {
      flex: 1;
    }
  }
  @media print {
    :host {
      display: block;
    }
    section + section {
      margin-top: 12px;
    }
    h2 {
      break-after: avoid;
    }
    ul {
      overflow: visible;
    }
    li {
      grid-template-columns: 17rem minmax(0, 1fr);
      padding-block: 3px;
      break-inside: avoid;
      font-size: var(--ls-13);
    }
    .when strong {
      display: inline;
    }
    .what strong {
      flex: none;
    }
    li.wanted {
      outline: none;
    }
    .what a {
      min-height: 0;
      color: inherit;
    }
  }
`;
