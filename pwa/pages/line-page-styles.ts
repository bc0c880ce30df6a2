import { css } from 'lit';

export const linePageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100dvh;
    background: var(--ls-ground);
  }
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
  .failure {
    padding: 12px 16px;
    background: var(--ls-red-ground);
    color: var(--ls-red);
    font-weight: 600;
  }
  main {
    flex: 1;
    display: grid;
    gap: 12px;
    padding: 12px;
    grid-template: 'why' auto 'figures' auto 'timeline' 480px 'stops' auto / minmax(0, 1fr);
  }
  .figures {
    grid-area: figures;
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 12px;
  }
  ls-oee,
  ls-running {
    grid-column: 1 / -1;
  }
  ls-timeline {
    grid-area: timeline;
  }
  ls-timeline:not(:defined) {
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .asks {
    display: flex;
    flex-direction: column;
    grid-area: why;
    gap: 12px;
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
  .side {
    display: contents;
  }
  ls-stop-list {
    grid-area: stops;
    max-height: 560px;
  }
  .given {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 12px 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .given p {
    flex: 1;
    min-width: 0;
  }
  .given strong {
    display: block;
    font-size: var(--ls-19);
    overflow-wrap: anywhere;
  }
  .given button {
    color: var(--ls-touch);
    font-weight: 600;
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
    .figures {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
    ls-figure,
    ls-oee,
    ls-running {
      grid-column: span 2;
    }
  }
  @media (min-width: 1000px) {
    main {
      grid-template: 'figures side' auto 'timeline side' minmax(360px, 1fr) / minmax(0, 1fr) minmax(300px, 23rem);
    }
    .figures {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    ls-figure,
    ls-oee,
    ls-running {
      grid-column: auto;
    }
    .asks {
      display: contents;
    }
    .side {
      grid-area: side;
      display: flex;
      flex-direction: column;
      gap: 12px;
      min-height: 0;
    }
    ls-stop-list {
      flex: 1;
      max-height: none;
      min-height: 160px;
    }
  }
  @media (min-width: 1180px) {
    .figures {
      grid-template-columns: minmax(0, 37fr) minmax(0, 29fr) minmax(0, 62fr) minmax(0, 38fr);
    }
  }
  @media (min-width: 1000px) and (min-height: 640px) {
    :host {
      height: 100dvh;
    }
    main,
    .figures {
      min-height: 0;
    }
    main {
      grid-template-rows: auto minmax(0, 1fr);
    }
    .why {
      flex: none;
      max-height: 75%;
      overflow-y: auto;
    }
  }
  @media print {
    :host {
      height: auto;
    }
    .ways,
    ls-reason-set,
    ls-reason-picker {
      display: none;
    }
  }
`;
