import { css } from 'lit';

export const boardPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100dvh;
  }
  .top {
    flex: none;
  }
  main {
    display: contents;
  }
  ls-board {
    flex: 1 1 0;
    min-height: 20rem;
  }
  ls-plan-digest {
    flex: none;
    max-height: 30dvh;
    overflow-y: auto;
  }
  .draft {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    padding: 4px 16px;
    border-bottom: 2px dashed var(--ls-touch);
    background: var(--ls-panel);
    color: var(--ls-touch);
    font-weight: 600;
  }
  .first {
    position: absolute;
    top: 45%;
    left: 50%;
    display: grid;
    gap: 8px;
    width: min(26rem, 100vw - 32px);
    padding: 24px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    transform: translate(-50%, -50%);
  }
  .first h2 {
    font-size: var(--ls-19);
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  @media (max-width: 600px) {
    :host {
      height: auto;
    }
    ls-plan-digest {
      max-height: none;
    }
  }
  @media print {
    :host {
      page: lying;
      display: block;
      height: auto;
      background: white;
    }
    /* As wide as the paper: a sheet of A3 is one of A4 enlarged. Where lengths cannot be divided it is as Letter has room for. */
    main:not(.message) {
      display: block;
      zoom: calc(100vw / 978px);
    }
    ls-plan-digest,
    .draft,
    .first {
      display: none;
    }
    ls-board {
      break-inside: avoid;
    }
    .sheet {
      break-before: page;
    }
  }
`;
