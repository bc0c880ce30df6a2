import { css } from 'lit';

/** Links and buttons of an `ls-menu`. Where hands wear gloves, `--menu-row` is 64 px. */
export const menuStyles = css`
  ls-menu > :is(a, button) {
    display: flex;
    flex: none;
    align-items: center;
    min-height: var(--menu-row, 48px);
    padding: 4px 16px;
    border: 0;
    background: none;
    color: var(--ls-touch);
    font-size: var(--ls-15);
    text-align: start;
    text-decoration: none;
  }
  ls-menu > button:disabled {
    color: var(--ls-third);
    cursor: default;
  }
  ls-menu > :is(a, button:enabled):hover {
    background: var(--ls-ground);
  }
`;
