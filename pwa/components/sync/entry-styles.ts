import { css } from 'lit';

/** Lists of entries, each a few lines of text. */
export const entryStyles = css`
  :host {
    display: block;
    overflow: hidden;
  }
  h2 {
    padding: 12px 16px;
  }
  .none {
    padding: 0 16px 12px;
  }
  li {
    display: grid;
    gap: 2px;
    padding: 10px 16px;
    border-top: 1px solid var(--ls-line);
    overflow-wrap: anywhere;
  }
  li strong {
    font-weight: 600;
  }
  li .second,
  .typed {
    font-size: var(--ls-13);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 6px;
  }
  .buttons button {
    color: var(--ls-touch);
    font-weight: 600;
  }
`;
