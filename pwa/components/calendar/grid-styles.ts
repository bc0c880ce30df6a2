import { css } from 'lit';

/** Rows are days, time runs to the right. */
export const gridStyles = css`
  :host {
    display: block;
    overflow: hidden;
    --label: 10.5rem;
    --works: 4.5rem;
    --hatch: color-mix(in srgb, var(--ls-planned) 70%, transparent);
  }
  .hours,
  .row {
    display: grid;
    grid-template-columns: var(--label) minmax(0, 1fr) var(--works);
  }
  .hours {
    color: var(--ls-second);
    font-size: var(--ls-12);
  }
  .hours ol {
    position: relative;
    height: 24px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .hours li {
    position: absolute;
    padding-left: 3px;
    border-left: 1px solid var(--ls-line);
    line-height: 24px;
  }
  .row {
    border-top: 1px solid var(--ls-line);
  }
  .day {
    display: grid;
    align-content: center;
    min-height: 60px;
    padding: 4px 8px 4px 12px;
    border: 0;
    border-radius: 0;
    background: none;
    text-align: start;
  }
  button.day {
    color: var(--ls-touch);
  }
  .today .day {
    box-shadow: inset 3px 0 0 var(--ls-touch);
  }
  .day strong {
    font-size: var(--ls-13);
  }
  .day small {
    overflow: hidden;
    color: var(--ls-second);
    font-size: var(--ls-12);
    text-overflow: ellipsis;
  }
  .works {
    align-self: center;
    padding: 4px 8px;
    font-size: var(--ls-13);
    text-align: end;
  }
  .hours .works {
    padding-block: 0;
    font-size: var(--ls-12);
  }
  .turn {
    position: absolute;
    top: 0;
    bottom: 0;
    border: 1px dashed var(--ls-ink);
    border-width: 0 1px;
    pointer-events: none;
  }
  .track {
    position: relative;
    min-height: 60px;
    background: linear-gradient(to right, var(--ls-line) 1px, transparent 1px) 0 0 / 12.5% 100% var(--ls-ground);
    touch-action: pan-y;
    user-select: none;
  }
  .editable .track {
    cursor: crosshair;
  }
  .none {
    position: absolute;
    inset: 0 auto 0 8px;
    display: flex;
    align-items: center;
    color: var(--ls-second);
    font-size: var(--ls-12);
    pointer-events: none;
  }
  .mark {
    position: absolute;
    top: 0;
    bottom: 0;
    overflow: hidden;
    color: var(--ls-ink);
    font-size: var(--ls-12);
    line-height: 14px;
    white-space: nowrap;
    pointer-events: none;
  }
  .mark span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 0 4px;
    background: var(--ls-panel);
  }
  .mark.holiday {
    background: repeating-linear-gradient(45deg, transparent 0 7px, var(--hatch) 7px 8px);
  }
  .mark.closed {
    background: repeating-linear-gradient(-45deg, transparent 0 7px, var(--hatch) 7px 8px);
  }
  .mark.maintenance {
    background:
      repeating-linear-gradient(45deg, transparent 0 7px, var(--hatch) 7px 8px),
      repeating-linear-gradient(-45deg, transparent 0 7px, var(--hatch) 7px 8px);
  }
  .mark.overtime {
    border: 2px dashed var(--ls-touch);
    border-radius: var(--ls-radius);
    color: var(--ls-touch);
  }
  @media (forced-colors: active) {
    /* Hatches are drawn, and forced colours leave out what is. */
    .mark {
      --hatch: CanvasText;
      color: CanvasText;
      forced-color-adjust: none;
    }
    .mark span {
      background: Canvas;
    }
  }
  .shape {
    flex: none;
  }
  .now {
    position: absolute;
    top: 0;
    bottom: 0;
    border-left: 2px solid var(--ls-ink);
    pointer-events: none;
  }
  .told {
    position: absolute;
    z-index: 1;
    top: 0;
    min-width: max-content;
    padding: 2px 8px;
    border-radius: var(--ls-radius);
    background: var(--ls-ink);
    color: var(--ls-panel);
    font-size: var(--ls-13);
    white-space: nowrap;
    pointer-events: none;
    transform: translate(8px, -60%);
  }
  .told.right {
    transform: translate(calc(-100% - 8px), -60%);
  }
  .keys {
    padding: 8px 12px;
    border-top: 1px solid var(--ls-line);
  }
  /* A finger gets hold of a shift. */
  @media (pointer: coarse) {
    .track {
      min-height: 66px;
    }
  }
  @media (max-width: 599px) {
    :host {
      --label: 6.75rem;
      --works: 3.25rem;
    }
    .day {
      padding: 4px 4px 4px 8px;
    }
    .track {
      min-height: 84px;
    }
    .works {
      padding: 4px;
      font-size: var(--ls-12);
    }
    .hours li:nth-child(even) {
      font-size: 0;
    }
  }
  @media print {
    :host {
      print-color-adjust: exact;
      -webkit-print-color-adjust: exact;
      background: white;
    }
    .track {
      background-color: white;
    }
    button.day {
      color: inherit;
    }
    button.day,
    button.shift {
      display: grid;
    }
    .keys {
      display: none;
    }
  }
`;
