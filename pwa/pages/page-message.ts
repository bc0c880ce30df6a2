/** A page that has nothing to show yet says what happened and what to do. */
import { css, html, nothing } from 'lit';

export const pageMessageStyles = css`
  .message {
    display: block;
    max-width: 34rem;
    margin: 15vh auto;
    padding: 0 24px;
  }
  .message h1 {
    font-size: var(--ls-19);
    white-space: normal;
  }
  .message p {
    margin-top: 8px;
    color: var(--ls-second);
  }
`;

export function pageMessage(what: string, todo = '', more: unknown = nothing) {
  return html`<main class="message">
    <div role="status">
      <h1>${what}</h1>
      <p>${todo}</p>
    </div>
    ${more}
  </main>`;
}
