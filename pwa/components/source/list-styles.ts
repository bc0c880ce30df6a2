/** Lists of values and texts within the form: an item is a small row of fields. */
import { css } from 'lit';

export const itemStyles = css`
  :host {
    display: grid;
    gap: 12px;
    min-width: 0;
  }
  h3 {
    font-weight: 600;
  }
  li {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(8rem, 100%), 1fr));
    align-items: end;
    gap: 8px 12px;
    padding: 12px 0;
    border-top: 1px solid var(--ls-line);
  }
  li:first-child {
    border-top: 0;
    padding-top: 0;
  }
  .remove {
    justify-self: start;
    color: var(--ls-second);
  }
`;
