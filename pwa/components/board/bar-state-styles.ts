import { css } from 'lit';

/** Bars that are moved, held, selected or have the focus; and in the dark. */
export const barStateStyles = css`
  .previewing .bar {
    transition:
      transform 200ms ease-out,
      width 200ms ease-out;
  }
  .bar.moved .fill {
    outline: 2px dashed var(--ls-touch);
    outline-offset: 1px;
  }
  /* Not what somebody seeks, but there: it takes its time on the line. */
  .faint:not(:hover, :focus-visible, .held, .moved, .selected) {
    color: var(--ls-second);
  }
  .faint:not(:hover, :focus-visible, .held, .moved, .selected) > :not(.text, .hidden) {
    opacity: 0.3;
  }
  .faint:not(:hover, :focus-visible, .held, .moved, .selected) .text :is(b, i) {
    font-weight: 400;
  }
  .bar.held {
    z-index: 2;
  }
  .bar.held .fill {
    outline: 3px solid var(--ls-touch);
    box-shadow: 0 8px 20px rgb(0 0 0 / 35%);
  }
  .bar.held.refused .fill {
    outline-color: var(--ls-red);
    opacity: 0.5;
  }
  .bar.selected .fill {
    outline: 3px solid var(--ls-touch);
    outline-offset: 0;
  }
  .bar:focus-visible {
    z-index: 2;
    outline: none;
  }
  .bar:focus-visible .fill {
    outline: 3px solid var(--ls-ink);
    outline-offset: 2px;
  }
  @media screen and (prefers-color-scheme: dark) {
    .bar {
      --bar: color-mix(in oklab, var(--product) 46%, #14181b);
      --edge: color-mix(in oklab, var(--product) 70%, #14181b);
      --warn: #f0b429;
      --alarm: #ff8075;
      color: #f1f4f6;
    }
    .progress {
      background: color-mix(in oklab, var(--product) 75%, white);
    }
    .ended {
      color: var(--ls-second);
    }
    .mark.late,
    .mark.versions {
      color: #ffd166;
    }
    .mark.conflict {
      color: #ffcfc9;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .previewing .bar {
      transition: none;
    }
  }
`;
