import { css } from 'lit';

/** Grounds of what a stretch of the stop strip can be: a stop by its duration class, planned rest, running. */
export const stopClasses = css`
  .running {
    background: var(--ls-running);
  }
  .stop-0 {
    background: var(--ls-stop-0);
  }
  .stop-1 {
    background: var(--ls-stop-1);
  }
  .stop-2 {
    background: var(--ls-stop-2);
  }
  .stop-3 {
    background: var(--ls-stop-3);
  }
  .planned {
    background: var(--ls-planned);
  }
`;
