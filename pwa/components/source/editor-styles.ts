/** Definition on one side; sample, what it reads as, and saving on the other. */
import { css } from 'lit';

export const editorStyles = css`
  :host {
    display: block;
    border: 0;
    background: none;
  }
  .sides,
  .side {
    display: grid;
    align-content: start;
    gap: 12px;
    min-width: 0;
  }
  .side > * {
    min-width: 0;
  }
  .panel {
    padding: 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  ls-source-definition {
    margin: 0 -16px -16px;
    border: 0;
  }
  .ways {
    display: flex;
    margin-bottom: 16px;
  }
  .ways button {
    border-radius: 0;
  }
  .ways button:first-child {
    border-radius: var(--ls-radius) 0 0 var(--ls-radius);
  }
  .ways button:last-child {
    border-left: 0;
    border-radius: 0 var(--ls-radius) var(--ls-radius) 0;
  }
  .ways button[aria-pressed='true'] {
    background: var(--ls-ground);
    font-weight: 600;
    box-shadow: inset 0 -3px var(--ls-touch);
  }
  .summary {
    margin-bottom: 16px;
    padding: 8px 12px;
    border-radius: var(--ls-radius);
    background: var(--ls-amber-ground);
    color: var(--ls-amber);
  }
  .summary button {
    width: 100%;
    padding: 4px 0;
    border: 0;
    background: none;
    color: inherit;
    text-align: left;
    overflow-wrap: anywhere;
  }
  @media (min-width: 1000px) {
    .sides {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
`;
