import { css } from 'lit';

/** Rows: their heads, and when they rest. */
export const rowStyles = css`
  .heads {
    position: absolute;
    z-index: 3;
    inset: 0 auto 0 0;
    width: var(--head);
    border-right: 1px solid var(--ls-line);
    background: var(--ls-ground);
  }
  .row {
    position: absolute;
    inset: 0 0 auto 0;
    border-bottom: 1px solid var(--ls-line);
  }
  .head {
    display: flex;
    flex-direction: column;
    justify-content: center;
    height: 100%;
    padding: 0 12px 0 16px;
    overflow: hidden;
  }
  /* Where there is no room for both, the note gives way: whoever needs wider text still reads which line it is. */
  .head b {
    display: -webkit-box;
    flex: none;
    overflow: hidden;
    font-size: var(--ls-19);
    line-height: 1.1;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }
  .row-note {
    display: -webkit-box;
    overflow: hidden;
    color: var(--ls-second);
    font-size: var(--ls-12);
    font-weight: 400;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .look .row-note,
  .row-note.look {
    color: var(--ls-amber);
    font-weight: 600;
  }
  .act .row-note,
  .row-note.act {
    color: var(--ls-red);
    font-weight: 600;
  }
  /* What cannot take what is carried can still be read. */
  .row.barred .head {
    background: repeating-linear-gradient(
      135deg,
      color-mix(in srgb, var(--ls-line) 55%, transparent) 0 5px,
      transparent 5px 10px
    );
  }
  .row.barred .head :is(b, .row-note) {
    color: var(--ls-second);
    font-weight: 400;
  }
  .shade {
    position: absolute;
    overflow: hidden;
    background: var(--rest);
    font-style: normal;
  }
  .shade.break {
    background: color-mix(in srgb, var(--ls-second) 10%, transparent);
  }
  .shade.maintenance,
  .shade.holiday,
  .shade.closed {
    background: repeating-linear-gradient(135deg, var(--rest) 0 5px, transparent 5px 10px), var(--rest);
  }
  .shade span {
    position: absolute;
    right: 0;
    bottom: 0;
    left: 0;
    padding: 0 6px 1px;
    overflow: hidden;
    color: var(--ls-ink);
    font-size: var(--ls-12);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
