import { css } from 'lit';

/**
 * The head of a line's page: one row on tablets, two on narrow ones, on a telephone one for who and when, one for the state, one
 * for where to. Whatever a line does and however long, the rows stay: what is below must not jump under a finger.
 */
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
    display: none;
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
    flex: 1 1 6rem;
    order: 2;
    justify-content: flex-end;
    text-align: right;
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
  nav > a {
    display: flex;
    flex: none;
    align-items: center;
    min-width: 48px;
    min-height: 48px;
    padding: 0 12px;
    font-size: var(--ls-13);
    text-decoration: none;
    white-space: nowrap;
  }
  nav > a:hover {
    text-decoration: underline;
  }
  ls-connection-bar:not([calm]) {
    order: 4;
    flex: 0 0 calc(100% + 32px);
    margin: 4px -16px -4px;
  }
  .ways ls-menu {
    --menu-row: 64px;
  }
  .ways ls-menu::part(button) {
    min-width: 48px;
    padding: 0 12px;
    border-color: transparent;
    background: none;
    color: var(--ls-touch);
    font-size: var(--ls-13);
  }
  @media (max-width: 479px) {
    .ways {
      margin: 0 -6px;
    }
    nav > a,
    .ways ls-menu::part(button) {
      padding: 0 6px;
    }
  }
  @media (min-width: 640px) {
    .top {
      padding-top: 4px;
    }
    .top::after {
      order: 2;
    }
    .ways {
      flex: 1 1 22rem;
    }
    ls-now-state {
      order: 0;
    }
    ls-rejected-note {
      order: 3;
    }
    ls-connection-bar[calm] {
      flex: none;
      order: 1;
      margin-left: auto;
    }
    ls-connection-bar[calm] ~ ls-clock {
      margin-left: 0;
    }
  }
  @media (min-width: 1180px) {
    .top::after {
      display: none;
    }
    .ways {
      flex-basis: 0;
      order: 0;
      margin: 0;
    }
    /* Wide enough for most, so that what is beside it stays where it is. */
    ls-now-state {
      min-width: 11.5rem;
    }
    ls-rejected-note {
      order: 0;
    }
  }
  /* All ways have room, also with the longest words and a note. */
  @media (min-width: 1180px) and (max-width: 1439px) {
    .top {
      column-gap: 8px;
    }
    nav > a,
    .ways ls-menu::part(button) {
      padding: 0 8px;
    }
    ls-rejected-note {
      max-width: 8rem;
    }
    /* It may say from whose gateway and how much is not sent: in two lines, rather than in the place of the ways. */
    ls-connection-bar[calm] {
      max-width: 12rem;
      text-align: right;
    }
    .top:has(ls-rejected-note) ls-connection-bar[calm] {
      max-width: 6.5rem;
    }
  }
  @media (min-width: 1440px) {
    .group {
      display: block;
    }
  }
  @media print {
    .ways {
      display: none;
    }
  }
`;
