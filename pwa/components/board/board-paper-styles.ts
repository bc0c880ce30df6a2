import { css } from 'lit';

/**
 * The board on paper. `.printed` is there before the browser lays out for paper: what is measured then must be as wide as what
 * is printed.
 */
export const boardPaperStyles = css`
  .frame.printed {
    display: block;
    height: auto;
  }
  .printed :is(.parking, .links, ls-board-outcome, .chip) {
    display: none;
  }
  .printed .scroller {
    overflow: visible;
    border: 1px solid #8a949b;
  }
  .printed .canvas {
    min-height: 0;
  }
  /* What somebody is at on the screen is nothing to readers of paper. */
  .printed .due:not(.missed) {
    visibility: hidden;
  }
  .printed .bar .fill {
    outline: none;
  }
  /* Rows are lower than on the screen. */
  .printed .flags {
    top: -9px;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
    padding-top: 6px;
    font-size: var(--ls-12);
  }
  .legend .entry {
    display: flex;
    flex: none;
    gap: 6px;
    align-items: center;
    height: 18px;
    overflow: visible;
    color: inherit;
  }
  .legend .sample {
    --product: #9aa3a9;
    --edge: #4c555b;
    position: relative;
    flex: none;
    width: 28px;
    height: 16px;
  }
  .legend .sample > :is(.setup, .shade, .ghost) {
    inset: 0;
    width: auto;
  }
  .legend .sample > .range {
    inset: 4px 0 auto;
  }
  .legend .sample > .due {
    inset: 4px auto 0 50%;
  }
  .legend .progress {
    left: 0;
    width: 60%;
  }
  @media print {
    :host {
      height: auto;
      overflow: visible;
      background: white;
      print-color-adjust: exact;
      -webkit-print-color-adjust: exact;
    }
    .axis,
    .corner,
    .heads {
      background: white;
    }
    /* Whole on one sheet; else what is beyond the edge, though it is clipped, makes the browser shrink all sheets to fit it in. */
    .plot,
    .axis-view {
      contain: strict;
    }
    .shade {
      border-inline: 1px solid #b5bbc0;
      background: repeating-linear-gradient(135deg, #c3c8cc 0 1px, transparent 1px 6px) !important;
    }
    .shade.break {
      border: 0;
      background: #e9ebec !important;
    }
    .shade span {
      right: auto;
      max-width: 100%;
      background: white;
    }
  }
`;
