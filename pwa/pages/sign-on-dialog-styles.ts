import { css } from 'lit';

export const signOnDialogStyles = css`
  dialog {
    width: min(34rem, 100vw - 24px);
    max-width: none;
    max-height: calc(100dvh - 24px);
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
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding: 8px 8px 8px 16px;
    border-bottom: 1px solid var(--ls-line);
  }
  h2 {
    min-width: 0;
    font-size: var(--ls-19);
    overflow-wrap: anywhere;
  }
  .scrolled {
    display: grid;
    gap: 12px;
    min-height: 0;
    padding: 16px;
    overflow-y: auto;
  }
  .may-not {
    padding: 8px 12px;
    border-radius: var(--ls-radius);
    background: var(--ls-amber-ground);
    color: var(--ls-amber);
    font-weight: 600;
  }
`;
