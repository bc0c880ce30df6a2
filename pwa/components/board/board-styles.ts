import { css } from 'lit';

/** The board: frame, axis, rows, shades and lines. */
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
  .axis {
    position: sticky;
    top: 0;
    z-index: 4;
    display: flex;
    height: var(--axis);
    border-bottom: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  .corner {
    flex: none;
    width: var(--head);
    border-right: 1px solid var(--ls-line);
    background: var(--ls-ground);
  }
  .axis-view {
    position: relative;
    flex: 1;
    min-width: 0;
    overflow: clip;
  }
  .pan {
    position: absolute;
    inset: 0 auto auto 0;
    width: 0;
    height: 100%;
  }
  .band {
    position: absolute;
    top: 0;
    height: 30px;
    border-left: 1px solid var(--ls-line);
    font-weight: 600;
    line-height: 30px;
    white-space: nowrap;
    contain: layout paint;
  }
  .band.tight {
    font-size: var(--ls-13);
  }
  .band.tight span {
    padding: 0 4px;
  }
  .band span {
    display: inline-block;
    overflow: hidden;
    max-width: 100%;
    padding: 0 8px;
    text-overflow: ellipsis;
  }
  .tick {
    position: absolute;
    top: 30px;
    color: var(--ls-second);
    font-size: var(--ls-12);
    line-height: 22px;
    transform: translateX(-50%);
    white-space: nowrap;
  }
  .tick.begins {
    padding-left: 4px;
    transform: none;
  }
  .now-time {
    position: absolute;
    z-index: 1;
    top: 31px;
    padding: 0 5px;
    border-radius: 4px;
    background: var(--ls-touch);
    color: var(--ls-panel);
    font-size: var(--ls-12);
    line-height: 20px;
    transform: translateX(-50%);
    white-space: nowrap;
  }
  .now-time.begins {
    transform: translateX(-1px);
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
  .line {
    position: absolute;
    top: 0;
    width: 1px;
    height: 100%;
    background: color-mix(in srgb, var(--ls-line) 45%, transparent);
  }
  .line.strong {
    background: var(--ls-line);
  }
  .shade {
    position: absolute;
    overflow: hidden;
    background: var(--rest);
    font-style: normal;
  }
  .shade.break {
    background: color-mix(in srgb, var(--ls-second) 10%, transparent);
  }
  .shade.maintenance,
  .shade.holiday,
  .shade.closed {
    background: repeating-linear-gradient(135deg, var(--rest) 0 5px, transparent 5px 10px), var(--rest);
  }
  .shade span {
    position: absolute;
    right: 0;
    bottom: 0;
    left: 0;
    padding: 0 6px 1px;
    overflow: hidden;
    color: var(--ls-ink);
    font-size: var(--ls-12);
    text-overflow: ellipsis;
    white-space: nowrap;
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
  .now i {
    position: absolute;
    width: 2px;
    height: 100%;
    margin-left: -1px;
    background: var(--ls-touch);
  }
  .links {
    z-index: 1;
    /* Of no width at all it would not be drawn, not even what goes beyond it. */
    width: 1px;
    overflow: visible;
  }
  .heads {
    position: absolute;
    z-index: 3;
    inset: 0 auto 0 0;
    width: var(--head);
    border-right: 1px solid var(--ls-line);
    background: var(--ls-ground);
  }
  .row {
    position: absolute;
    inset: 0 0 auto 0;
    border-bottom: 1px solid var(--ls-line);
  }
  .head {
    display: flex;
    flex-direction: column;
    justify-content: center;
    height: 100%;
    padding: 0 12px 0 16px;
    overflow: hidden;
  }
  .head b {
    display: -webkit-box;
    overflow: hidden;
    font-size: var(--ls-19);
    line-height: 1.1;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }
  .row-note {
    display: -webkit-box;
    overflow: hidden;
    color: var(--ls-second);
    font-size: var(--ls-12);
    font-weight: 400;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .look .row-note,
  .row-note.look {
    color: var(--ls-amber);
    font-weight: 600;
  }
  .act .row-note,
  .row-note.act {
    color: var(--ls-red);
    font-weight: 600;
  }
  .row.barred {
    opacity: 0.45;
  }
`;
