import { css } from 'lit';

/** The head of a line's page: one row on tablets, on a telephone one for who and when, one for the state, one for where to. */
export const lineHeaderStyles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 16px;
    min-height: 56px;
    padding: 8px 16px 4px;
    border-bottom: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  h1 {
    min-width: 0;
    overflow: hidden;
    font-size: var(--ls-19);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .group {
    order: 2;
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .ways {
    display: flex;
    flex: 1 0 100%;
    justify-content: space-between;
    order: 3;
    min-width: 0;
    margin: 0 -12px;
  }
  nav {
    display: flex;
    min-width: 0;
    overflow-x: auto;
  }
  /* On a narrow screen the first row is for name, clock and who is on alone. */
  .top::after {
    flex: 0 0 100%;
    order: 1;
    content: '';
  }
  ls-connection-bar[calm] {
    order: 2;
    margin-left: auto;
  }
  ls-clock {
    order: 1;
    margin-left: auto;
    font-size: var(--ls-13);
  }
  ls-who {
    order: 1;
  }
  ls-now-state,
  ls-rejected-note {
    order: 2;
  }
  nav a {
    flex: none;
  }
  nav a,
  .save {
    display: flex;
    align-items: center;
    min-width: 48px;
    min-height: 48px;
    padding: 0 12px;
    font-size: var(--ls-13);
    text-decoration: none;
    white-space: nowrap;
  }
  a.save {
    flex: none;
  }
  span.save {
    text-align: right;
    white-space: normal;
  }
  .ways a:hover {
    text-decoration: underline;
  }
  ls-connection-bar:not([calm]) {
    order: 4;
    flex: 0 0 calc(100% + 32px);
    margin: 4px -16px -4px;
  }
  .menu {
    position: relative;
    flex: none;
    font-size: var(--ls-13);
  }
  .menu summary {
    display: flex;
    align-items: center;
    min-width: 48px;
    min-height: 48px;
    padding: 0 12px;
    color: var(--ls-touch);
    cursor: pointer;
    list-style: none;
    white-space: nowrap;
  }
  .menu:not([open]) > div {
    display: none;
  }
  .menu[open] > div {
    position: absolute;
    z-index: 3;
    right: 0;
    display: flex;
    flex-direction: column;
    min-width: 14rem;
    border: 1px solid var(--ls-second);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .menu :is(a, button) {
    display: flex;
    align-items: center;
    min-height: 64px;
    padding: 4px 16px;
    border: 0;
    background: none;
    color: var(--ls-touch);
    font-size: var(--ls-15);
    text-decoration: none;
  }
  @media (min-width: 640px) {
    .top {
      padding-top: 4px;
    }
    .ways {
      flex: 1 1 22rem;
      order: 0;
      margin: 0;
    }
    .top::after {
      display: none;
    }
    .group,
    ls-now-state,
    ls-rejected-note {
      order: 0;
    }
    ls-connection-bar[calm] {
      order: 1;
    }
    ls-connection-bar[calm] ~ ls-clock {
      margin-left: 0;
    }
    /* Also in a row of its own. */
    ls-who {
      margin-left: auto;
    }
  }
  @media print {
    .ways {
      display: none;
    }
  }
`;
