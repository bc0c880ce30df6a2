import { css } from 'lit';

/** Two rows; on a phone what is looked at is folded away. */
export const toolbarStyles = css`
  :host {
    display: grid;
    border-bottom: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-width: 0;
    padding: 4px 12px;
  }
  .tabs {
    display: flex;
    flex: 1 1 auto;
    overflow-x: auto;
  }
  .tabs button,
  .spans button {
    flex: none;
    padding: 4px 12px;
    border: 0;
    border-bottom: 3px solid transparent;
    border-radius: 0;
    background: none;
  }
  .spans button {
    padding: 4px 8px;
    font-size: var(--ls-13);
  }
  .time,
  .tabs button,
  .spans button {
    min-width: 48px;
  }
  .tabs button[aria-pressed='true'],
  .spans button[aria-pressed='true'] {
    border-bottom-color: var(--ls-touch);
    font-weight: 600;
  }
  .spans {
    display: flex;
    overflow-x: auto;
  }
  .period {
    flex: none;
    /* What follows stays where it is while one steps through time. */
    width: 14rem;
    line-height: 1.2;
    font-weight: 600;
    text-align: center;
  }
  input[type='search'] {
    flex: 0 1 11rem;
    width: auto;
    min-width: 7rem;
    font-size: var(--ls-15);
  }
  select {
    width: auto;
    max-width: 11rem;
    font-size: var(--ls-13);
  }
  .push {
    margin-left: auto;
  }
  .phone,
  ls-menu > .phone {
    display: none;
  }
  .looks {
    display: contents;
  }
  .basis {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: var(--ls-13);
  }
  /* There the choice speaks for itself. */
  @media (max-width: 1500px) {
    .basis span {
      display: none;
    }
    .period {
      width: 12.5rem;
    }
    .spans button {
      padding: 4px 6px;
    }
    input[type='search'] {
      flex-basis: 7rem;
    }
    select {
      max-width: 9rem;
    }
  }
  @media (max-width: 960px) {
    .wide {
      display: none;
    }
    button.phone {
      display: inline-flex;
      align-items: center;
    }
    ls-menu > .phone {
      display: flex;
    }
    .row {
      padding: 4px 8px;
    }
    .spans,
    .looks {
      display: none;
      order: 1;
      flex: 0 0 100%;
      flex-wrap: wrap;
      gap: 4px 8px;
    }
    .spans.open,
    .looks.open {
      display: flex;
    }
    .looks select {
      flex: 1 1 8rem;
      max-width: none;
    }
  }
  /* There lines are a list of all that comes: no time is chosen. */
  @media (max-width: 600px) {
    .tabs,
    .time,
    .time.open {
      display: none;
    }
    .row .phone:not(button) {
      display: inline-flex;
      flex: 1 1 4rem;
      min-width: 0;
      max-width: none;
    }
    /* One row, and below it what is looked for when it is asked for. */
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
      padding: 4px 8px;
    }
    .row {
      display: contents;
    }
    .row > button.phone {
      order: -1;
    }
    .row select.phone {
      order: -2;
    }
    input[type='search'] {
      display: none;
      order: 1;
      flex: 0 0 100%;
    }
    input[type='search'].open {
      display: block;
    }
  }
  @media (forced-colors: active) {
    .tabs button[aria-pressed='false'],
    .spans button[aria-pressed='false'] {
      border-bottom-color: Canvas;
    }
    .tabs button[aria-pressed='true'],
    .spans button[aria-pressed='true'] {
      border-bottom-color: Highlight;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
