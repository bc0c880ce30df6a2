import { css } from 'lit';

export const explorerStyles = css`
  :host {
    display: flex;
    flex-direction: column;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding: 0 12px;
    border-bottom: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  ls-series-range {
    flex: 1 1 auto;
  }
  .do {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 4px 0;
  }
  .pair {
    display: flex;
  }
  .pair button {
    font-size: var(--ls-13);
  }
  .pair button:first-child {
    border-radius: var(--ls-radius) 0 0 var(--ls-radius);
  }
  .pair button:last-child {
    margin-left: -1px;
    border-radius: 0 var(--ls-radius) var(--ls-radius) 0;
  }
  .pair [aria-pressed='true'] {
    background: var(--ls-ground);
    font-weight: 700;
    box-shadow: inset 0 -3px var(--ls-touch);
  }
  .quiet {
    color: var(--ls-touch);
    font-size: var(--ls-13);
  }
  .main {
    border-color: var(--ls-touch);
    background: var(--ls-touch);
    color: var(--ls-panel);
    font-weight: 600;
  }
  main {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 12px;
    min-width: 0;
    min-height: 0;
    padding: 12px;
  }
  .choose {
    flex: 1;
  }
  .choose header {
    padding: 16px 16px 4px;
  }
  h2 {
    font-size: var(--ls-19);
  }
  ls-metric-chooser {
    flex: 1;
  }
  dialog {
    box-sizing: border-box;
    width: min(46rem, calc(100vw - 24px));
    height: min(46rem, calc(100dvh - 24px));
    max-height: none;
    padding: 0;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    color: inherit;
    overscroll-behavior: contain;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 35%);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding: 8px 8px 8px 16px;
    border-bottom: 1px solid var(--ls-line);
  }
  .say {
    margin: auto;
    padding: 48px 24px;
    max-width: 34rem;
  }
  .say p {
    margin-top: 8px;
    color: var(--ls-second);
  }
  .say button {
    margin-top: 16px;
    color: var(--ls-touch);
    font-weight: 600;
  }
  @media (min-width: 1000px) and (min-height: 640px) {
    :host {
      height: 100dvh;
    }
  }
  @media (max-width: 479px) {
    .top {
      gap: 0 8px;
    }
    .top nav a {
      padding: 0 4px;
    }
  }
  @media (max-width: 639px) {
    main {
      padding: 8px;
      gap: 8px;
    }
    .bar {
      padding: 0 8px;
    }
    .do {
      flex: 1 0 100%;
      gap: 6px;
    }
    .quiet {
      padding: 4px 8px;
    }
    .pair {
      flex: 1;
    }
    .pair button {
      flex: 1;
      padding: 4px 8px;
    }
  }
  @media print {
    .bar,
    .top nav,
    .add {
      display: none;
    }
  }
`;
