import { css } from 'lit';

/** The board: its frame, and the layers of the chart in it. */
export const boardStyles = css`
  :host {
    --head: 148px;
    --axis: 56px;
    --rest: color-mix(in srgb, var(--ls-second) 17%, transparent);
    display: block;
    position: relative;
    min-height: 240px;
    height: 100%;
    overflow: hidden;
    background: var(--ls-panel);
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .frame {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr) 272px;
    height: 100%;
  }
  .frame.middle {
    --head: 112px;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
  }
  .frame.narrow {
    display: block;
    overflow-y: auto;
    background: var(--ls-ground);
  }
  .scroller {
    grid-area: 1 / 1;
    position: relative;
    min-width: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    touch-action: pan-y;
    cursor: grab;
  }
  .scroller:active {
    cursor: grabbing;
  }
  .scroller:focus-visible {
    outline-offset: -3px;
  }
  .carrying,
  .carrying * {
    cursor: grabbing !important;
  }
  .pan {
    position: absolute;
    inset: 0 auto auto 0;
    width: 0;
    height: 100%;
  }
  .canvas {
    position: relative;
    min-height: calc(100% - var(--axis));
  }
  .plot {
    position: absolute;
    inset: 0 0 0 var(--head);
    overflow: clip;
    touch-action: pan-y;
  }
  .beneath,
  .row-lines,
  .row-line {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .row-line {
    bottom: auto;
    border-bottom: 1px solid var(--ls-line);
  }
  .beneath,
  .now,
  .links,
  .bars,
  .overlay {
    pointer-events: none;
  }
  .links {
    z-index: 1;
    /* Of no width at all it would not be drawn, not even what goes beyond it. */
    width: 1px;
    overflow: visible;
  }
`;
