import { css } from 'lit';

export const boardPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100dvh;
  }
  ls-board {
    flex: 1 1 auto;
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
    padding: 24px;
    border: 1px solid var(--ls-line);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    transform: translate(-50%, -50%);
  }
  .ways {
    display: flex;
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
      display: block;
      height: auto;
    }
    ls-plan-digest,
    .draft button {
      display: none;
    }
  }
`;
