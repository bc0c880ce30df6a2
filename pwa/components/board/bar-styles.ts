import { css } from 'lit';

/** Bars: a muted ground of the product's colour under ink that can be read on any of them; states by shape and border. */
export const barStyles = css`
  .bar {
    --bar: color-mix(in oklab, var(--product) 62%, white);
    --edge: color-mix(in oklab, var(--product) 75%, black);
    position: absolute;
    top: 0;
    left: 0;
    height: var(--bar-height);
    color: #1b2024;
    font-size: var(--ls-13);
    line-height: 1.3;
    pointer-events: auto;
    contain: layout style;
    cursor: pointer;
  }
  .bar:not(.fixed) {
    touch-action: pan-y;
  }
  /* Short bars are still hit by fingers; the middle stays where it is. */
  .bar::before {
    position: absolute;
    inset-block: 0;
    left: 50%;
    width: max(100%, 20px);
    content: '';
    transform: translateX(-50%);
  }
  @media (pointer: coarse) {
    .bar::before {
      width: max(100%, 48px);
    }
  }
  .fill,
  .setup,
  .ghost,
  .text {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .fill {
    overflow: hidden;
    border: 1px solid var(--edge);
    border-radius: var(--ls-radius);
    background: var(--bar);
  }
  .block .fill {
    border-radius: 3px;
  }
  .planned .fill {
    border-left-width: 5px;
    border-left-color: var(--product);
  }
  .running .fill,
  .interrupted .fill {
    border-left-width: 5px;
  }
  .interrupted .fill {
    background: repeating-linear-gradient(
      135deg,
      var(--bar) 0 8px,
      color-mix(in oklab, var(--bar) 91%, black) 8px 12px
    );
  }
  .ended .fill {
    border-style: dashed;
    background: color-mix(in oklab, var(--bar) 45%, var(--ls-panel));
  }
  .ended {
    color: var(--ls-second);
  }
  .open .fill {
    border-right: 0;
    border-radius: var(--ls-radius) 0 0 var(--ls-radius);
    mask: linear-gradient(to left, transparent, black min(96px, 60%));
  }
  .drafted .fill {
    border-style: dashed;
    border-color: var(--ls-ink);
  }
  .look .fill {
    box-shadow: inset 0 0 0 2px var(--warn, #a86a00);
    border-color: var(--warn, #a86a00);
  }
  .act .fill {
    box-shadow: inset 0 0 0 2px var(--alarm, #b3261e);
    border-color: var(--alarm, #b3261e);
  }
  .progress {
    position: absolute;
    bottom: 0;
    height: 6px;
    background: color-mix(in oklab, var(--product) 58%, black);
  }
  .setup {
    right: auto;
    inset-block: 8px;
    border: 1px solid var(--edge);
    border-right: 0;
    border-radius: 4px 0 0 4px;
    background: repeating-linear-gradient(135deg, var(--edge) 0 2px, transparent 2px 7px);
  }
  .ghost {
    inset-block: -4px;
    right: auto;
    border: 1.5px dashed var(--ls-second);
    border-left: 0;
    border-radius: 0 var(--ls-radius) var(--ls-radius) 0;
  }
  .ghost-tick {
    position: absolute;
    inset-block: -4px;
    border-left: 1.5px dashed var(--ls-second);
  }
  .range {
    position: absolute;
    bottom: -8px;
    height: 7px;
    border: solid var(--ls-second);
    border-width: 0 1.5px;
    background: linear-gradient(var(--ls-second), var(--ls-second)) center / 100% 1.5px no-repeat;
    pointer-events: none;
  }
  .due {
    position: absolute;
    top: -6px;
    bottom: -2px;
    border-left: 2px solid var(--ls-ink);
    visibility: hidden;
  }
  .due::before {
    position: absolute;
    top: 0;
    left: -6px;
    border: 5px solid transparent;
    border-top: 7px solid var(--ls-ink);
    border-bottom: 0;
    content: '';
  }
  .due.missed,
  .selected .due,
  .bar:hover .due,
  .bar:focus-visible .due {
    visibility: visible;
  }
  .due.missed {
    border-left: 2px dashed color-mix(in srgb, currentColor 45%, transparent);
  }
  .due.missed::before {
    border-top-color: currentColor;
  }
`;
