import { css } from 'lit';

/** Cells, what is typed in them, and what leads each row. */
export const sheetCells = css`
  .cell,
  .first,
  .head > * {
    position: relative;
    display: flex;
    gap: 6px;
    align-items: center;
    min-width: 0;
    height: var(--row);
    padding: 0 8px;
    overflow: hidden;
    border-right: 1px solid var(--ls-line);
    border-bottom: 1px solid var(--ls-line);
    background: var(--ls-panel);
    white-space: nowrap;
    cursor: cell;
    user-select: none;
  }
  .cell > .text {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .cell.number,
  .head > .number {
    justify-content: flex-end;
  }
  .cell.fixed {
    background: var(--ls-ground);
    color: var(--ls-second);
  }
  .cell.computed:not(.stuck, .red, .amber) {
    color: var(--ls-second);
  }
  .cell.faint > .text {
    color: var(--ls-second);
    font-style: italic;
  }
  .cell.amber {
    color: var(--ls-amber);
    font-weight: 600;
  }
  .cell.red {
    color: var(--ls-red);
    font-weight: 600;
  }
  .cell.in {
    background: color-mix(in srgb, var(--ls-touch) 18%, var(--ls-panel));
  }
  .cell.wrong {
    box-shadow: inset 0 0 0 2px var(--ls-red);
    background: var(--ls-red-ground);
    color: var(--ls-red);
  }
  .cell:focus-visible,
  .cell:focus {
    z-index: 1;
    outline: 2px solid var(--ls-touch);
    outline-offset: -2px;
  }
  .first,
  .stuck {
    position: sticky;
    z-index: 2;
    left: 0;
  }
  .stuck {
    left: var(--first);
  }
  .head > .first,
  .head > .stuck {
    z-index: 5;
  }
  .first {
    gap: 0;
    padding: 0;
    cursor: default;
  }
  .first label,
  .first button,
  .first a {
    display: grid;
    flex: none;
    place-items: center;
    width: 48px;
    height: 100%;
  }
  .first button {
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ls-touch);
  }
  .first a {
    text-decoration: none;
  }
  .first .marks {
    display: flex;
    padding-left: 4px;
    gap: 2px;
    overflow: hidden;
    color: var(--ls-touch);
  }
  /* Below ticks, where there are any; never at the very edge. */
  .first .marks:first-child {
    padding-left: 18px;
  }
  .first .loud {
    color: var(--ls-amber);
  }
  .dot {
    flex: none;
    width: 12px;
    height: 12px;
    border: 1px solid var(--ls-third);
    border-radius: 3px;
    background: var(--colour);
  }
  .head button {
    flex: 1 1 auto;
    min-width: 0;
    min-height: 0;
    height: 100%;
    padding: 0;
    overflow: hidden;
    border: 0;
    background: none;
    font: inherit;
    font-weight: 600;
    display: flex;
    gap: 4px;
    align-items: center;
    justify-content: flex-start;
    white-space: nowrap;
  }
  /* Where a list is sorted is seen, however long its name. */
  .head .title {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .head .sorted {
    flex: none;
    color: var(--ls-touch);
  }
  .number button {
    justify-content: flex-end;
  }
  .editor,
  input[type='color'].editor {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    min-height: 0;
    padding: 0 7px;
    border: 2px solid var(--ls-touch);
    border-radius: 0;
    background: var(--ls-panel);
    color: var(--ls-ink);
    font: inherit;
    user-select: text;
  }
  textarea.editor {
    padding: 6px 7px;
    resize: none;
  }
  .why {
    position: absolute;
    z-index: 3;
    max-width: 22rem;
    padding: 6px 10px;
    border: 1px solid var(--ls-red);
    border-radius: var(--ls-radius);
    background: var(--ls-red-ground);
    color: var(--ls-red);
    pointer-events: none;
    white-space: normal;
  }
`;
