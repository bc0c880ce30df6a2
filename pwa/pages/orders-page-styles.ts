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
  /* What is chosen grows into the room that is left, so that all has room in one row on a tablet. */
  .toolbar :is(input, select) {
    flex: 1 1 7rem;
    width: auto;
    min-width: 0;
    max-width: 9.5rem;
    padding: 4px 8px;
    font-size: var(--ls-13);
  }
  .toolbar input[type='search'] {
    max-width: 12rem;
    font-size: var(--ls-15);
  }
  .toolbar button {
    padding: 4px 12px;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 4px 8px;
    margin-left: auto;
  }
  ls-menu > .narrow,
  .filters {
    display: none;
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
  @media (max-width: 1439px) {
    .acts > button,
    .acts ls-menu::part(button) {
      padding: 4px 8px;
    }
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
    .wide,
    .toolbar:not(.filtering):has(> .filters) > select ~ select {
      display: none;
    }
    .filters {
      display: inline-flex;
      align-items: center;
    }
    .toolbar select {
      max-width: none;
      flex: 1 1 8rem;
      min-width: 0;
      font-size: 1rem;
    }
    .toolbar ls-menu > .narrow {
      display: flex;
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
    .draft,
    .versions {
      display: none;
    }
  }
`;
