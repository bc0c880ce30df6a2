/** Chart and legend of the Explorer page, beside or below one another. */
import { css } from 'lit';

export const explorerContentStyles = css`
  .content {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: inherit;
    min-width: 0;
    min-height: 0;
  }
  .panel {
    position: relative;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .chart {
    flex: 1;
    min-height: 440px;
  }
  .chart > header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 12px;
    padding: 10px 16px 4px;
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .chart > header strong {
    color: var(--ls-ink);
    font-weight: 600;
  }
  .chart > header ls-age {
    margin-left: auto;
  }
  ls-series-chart,
  ls-series-table {
    flex: 1;
  }
  ls-series-overview {
    flex: none;
    margin: 2px 0 6px;
  }
  .hatch {
    display: inline-block;
    width: 22px;
    height: 12px;
    margin-right: 6px;
    border: 1px solid var(--ls-line);
    background: repeating-linear-gradient(-45deg, transparent 0 4px, var(--ls-second) 4px 5px);
    vertical-align: -1px;
  }
  /* Thin and at the very edge: what is there stays readable while more comes. */
  .progress {
    position: absolute;
    z-index: 1;
    top: 0;
    left: 0;
    width: 30%;
    height: 3px;
    background: var(--ls-touch);
    animation: passing 1.2s ease-in-out infinite alternate;
  }
  @keyframes passing {
    to {
      transform: translateX(233%);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .progress {
      width: 100%;
      opacity: 0.5;
      animation: none;
    }
  }
  .legend {
    flex: none;
  }
  .legend .add {
    margin: 12px 16px;
    color: var(--ls-touch);
    font-weight: 600;
  }
  @media (min-width: 1000px) {
    .content {
      flex-direction: row;
    }
    .chart {
      min-height: 0;
    }
    .legend {
      flex: 0 0 min(340px, 28vw);
      overflow-y: auto;
    }
  }
`;
