import { css } from 'lit';
import { PADDING_TOP_PX, TIME_AXIS_PX } from './pane-chart.ts';

export const seriesChartStyles = css`
  :host {
    display: flex;
    min-width: 0;
    min-height: 0;
    overflow-y: auto;
  }
  .stage {
    position: relative;
    display: flex;
    flex: 1;
    min-width: 0;
    cursor: grab;
    touch-action: pan-y;
  }
  .stage:focus-visible {
    outline-offset: -3px;
  }
  .stage:active {
    cursor: grabbing;
  }
  .panes {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
  }
  .pane {
    flex: 1 0 auto;
    min-width: 0;
    overflow: hidden;
  }
  .cursor {
    position: absolute;
    top: ${PADDING_TOP_PX}px;
    bottom: ${TIME_AXIS_PX}px;
    left: 0;
    border-left: 1px dashed var(--ls-ink);
    pointer-events: none;
  }
  .to-now {
    position: absolute;
    top: 28px;
    right: 68px;
    color: var(--ls-touch);
    font-weight: 600;
  }
  .to-now[hidden] {
    display: none;
  }
`;
