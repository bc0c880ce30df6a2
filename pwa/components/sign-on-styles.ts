import { css } from 'lit';

export const signOnStyles = css`
  :host {
    display: grid;
    gap: 12px;
  }
  .message {
    color: var(--ls-red);
    font-weight: 600;
  }
  .message:empty {
    display: none;
  }
  .people {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(12rem, 100%), 1fr));
    gap: 8px;
  }
  .people button {
    width: 100%;
    min-height: 64px;
    background: var(--ls-ground);
    font-weight: 600;
    text-align: left;
    overflow-wrap: anywhere;
  }
  .people span {
    display: block;
    font-size: var(--ls-13);
    font-weight: 400;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    margin: 0 -16px;
  }
  .ways .text-button {
    border: 0;
    background: none;
  }
  .way {
    display: flex;
    align-items: center;
    min-height: 48px;
    padding: 4px 16px;
    font-weight: 600;
  }
  .demo {
    display: grid;
    gap: 8px;
    padding: 12px;
    border: 1px dashed var(--ls-third);
    border-radius: var(--ls-radius);
  }
`;
