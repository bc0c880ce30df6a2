import { css } from 'lit';

export const overviewStyles = css`
  :host {
    position: relative;
    display: block;
    height: 78px;
    min-width: 0;
    overflow: hidden;
  }
  .canvas {
    position: absolute;
    inset: 0;
    overflow: hidden;
  }
  .brush {
    position: absolute;
    top: 0;
    height: 56px;
    border: 1px solid var(--ls-line);
    touch-action: none;
  }
  .outside {
    position: absolute;
    top: 0;
    bottom: 0;
    background: var(--ls-ground);
    opacity: 0.72;
  }
  .before {
    left: 0;
    width: var(--from);
  }
  .after {
    right: 0;
    left: var(--to);
  }
  .grip {
    position: absolute;
    top: 0;
    bottom: 0;
  }
  .both {
    left: var(--from);
    width: calc(var(--to) - var(--from));
    border: solid var(--ls-second);
    border-width: 1px 0;
    cursor: grab;
  }
  .both:active {
    cursor: grabbing;
  }
  /* A finger wide: outwards, so that a short window can still be moved, but never beyond the screen. */
  .from,
  .to {
    z-index: 1;
    width: 48px;
    cursor: ew-resize;
  }
  .from {
    left: calc(var(--from) - 42px);
  }
  .to {
    left: min(calc(var(--to) - 6px), calc(100% - 34px));
  }
  .knob {
    position: absolute;
    z-index: 2;
    top: 10px;
    bottom: 10px;
    width: 10px;
    margin-left: -5px;
    border: 1px solid var(--ls-second);
    border-radius: 4px;
    background: var(--ls-panel);
    pointer-events: none;
  }
  .knob.first {
    left: var(--from);
  }
  .knob.last {
    left: var(--to);
  }
`;
