import { css } from 'lit';

/** The page is as high as the screen and its sheet scrolls; on a phone and on paper it is as long as its list. */
export const sheetPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100dvh;
  }
  .top {
    flex: none;
  }
  main:not(.message) {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-height: 0;
  }
  ls-sheet {
    flex: 1 1 auto;
    min-height: 12rem;
  }
  .toolbar {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    padding: 4px 12px;
    border-bottom: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  .toolbar :is(input, select) {
    width: auto;
    max-width: 9.5rem;
    font-size: var(--ls-13);
  }
  .toolbar input[type='search'] {
    width: 10rem;
    font-size: var(--ls-15);
  }
  .toolbar button {
    padding: 4px 12px;
  }
  .push {
    margin-left: auto;
  }
  .tabs {
    display: flex;
    min-width: 0;
    overflow-x: auto;
  }
  .tabs button {
    flex: none;
    border: 0;
    border-bottom: 3px solid transparent;
    border-radius: 0;
    background: none;
  }
  .tabs button[aria-pressed='true'] {
    border-bottom-color: var(--ls-touch);
    font-weight: 600;
  }
  details {
    position: relative;
  }
  .menu > * {
    display: flex;
    align-items: center;
    min-height: 48px;
    padding: 4px 12px;
    border: 0;
    background: none;
    text-align: left;
    text-decoration: none;
  }
  .draft,
  .versions,
  .remark {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    padding: 4px 16px;
    background: var(--ls-panel);
  }
  .remark {
    min-height: 36px;
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .draft {
    border-bottom: 2px dashed var(--ls-touch);
    color: var(--ls-touch);
    font-weight: 600;
  }
  .versions {
    background: var(--ls-amber-ground);
    color: var(--ls-amber);
    font-weight: 600;
  }
  .first {
    display: grid;
    gap: 8px;
    justify-items: start;
    padding: 16px;
    background: var(--ls-panel);
  }
  .first h2 {
    font-size: var(--ls-19);
  }
  @media (max-width: 600px) {
    :host {
      height: auto;
    }
    :host(:not([long])) ls-sheet {
      height: 80dvh;
    }
    .toolbar input[type='search'] {
      flex: 1 1 8rem;
      font-size: 1rem;
    }
    .wide {
      display: none;
    }
    .toolbar select {
      max-width: none;
      flex: 1 1 8rem;
      min-width: 0;
      font-size: 1rem;
    }
    .menu {
      right: auto;
      left: 0;
    }
  }
  @media print {
    :host {
      page: lying;
      background: white;
      display: block;
      height: auto;
    }
    main:not(.message) {
      display: block;
    }
    .toolbar,
    .draft button,
    .versions {
      display: none;
    }
  }
`;
