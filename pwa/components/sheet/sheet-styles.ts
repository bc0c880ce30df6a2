import { css } from 'lit';

/** The grid: its head, its first columns and its foot stay in sight. */
export const sheetStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--ls-panel);
  }
  .scroller {
    position: relative;
    flex: 1 1 auto;
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
    background: var(--ls-ground);
  }
  .grid {
    position: relative;
    width: max-content;
    min-width: 100%;
    font-size: var(--ls-13);
  }
  .line {
    display: grid;
    grid-template-columns: var(--columns);
    width: max-content;
    min-width: 100%;
    background: var(--ls-panel);
  }
  .head {
    position: sticky;
    z-index: 4;
    top: 0;
    border-bottom: 1px solid var(--ls-third);
    font-weight: 600;
  }
  .head > * {
    background: var(--ls-panel);
  }
  .body {
    position: relative;
  }
  .body .line {
    position: absolute;
    left: 0;
  }
  .body .line.checked > * {
    background: color-mix(in srgb, var(--ls-touch) 12%, var(--ls-panel));
  }
  .foot {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    min-height: 32px;
    padding: 0 12px;
    border-top: 1px solid var(--ls-line);
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  /* Beside a grid of small rows; fingers get more. */
  @media (pointer: fine) {
    .foot button {
      min-height: 32px;
    }
  }
  .foot .dropped {
    color: var(--ls-amber);
  }
  .foot .wrong-count {
    color: var(--ls-red);
  }
  .foot .push {
    margin-left: auto;
  }
  /* What sticks would leave no room for the others. */
  @media (max-width: 600px) {
    .stuck,
    .first {
      position: relative;
      left: 0;
    }
  }
  @media (pointer: coarse) {
    .editor {
      font-size: 1rem;
    }
  }
`;
