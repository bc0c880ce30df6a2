import { css } from 'lit';

/** The list of lines on a phone, and what goes along with the hand. */
export const listStyles = css`
  .lines,
  .line-card ul {
    grid-template-columns: minmax(0, 1fr);
  }
  .lines {
    display: grid;
    gap: 8px;
    padding: 8px;
  }
  .line-card {
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .line-card h2 {
    display: flex;
    align-items: baseline;
    gap: 10px;
    padding: 10px 12px 6px;
    font-size: var(--ls-19);
    font-weight: 700;
  }
  .line-card .row-note {
    display: inline;
  }
  .line-card ul {
    display: grid;
    gap: 6px;
    padding: 0 8px 8px;
  }
  .line-card .card.running {
    background: color-mix(in oklab, var(--product) 22%, var(--ls-panel));
  }
  .line-card .times {
    display: block;
  }
  .line-card .progress {
    right: auto;
    left: 0;
  }
  .line-card .moved {
    outline: 2px dashed var(--ls-touch);
  }
  .lines .gap {
    height: 6px;
    border-radius: 3px;
    background: var(--ls-touch);
  }
  .lines .gap.refused {
    background: var(--ls-red);
  }
  .narrow .parking {
    position: sticky;
    z-index: 2;
    bottom: 0;
    max-height: 45vh;
    border-top: 1px solid var(--ls-line);
    border-left: 0;
  }
  .narrow .parking .cards {
    touch-action: pan-y;
  }
  .narrow .parking header {
    min-height: 52px;
    padding: 0 4px 0 16px;
  }
  ls-board-outcome {
    z-index: 5;
    grid-area: 1 / 2;
    align-self: end;
    width: 248px;
    margin: 12px;
  }
  .middle ls-board-outcome {
    grid-area: 1 / 1;
    justify-self: end;
  }
  .narrow ls-board-outcome {
    position: absolute;
    right: 0;
    bottom: 52px;
    left: 0;
    width: auto;
  }
  .chip {
    position: fixed;
    z-index: 6;
    top: 0;
    left: 0;
    max-width: 220px;
    padding: 3px 10px;
    overflow: hidden;
    border: 1px solid var(--ls-touch);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    box-shadow: 0 6px 16px rgb(0 0 0 / 30%);
    font-size: var(--ls-13);
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
    pointer-events: none;
  }
  .chip[hidden] {
    display: none;
  }
  .chip.refused {
    border-color: var(--ls-red);
    color: var(--ls-red);
  }
  .chip.refused::before {
    content: '✕ ';
  }
`;
