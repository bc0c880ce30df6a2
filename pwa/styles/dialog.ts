/** A dialog over the page: a head with its name and a way out, below it what scrolls. `--dialog-width` = how wide at most. */
import { css } from 'lit';

export const dialog = css`
  dialog {
    box-sizing: border-box;
    width: min(var(--dialog-width, 34rem), 100vw - 24px);
    max-width: none;
    /* It grows downwards only: what is about to be pressed stays where it is. */
    max-height: calc(100dvh - var(--dialog-top, 10dvh) - 12px);
    margin: var(--dialog-top, 10dvh) auto auto;
    padding: 0;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    color: var(--ls-ink);
    overscroll-behavior: contain;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  .head {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    padding: 8px 8px 8px 16px;
    border-bottom: 1px solid var(--ls-line);
  }
  .head h2 {
    flex: 1 1 12rem;
    min-width: 0;
    font-size: var(--ls-19);
    overflow-wrap: anywhere;
  }
  .scrolled {
    min-height: 0;
    padding: 16px;
    overflow-y: auto;
    /* What gets the focus stays clear of the buttons that end a form. */
    scroll-padding-block: 16px 96px;
  }
`;
