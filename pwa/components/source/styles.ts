/** The form of a source: sections of fields that share a row where there is room. */
import { css } from 'lit';

export const sourceFormStyles = css`
  :host {
    display: grid;
    gap: 20px;
    min-width: 0;
  }
  legend,
  h3 {
    margin-bottom: 8px;
    color: var(--ls-ink);
    font-size: var(--ls-15);
    font-weight: 600;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
    align-items: start;
    gap: 12px;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .with-button {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 8px;
  }
  .with-button label {
    flex: 1 1 12rem;
  }
  .with-button button {
    margin-top: calc(var(--ls-13) * 1.35 + 4px);
  }
  .wrong::before {
    content: none;
  }
`;
