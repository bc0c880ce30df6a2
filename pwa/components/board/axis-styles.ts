import { css } from 'lit';

/** Time: the axis above the rows, its lines through them, and now. */
export const axisStyles = css`
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
  .now i {
    position: absolute;
    width: 2px;
    height: 100%;
    margin-left: -1px;
    background: var(--ls-touch);
  }
`;
