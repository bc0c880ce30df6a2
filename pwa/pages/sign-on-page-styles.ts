import { css } from 'lit';

export const signOnPageStyles = css`
  :host {
    display: block;
    min-height: 100dvh;
    padding: 0 16px;
    background: var(--ls-ground);
  }
  main {
    display: grid;
    gap: 12px;
    max-width: 30rem;
    margin: 0 auto;
    padding: 8vh 0 24px;
  }
  h1 {
    font-size: var(--ls-30);
    line-height: 1.2;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  h2 {
    font-size: var(--ls-19);
    overflow-wrap: anywhere;
  }
  .card {
    display: grid;
    gap: 12px;
    padding: 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .message {
    color: var(--ls-red);
    font-weight: 600;
  }
  .message:empty {
    display: none;
  }
  .out {
    padding: 12px 16px;
    border-radius: var(--ls-radius);
    background: var(--ls-amber-ground);
    color: var(--ls-amber);
    font-weight: 600;
  }
  .others {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    margin: 0 -16px;
  }
  .others :is(a, button) {
    display: flex;
    align-items: center;
    min-height: 48px;
    padding: 4px 16px;
    border: 0;
    background: none;
    color: var(--ls-touch);
    font-weight: 600;
    text-decoration: none;
  }
`;
