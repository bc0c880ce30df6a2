import { css } from 'lit';

/** What is written in a bar or beside it, and the shapes of its state. */
export const barTextStyles = css`
  .text {
    display: flex;
    flex-direction: column;
    justify-content: center;
    min-width: 0;
    padding: 0 8px 4px 11px;
  }
  .first {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    white-space: nowrap;
  }
  .first b {
    flex: 0 0 auto;
    max-width: 100%;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
  }
  .first b:not(:last-child) {
    max-width: calc(100% - 20px);
  }
  .note {
    overflow: hidden;
    font-size: var(--ls-12);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .wrapped .text {
    padding: 0 2px 4px 9px;
  }
  .wrapped .first {
    white-space: normal;
  }
  .wrapped .first b {
    flex: 0 1 auto;
    max-width: none;
    line-height: 1.15;
  }
  .beside .text {
    right: auto;
    left: 100%;
    padding-left: 6px;
    color: var(--ls-ink);
    white-space: nowrap;
  }
  .beside .first b {
    max-width: none;
  }
  .short .text {
    padding: 0 1px 4px 7px;
  }
  .short .first b {
    max-width: none;
  }
  .flags {
    position: absolute;
    top: -12px;
    left: 50%;
    display: flex;
    gap: 2px;
    color: var(--ls-second);
    transform: translateX(-50%);
    pointer-events: none;
  }
  .flag.late,
  .flag.versions {
    color: var(--warn, #a86a00);
  }
  .flag.conflict {
    color: var(--alarm, #b3261e);
  }
  /* A word that there is no room for goes to a line that is not shown. */
  .marks {
    display: flex;
    flex: 1 1 0;
    gap: 6px;
    min-width: 12px;
    overflow: hidden;
    font-size: var(--ls-12);
    line-height: 16px;
  }
  .mark {
    display: flex;
    flex: 0 1000 auto;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 3px;
    height: 16px;
    min-width: 12px;
    overflow: hidden;
  }
  /* The loudest is the last to lose its word. */
  .mark:first-child {
    flex-shrink: 1;
  }
  .mark svg {
    flex: none;
    height: 16px;
  }
  .mark i {
    font-style: normal;
    font-weight: 600;
  }
  .mark.late,
  .mark.versions {
    color: #694200;
  }
  .mark.conflict {
    color: #8f1711;
  }
`;
