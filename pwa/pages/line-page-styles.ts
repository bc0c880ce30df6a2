import { css } from 'lit';

/** What is under the head of a line's page; on tablets it fills the screen and nothing scrolls but the list of stops. */
export const linePageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100dvh;
    background: var(--ls-ground);
  }
  .failure {
    padding: 12px 16px;
    background: var(--ls-red-ground);
    color: var(--ls-red);
    font-weight: 600;
  }
  main {
    flex: 1;
    display: grid;
    gap: 12px;
    padding: 12px;
    grid-template: 'why' auto 'figures' auto 'timeline' 480px 'stops' auto / minmax(0, 1fr);
  }
  .figures {
    grid-area: figures;
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 12px;
  }
  ls-oee,
  ls-running {
    grid-column: 1 / -1;
  }
  ls-timeline {
    grid-area: timeline;
  }
  ls-timeline:not(:defined) {
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .asks {
    display: flex;
    flex-direction: column;
    grid-area: why;
    gap: 12px;
  }
  .side {
    display: contents;
  }
  ls-stop-list {
    grid-area: stops;
    max-height: 560px;
  }
  .given {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 12px 16px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
  }
  .given p {
    flex: 1;
    min-width: 0;
  }
  .given strong {
    display: block;
    font-size: var(--ls-19);
    overflow-wrap: anywhere;
  }
  .given button {
    color: var(--ls-touch);
    font-weight: 600;
  }
  @media (min-width: 640px) {
    .figures {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
    ls-figure,
    ls-oee,
    ls-running {
      grid-column: span 2;
    }
  }
  @media (min-width: 1000px) {
    main {
      grid-template: 'figures side' auto 'timeline side' minmax(360px, 1fr) / minmax(0, 1fr) minmax(300px, 23rem);
    }
    .figures {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    ls-figure,
    ls-oee,
    ls-running {
      grid-column: auto;
    }
    .asks {
      display: contents;
    }
    .side {
      grid-area: side;
      display: flex;
      flex-direction: column;
      gap: 12px;
      min-height: 0;
    }
    ls-stop-list {
      flex: 1;
      max-height: none;
      min-height: 160px;
    }
  }
  @media (min-width: 1180px) {
    .figures {
      grid-template-columns: minmax(0, 37fr) minmax(0, 29fr) minmax(0, 62fr) minmax(0, 38fr);
    }
  }
  @media (min-width: 1000px) and (min-height: 640px) {
    :host {
      height: 100dvh;
    }
    main,
    .figures {
      min-height: 0;
    }
    main {
      grid-template-rows: auto minmax(0, 1fr);
    }
    .why {
      flex: none;
      max-height: 75%;
      overflow-y: auto;
    }
  }
  @media print {
    :host {
      height: auto;
    }
    ls-reason-set,
    ls-reason-picker {
      display: none;
    }
  }
`;
