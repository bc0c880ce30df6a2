/** Panels, lists and marks of the page about gateways. */
import { css } from 'lit';

export const gatewayStyles = css`
  :host {
    display: block;
  }
  h2,
  h3 {
    font-size: var(--ls-15);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h3 {
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 16px;
    min-height: 48px;
    padding: 4px 16px;
  }
  .top h2 {
    flex: 1 1 8rem;
    min-width: 0;
  }
  li {
    min-height: 48px;
    padding: 8px 16px;
    border-top: 1px solid var(--ls-line);
    overflow-wrap: anywhere;
  }
  li > * {
    min-width: 0;
  }
  .what {
    max-width: 48rem;
    padding: 0 16px 12px;
    color: var(--ls-second);
  }
  .small {
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .look {
    color: var(--ls-amber);
    font-weight: 600;
  }
  .act {
    color: var(--ls-red);
    font-weight: 600;
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
  .alarm {
    margin: 0 16px 8px;
    padding: 8px 12px;
    border-radius: var(--ls-radius);
    background: var(--ls-red-ground);
    color: var(--ls-red);
    font-weight: 600;
  }
  summary {
    display: flex;
    align-items: center;
    min-height: 48px;
    padding: 4px 16px;
    border-top: 1px solid var(--ls-line);
    color: var(--ls-touch);
    cursor: pointer;
  }
  summary::before {
    width: 1.25rem;
    content: '▸' / '';
  }
  [open] > summary::before {
    content: '▾' / '';
  }
  /* Large enough for a finger, without moving what is around it. */
  .link {
    display: inline-block;
    min-width: 48px;
    margin: -14px 0;
    padding: 14px 0;
    overflow-wrap: anywhere;
  }
`;
