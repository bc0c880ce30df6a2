import { css } from 'lit';

/** On a phone: what a row says in three lines. */
export const sheetCards = css`
  .scroller.cards {
    overflow: visible;
    padding: 0;
  }
  .new {
    margin: 8px;
  }
  .cards ul {
    position: relative;
  }
  .cards li {
    position: absolute;
    right: 8px;
    left: 8px;
    height: 104px;
    padding-bottom: 8px;
  }
  .cards a,
  .cards button {
    display: grid;
    align-content: center;
    gap: 2px;
    width: 100%;
    height: 100%;
    padding: 4px 12px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    color: var(--ls-ink);
    text-align: left;
    text-decoration: none;
  }
  .cards strong {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  .cards strong .marks {
    margin-left: auto;
    color: var(--ls-touch);
  }
  .cards .some {
    display: block;
    overflow: hidden;
    color: var(--ls-second);
    font-size: var(--ls-13);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cards .some .faint {
    font-style: italic;
  }
  .cards .some .amber {
    color: var(--ls-amber);
    font-weight: 600;
  }
  .cards .some .red {
    color: var(--ls-red);
    font-weight: 600;
  }
`;
