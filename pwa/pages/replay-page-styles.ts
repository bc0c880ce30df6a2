import { css } from 'lit';

export const replayPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100dvh;
    background: var(--ls-ground);
  }
  ls-line-page {
    flex: 1;
    min-height: 0;
  }
  .bare {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
    align-items: center;
    justify-content: center;
    padding-bottom: 24px;
  }
  .bare input {
    min-height: 48px;
    margin-left: 8px;
    padding: 4px 12px;
    border: 1px solid var(--ls-second);
    border-radius: var(--ls-radius);
    background: var(--ls-panel);
    color: var(--ls-ink);
    font: inherit;
  }
  .bare a {
    display: flex;
    align-items: center;
    min-height: 48px;
  }
  @media (min-width: 1000px) and (min-height: 640px) {
    :host {
      height: 100dvh;
    }
    ls-line-page {
      height: auto;
    }
  }
`;
