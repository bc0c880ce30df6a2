import { css } from 'lit';

export const timelineStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 16px;
    padding: 0 4px 0 16px;
  }
  h2 {
    padding: 12px 0;
  }
  .ranges {
    display: flex;
    flex-wrap: wrap;
    margin-left: auto;
  }
  .ranges button {
    min-width: 48px;
    padding: 4px 12px;
    border: 0;
    background: none;
    color: var(--ls-touch);
    font-size: var(--ls-13);
  }
  .ranges button[aria-pressed='true'] {
    color: var(--ls-ink);
    font-weight: 700;
    box-shadow: inset 0 -3px var(--ls-touch);
    border-radius: 0;
  }
  .ranges .table-toggle {
    min-width: 5.5rem;
    margin-left: 8px;
    border-left: 1px solid var(--ls-line);
    border-radius: 0;
  }
  @media (max-width: 639px) {
    header {
      padding: 0 4px;
    }
    h2 {
      padding: 12px 12px 0;
    }
    .ranges {
      flex: 1 0 100%;
    }
    .ranges button {
      flex: 1 0 auto;
      padding: 4px 2px;
    }
    .ranges .table-toggle {
      min-width: 4rem;
      margin-left: 0;
    }
  }
  .ranges[hidden] {
    visibility: hidden;
  }
  .stage {
    position: relative;
    flex: 1;
    min-height: 0;
    margin: 0 4px;
    cursor: grab;
    touch-action: pan-y;
  }
  .stage:focus-visible {
    outline-offset: -3px;
  }
  .stage.opens {
    cursor: pointer;
  }
  .stage:active {
    cursor: grabbing;
  }
  .canvas {
    position: absolute;
    inset: 0;
    overflow: hidden;
  }
  .to-now {
    position: absolute;
    top: 12px;
    right: 16px;
    color: var(--ls-touch);
    font-weight: 600;
  }
  .to-now[hidden] {
    display: none;
  }
  .empty {
    margin: auto;
    padding: 32px 16px;
    color: var(--ls-second);
    text-align: center;
  }
  ls-timeline-table {
    flex: 1;
    min-height: 0;
  }
`;
