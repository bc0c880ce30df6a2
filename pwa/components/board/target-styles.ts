import { css } from 'lit';

/** What is drawn while something is carried: its row, its place, the rubber band; and links. */
export const targetStyles = css`
  .target-row,
  .was,
  .overlay .at,
  .overlay .gap,
  .rubber {
    position: absolute;
    font-style: normal;
  }
  .target-row {
    left: 0;
    right: 0;
    box-shadow: inset 0 0 0 2px var(--ls-touch);
    background: color-mix(in srgb, var(--ls-touch) 7%, transparent);
  }
  .target-row.refused {
    box-shadow: inset 0 0 0 2px var(--ls-red);
    background: repeating-linear-gradient(
      135deg,
      color-mix(in srgb, var(--ls-red) 16%, transparent) 0 6px,
      transparent 6px 12px
    );
  }
  .time-lane {
    position: absolute;
    inset: auto 0 0 0;
    height: var(--lane);
    display: flex;
    align-items: flex-end;
    padding: 0 8px 1px;
    border-top: 1px dashed var(--ls-touch);
    color: var(--ls-touch);
    font-size: var(--ls-12);
    font-style: normal;
    font-weight: 600;
    line-height: 1;
  }
  .time-lane.on {
    background: color-mix(in srgb, var(--ls-touch) 18%, transparent);
  }
  .was {
    border: 1.5px dashed var(--ls-third);
    border-radius: var(--ls-radius);
  }
  .overlay .gap {
    width: 4px;
    margin-left: -3px;
    border-radius: 2px;
    background: var(--ls-touch);
  }
  .overlay .gap.refused,
  .overlay .at.refused {
    background: var(--ls-red);
  }
  .overlay .at {
    top: 0;
    width: 2px;
    height: 100%;
    margin-left: -1px;
    background: var(--ls-touch);
  }
  .overlay .at span {
    position: absolute;
    left: 0;
    padding: 1px 6px;
    border-radius: 4px;
    background: inherit;
    color: var(--ls-panel);
    font-size: var(--ls-12);
    font-weight: 600;
    transform: translate(-50%, -50%);
    white-space: nowrap;
  }
  .rubber {
    border: 1.5px dashed var(--ls-touch);
    background: color-mix(in srgb, var(--ls-touch) 12%, transparent);
  }
  .rubber[hidden] {
    display: none;
  }
  .empty {
    padding: 48px 16px;
    text-align: center;
  }
  .link path {
    fill: none;
    stroke: var(--ls-ink);
    stroke-width: 1.5;
    stroke-dasharray: 4 3;
  }
  .link .tip {
    fill: var(--ls-ink);
    stroke: none;
  }
  .link.broken path {
    stroke: var(--ls-red);
    stroke-width: 2.5;
    stroke-dasharray: none;
  }
  .link.broken .tip {
    fill: var(--ls-red);
  }
`;
