/** Over a board without any order: how the first ones come there. */
import { html, nothing } from 'lit';
import { planText as p } from '../locales/plan.ts';

/** `plans`: whoever looks may create them. */
export function firstOrder(plans: boolean, wanted: (dialog: 'order' | 'import') => void) {
  return html`<div class="first" role="status">
    <h2>${p('emptyBoard')}</h2>
    <p>${p('emptyBoardDo')}</p>
    ${
      plans
        ? html`<div class="ways">
            <button class="main" @click=${() => wanted('order')}>${p('newOrder')}</button>
            <button @click=${() => wanted('import')}>${p('do-import')}</button>
          </div>`
        : nothing
    }
  </div>`;
}
