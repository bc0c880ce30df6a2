/** Fields, buttons and notes of dialogs. */
import { css } from 'lit';

export const formStyles = css`
  form,
  .form {
    display: grid;
    gap: 16px;
  }
  label.field {
    display: grid;
    gap: 4px;
  }
  label.field > span:first-child,
  legend,
  .label {
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-bottom: 4px;
  }
  /* 16 px: smaller ones make telephones zoom in. */
  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    width: 100%;
    min-height: 48px;
    padding: 4px 12px;
    border: 1px solid var(--ls-third);
    border-radius: var(--ls-radius);
    background: var(--ls-ground);
    color: var(--ls-ink);
    font: inherit;
    font-size: 1rem;
  }
  :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--ls-red);
  }
  input[type='checkbox'],
  input[type='radio'] {
    flex: none;
    width: 20px;
    height: 20px;
    margin: 0;
    accent-color: var(--ls-touch);
  }
  label.choice {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 48px;
    padding: 4px 0;
    cursor: pointer;
  }
  /* What is said about a field: its name is only its own (aria-labelledby), the rest describes it. */
  .about {
    display: grid;
    gap: 4px;
  }
  .about:not(:has(> *)) {
    display: none;
  }
  .hint {
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .wrong {
    color: var(--ls-red);
    font-size: var(--ls-13);
  }
  .note {
    padding: 8px 12px;
    border-radius: var(--ls-radius);
    background: var(--ls-amber-ground);
    color: var(--ls-amber);
    overflow-wrap: anywhere;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .main {
    border-color: var(--ls-touch);
    background: var(--ls-touch);
    color: var(--ls-panel);
    font-weight: 600;
  }
  .main:active {
    background: var(--ls-ink);
  }
  /* What ends a long form stays in sight, also over the padding of the dialog that scrolls. */
  .done {
    position: sticky;
    z-index: 1;
    bottom: -16px;
    margin-bottom: -16px;
    padding: 8px 0 16px;
    border-top: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  .text-button {
    color: var(--ls-touch);
    font-weight: 600;
  }
  button:disabled,
  input:disabled,
  select:disabled {
    border-style: dashed;
    background: none;
    color: var(--ls-third);
    cursor: default;
  }
  h3 {
    font-size: var(--ls-15);
  }
`;

/** A figure that is read out or typed on: large, with air between its letters. */
export const codeStyles = css`
  .code {
    font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
    font-size: var(--ls-30);
    font-weight: 600;
    letter-spacing: 0.12em;
    overflow-wrap: anywhere;
  }
  .address {
    font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
    overflow-wrap: anywhere;
  }
`;
