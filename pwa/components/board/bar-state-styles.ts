import { css } from 'lit';

/** Bars that are moved, held, selected or have the focus; in the dark and with the colours of the system. */
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
    opacity: 0.3;
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
  /* What somebody is at on the screen is nothing to readers of paper. */
  @media print {
    .bar.selected .fill,
    .bar.moved .fill,
    .bar:focus-visible .fill {
      outline: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .previewing .bar {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .fill,
    .progress,
    .setup,
    .shade,
    .now i {
      forced-color-adjust: none;
    }
    .bar {
      --bar: Canvas;
      --edge: CanvasText;
      --warn: CanvasText;
      --alarm: CanvasText;
      color: CanvasText;
    }
    .progress,
    .now i {
      background: Highlight;
    }
    .bar.selected .fill,
    .bar.held .fill {
      outline-color: Highlight;
    }
    .mark.late,
    .mark.versions,
    .mark.conflict {
      color: CanvasText;
    }
  }
`;
