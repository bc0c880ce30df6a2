/** Lists of people and devices: rows with columns on wide screens, small cards on narrow ones. */
import { css } from 'lit';

export const listStyles = css`
  :host {
    display: block;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 16px;
    padding: 8px 16px;
  }
  li {
    position: relative;
    align-items: center;
    min-height: 64px;
    border-top: 1px solid var(--ls-line);
    content-visibility: auto;
    contain-intrinsic-size: auto 64px;
  }
  ul li:first-child {
    border-top: 0;
  }
  li > * {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .open {
    display: block;
    min-height: 48px;
    padding: 4px 0;
    border: 0;
    background: none;
    color: var(--ls-touch);
    font-weight: 600;
    text-align: left;
    overflow-wrap: anywhere;
  }
  /* The whole row is the button's. */
  .open::after {
    position: absolute;
    inset: 0;
    content: '';
  }
  li:hover {
    background: var(--ls-ground);
  }
  .id,
  .small {
    color: var(--ls-second);
    font-size: var(--ls-13);
    font-weight: 400;
  }
  .id {
    display: block;
  }
  .name-of {
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .tag {
    display: inline-block;
    padding: 0 8px;
    border: 1px solid currentColor;
    border-radius: 10px;
    color: var(--ls-second);
    font-size: var(--ls-12);
    font-weight: 400;
    white-space: nowrap;
  }
  .look {
    color: var(--ls-amber);
    font-weight: 600;
  }
  li.off > :not(.first) {
    color: var(--ls-second);
  }
  @media (min-width: 900px) {
    .columns {
      grid-template-columns: var(--columns);
    }
    .heads {
      padding-bottom: 0;
      color: var(--ls-second);
      font-size: var(--ls-13);
    }
    .name-of {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
  @media (max-width: 899px) {
    .heads {
      display: none;
    }
    li.columns {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 16px;
    }
    li > .first {
      flex: 1 0 100%;
    }
  }
`;
