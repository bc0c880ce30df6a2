import { css } from 'lit';

/** The parking lot and its cards. */
export const cardStyles = css`
  .parking {
    grid-area: 1 / 2;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    border-left: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  .parking header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    min-height: var(--axis);
    padding: 0 16px;
  }
  .parking h2 {
    font-size: var(--ls-19);
    font-weight: 600;
    white-space: nowrap;
  }
  .parking header span {
    font-size: var(--ls-12);
    text-align: end;
  }
  .parking.target {
    box-shadow: inset 0 0 0 3px var(--ls-touch);
    background: color-mix(in srgb, var(--ls-touch) 10%, var(--ls-panel));
  }
  .nothing {
    padding: 0 16px 16px;
    font-size: var(--ls-13);
  }
  .cards {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
    padding: 4px 12px 16px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .middle .parking {
    grid-area: 2 / 1;
    border-top: 1px solid var(--ls-line);
    border-left: 0;
  }
  .middle .parking header {
    justify-content: flex-start;
    min-height: 48px;
  }
  .toggle {
    margin-left: auto;
    border-color: transparent;
    background: none;
    color: var(--ls-touch);
    font-size: var(--ls-13);
  }
  .middle .cards {
    flex-direction: row;
    overflow: auto hidden;
    touch-action: pan-x;
  }
  .middle .cards li {
    flex: 0 0 220px;
  }
  .card {
    position: relative;
    min-height: 52px;
    padding: 7px 10px 7px 16px;
    overflow: hidden;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-ground);
    font-size: var(--ls-13);
    line-height: 1.35;
    cursor: pointer;
  }
  .card::before {
    position: absolute;
    inset: 0 auto 0 0;
    width: 7px;
    background: var(--product);
    content: '';
  }
  .card .first b {
    font-size: var(--ls-15);
  }
  .card .note {
    display: block;
    color: var(--ls-second);
    white-space: normal;
  }
  .card .mark.late,
  .card .mark.versions {
    color: var(--ls-amber);
  }
  .card .mark.conflict {
    color: var(--ls-red);
  }
  .card.look {
    border-color: var(--ls-amber);
  }
  .card.act {
    border-color: var(--ls-red);
  }
  .card.selected {
    outline: 3px solid var(--ls-touch);
    outline-offset: -1px;
  }
  .card.held {
    border-style: dashed;
    border-color: var(--ls-touch);
    background: none;
  }
  .card:focus-visible {
    outline: 3px solid var(--ls-ink);
    outline-offset: 1px;
  }
`;
