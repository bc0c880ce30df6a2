import { css } from 'lit';

export const calendarPageStyles = css`
  .calendar {
    display: grid;
    gap: 12px;
    max-width: 110rem;
    margin: 0 auto;
    padding: 12px;
  }
  .calendar > *,
  .parts > * {
    min-width: 0;
  }
  /* What is not saved yet lies beside the grid, so that all of it can still be dragged. */
  .parts {
    display: grid;
    grid-template: auto 1fr / minmax(0, 1fr) minmax(18rem, 24rem);
    align-items: start;
    column-gap: 12px;
  }
  .left {
    grid-row: 1 / 3;
  }
  ls-calendar-keep {
    grid-column: 2;
    margin-bottom: 12px;
  }
  .right {
    grid-row: 2;
    grid-column: 2;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 12px;
  }
  .bar .field {
    flex: 0 1 20rem;
  }
  .which {
    flex: 1 1 14rem;
  }
  .which h2 {
    font-size: var(--ls-19);
  }
  .which p {
    font-size: var(--ls-13);
  }
  .bar .step {
    min-width: 48px;
    padding: 4px 12px;
  }
  .others {
    display: flex;
    flex: 1 1 100%;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    color: var(--ls-second);
  }
  .left,
  .right {
    display: grid;
    gap: 12px;
  }
  .left > *,
  .right > * {
    min-width: 0;
  }
  .draft {
    padding: 8px 16px;
    border-bottom: 2px dashed var(--ls-touch);
    background: var(--ls-panel);
    color: var(--ls-touch);
    font-weight: 600;
  }
  @media (max-width: 1023px) {
    .parts {
      display: block;
    }
    .right {
      margin-top: 12px;
    }
    ls-calendar-keep {
      position: sticky;
      z-index: 1;
      bottom: 8px;
      margin: 12px 0 0;
    }
  }
  @media (max-width: 599px) {
    .calendar {
      padding: 8px;
    }
    .bar .field {
      flex-basis: 100%;
    }
  }
  /* The week on a sheet that lies on its side, below it what it is made of. */
  @media print {
    :host {
      page: lying;
    }
    .calendar {
      display: block;
      max-width: none;
      padding: 0;
    }
    .bar :is(.field, .others),
    .which h2,
    .wide,
    .draft,
    ls-calendar-keep {
      display: none;
    }
    .bar {
      padding-bottom: 6px;
    }
    .parts,
    .right {
      display: block;
    }
    .right > * {
      margin-top: 12px;
    }
    ls-calendar-grid {
      break-inside: avoid;
    }
  }
`;
