import { css } from 'lit';

/** The handle at the corner of a selection, and what it fills while it is drawn. */
export const sheetHandle = css`
  .corner {
    position: absolute;
    z-index: 1;
    left: 0;
    right: 0;
    height: 0;
    pointer-events: none;
  }
  /* Above the first column, which stays in sight. */
  .corner.sticks {
    z-index: 3;
  }
  .handle {
    position: absolute;
    left: var(--left);
    display: block;
    width: 14px;
    height: 14px;
    transform: translate(var(--x), var(--y));
    cursor: crosshair;
    pointer-events: auto;
    touch-action: none;
  }
  .sticks > .handle {
    position: sticky;
  }
  /* Of a cell that nobody sees to be chosen. */
  .body:not(:has(.cell:focus-within, .cell.in)) .handle {
    visibility: hidden;
  }
  .handle::after {
    position: absolute;
    top: calc(-1 * var(--y));
    left: calc(-1 * var(--x));
    width: 10px;
    height: 10px;
    border: 1px solid var(--ls-panel);
    background: var(--ls-touch);
    content: '';
    transform: translate(var(--x), var(--y));
  }
  .next {
    position: absolute;
    z-index: 3;
    max-width: 22rem;
    margin: 4px 0 0 14px;
    padding: 2px 8px;
    overflow: hidden;
    border: 1px solid var(--ls-touch);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    pointer-events: none;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cell.filling::after {
    position: absolute;
    z-index: 1;
    inset: 0;
    border: 0 dashed var(--ls-touch);
    content: '';
    pointer-events: none;
  }
  .cell.fill-top::after {
    border-top-width: 2px;
  }
  .cell.fill-right::after {
    border-right-width: 2px;
  }
  .cell.fill-bottom::after {
    border-bottom-width: 2px;
  }
  .cell.fill-left::after {
    border-left-width: 2px;
  }
  @media (max-width: 600px) {
    .sticks > .handle {
      position: relative;
    }
  }
  /* Fingers need more of it than is seen. */
  @media (pointer: coarse) {
    .handle {
      width: 44px;
      height: 44px;
    }
    .handle::after {
      width: 14px;
      height: 14px;
    }
  }
  @media (forced-colors: active) {
    .handle::after {
      border-color: Canvas;
      background: Highlight;
      forced-color-adjust: none;
    }
  }
  @media print {
    .corner,
    .next {
      display: none;
    }
  }
`;
