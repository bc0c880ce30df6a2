/** What every element shares: type, buttons large enough for gloves, a focus ring that shows on any ground. */
import { css } from 'lit';

export const controls = css`
  :host {
    box-sizing: border-box;
    color: var(--ls-ink);
    font: var(--ls-15) / 1.35 var(--ls-font);
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  button {
    min-height: 48px;
    padding: 4px 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    color: var(--ls-ink);
    font: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:active {
    background: var(--ls-line);
  }
  a {
    color: var(--ls-touch);
  }
  :focus-visible {
    outline: 3px solid var(--ls-touch);
    outline-offset: 1px;
  }
  .second {
    color: var(--ls-second);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media print {
    button {
      display: none;
    }
  }
`;

/** A white-ish surface with one border. */
export const panel = css`
  :host {
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  h2 {
    font-size: var(--ls-15);
    font-weight: 600;
  }
`;
