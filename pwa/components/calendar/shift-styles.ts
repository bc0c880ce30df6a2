import { css } from 'lit';

/** Shifts in a row, their breaks, and the edges that can be dragged. */
export const shiftStyles = css`
  .shift {
    position: absolute;
    top: 14px;
    bottom: 4px;
    min-height: 0;
    padding: 2px 6px;
    overflow: hidden;
    border: 1px solid var(--ls-third);
    border-radius: var(--ls-radius);
    background: var(--ls-running);
    color: var(--ls-ink);
    font-size: var(--ls-12);
    text-align: start;
    white-space: nowrap;
    line-height: 1.2;
    touch-action: pan-y;
  }
  .words {
    display: block;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .editable button.shift {
    cursor: grab;
  }
  button.shift {
    display: flex;
    align-items: start;
  }
  .shift.continued {
    border-left-style: dashed;
    border-top-left-radius: 0;
    border-bottom-left-radius: 0;
  }
  .shift.continues {
    border-right-style: dashed;
    border-top-right-radius: 0;
    border-bottom-right-radius: 0;
  }
  .shift.fixed {
    border-style: dashed;
    background: none;
    color: var(--ls-second);
  }
  .pause {
    position: absolute;
    bottom: 5px;
    height: 18px;
    border: 1px solid var(--ls-third);
    border-bottom: 0;
    background: var(--ls-ground);
    pointer-events: none;
  }
  .edges {
    position: absolute;
    top: 8px;
    bottom: 0;
    pointer-events: none;
  }
  .edge {
    position: absolute;
    top: 0;
    bottom: 0;
    width: 24px;
    cursor: ew-resize;
    pointer-events: auto;
    touch-action: none;
  }
  .edge::after {
    position: absolute;
    top: 16px;
    bottom: 14px;
    width: 3px;
    border-radius: 2px;
    background: var(--ls-touch);
    content: '';
    opacity: 0;
  }
  .row:hover .edge::after,
  .shift:focus-visible ~ .edges .edge::after {
    opacity: 1;
  }
  .edge.from {
    left: -12px;
  }
  .edge.from::after {
    left: 14px;
  }
  .edge.to {
    right: -12px;
  }
  .edge.to::after {
    right: 14px;
  }
  /* Where there is no room beside each other, the name stands over both times. */
  @media (max-width: 599px) {
    .words {
      overflow-wrap: anywhere;
      white-space: normal;
    }
  }
  @media (pointer: coarse) {
    /* Handles are always seen there. */
    .editable .shift {
      padding-inline: 8px;
    }
    .edge {
      width: 36px;
    }
    .edge.from {
      left: -18px;
    }
    .edge.from::after {
      left: 20px;
    }
    .edge.to {
      right: -18px;
    }
    .edge.to::after {
      right: 20px;
    }
    .edge::after {
      opacity: 1;
    }
  }
  @media print {
    .shift {
      print-color-adjust: exact;
    }
    .edges {
      display: none;
    }
  }
`;
