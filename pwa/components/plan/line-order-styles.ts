import { css } from 'lit';

/** One loud thing: how many of what runs are left, and until when. What comes next is quieter, beside or below it. */
export const lineOrderStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    border-bottom: 1px solid var(--ls-line);
    background: var(--ls-panel);
  }
  .news {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    align-items: center;
    gap: 8px 12px;
    padding: 8px 16px;
    background: var(--ls-amber-ground);
    color: var(--ls-amber);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .order {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 20px;
    min-width: 0;
    padding: 4px 12px;
    border-left: 6px solid var(--colour);
  }
  .order + .order {
    border-top: 1px solid var(--ls-line);
  }
  .what {
    flex: 1 1 100%;
    min-width: 0;
  }
  .label,
  .small {
    color: var(--ls-second);
    font-size: var(--ls-13);
  }
  .what .label {
    display: block;
    line-height: 20px;
  }
  a {
    display: flex;
    align-items: center;
    min-height: 48px;
    margin: -8px 0;
    color: inherit;
    font-size: var(--ls-19);
    font-weight: 600;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  a:hover {
    text-decoration: underline;
  }
  .figure {
    flex: 1 1 8rem;
  }
  .figure strong {
    display: block;
    font-size: var(--ls-30);
    line-height: 36px;
    white-space: nowrap;
  }
  .stale .figure strong {
    color: var(--ls-third);
  }
  .late {
    color: var(--ls-amber);
    font-size: var(--ls-13);
    font-weight: 600;
  }
  .next .late {
    display: block;
  }
  .progress {
    flex: 1 0 100%;
    order: 1;
    height: 8px;
    margin-bottom: 4px;
    border-radius: 4px;
    background: var(--ls-line);
    overflow: hidden;
  }
  .progress > div {
    height: 100%;
    background: var(--ls-second);
  }
  .stale .progress > div {
    background: var(--ls-running);
  }
  .acts {
    display: flex;
    flex: 1 0 100%;
    order: 2;
    gap: 8px;
    margin: 4px 0;
  }
  .acts button,
  .news button {
    min-height: 64px;
  }
  .acts button {
    flex: 1 1 50%;
  }
  @media (max-width: 639px) {
    .now {
      align-items: flex-start;
    }
    .next:not(.first) .what {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 12px;
    }
    .next:not(.first) a {
      margin: 0;
      font-size: var(--ls-15);
    }
  }
  @media (min-width: 640px) {
    .what {
      flex: 1 1 7rem;
    }
    /* What it says more out of reach takes a line of its own, not the room of the buttons. */
    .figure {
      flex: none;
      max-width: 16rem;
    }
    .acts {
      order: 0;
      flex: none;
      margin: 0;
    }
    .acts button {
      flex: none;
      max-width: 8.5rem;
      padding: 4px 12px;
    }
  }
  @media (min-width: 1000px) {
    :host {
      grid-template-columns: minmax(0, 1fr) 22% 15%;
    }
    :host([free]) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .order + .order {
      border-top: 0;
    }
    .next a {
      font-size: var(--ls-15);
    }
    :host([free]) .first a {
      font-size: var(--ls-19);
    }
    .now .what {
      flex: 0 1 auto;
    }
    .acts {
      margin-left: auto;
    }
  }
  @media (forced-colors: active) {
    .progress {
      border: 1px solid CanvasText;
    }
    .progress > div {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
