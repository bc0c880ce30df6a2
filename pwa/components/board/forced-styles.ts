import { css } from 'lit';

/** With the colours of the system, which leave out shadows and grounds: what they say is said by lines and the one loud colour. */
export const forcedStyles = css`
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
    .bar.moved .fill {
      outline-color: Highlight;
    }
    .bar:focus-visible .fill {
      outline-color: CanvasText;
    }
    .target-row,
    .parking.target {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .target-row.refused {
      outline: 2px dashed CanvasText;
    }
    .overlay .gap,
    .overlay .at,
    .lines .gap {
      background: Highlight;
      forced-color-adjust: none;
    }
    .overlay .gap.refused,
    .overlay .at.refused,
    .lines .gap.refused {
      background: CanvasText;
    }
    .overlay .at span {
      color: HighlightText;
    }
    .overlay .at.refused span {
      color: Canvas;
    }
    .card::before {
      forced-color-adjust: none;
    }
    .card.selected {
      outline-color: Highlight;
    }
  }
`;
