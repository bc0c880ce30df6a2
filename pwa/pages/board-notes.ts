/** Over the board: how much is found, and that what is seen is a draft. Said when it changes, for their places are always there. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PlanView } from '../data/planning.ts';
import { boardText } from '../locales/board.ts';
import { planText as p } from '../locales/plan.ts';

/** `count` null = nothing is sought; `compare`: somebody wants to see what the draft changes. */
export function boardNotes({ draft }: PlanView, count: number | null, compare: () => void): TemplateResult {
  return html`<p class="hidden" role="status">${count === null ? '' : boardText('found', count)}</p>
    <div class=${draft ? 'draft' : ''}>
      <span role="status">${draft ? p('draftShown', draft.name) : ''}</span>
      ${draft ? html`<button @click=${compare}>${p('draftCompare')}</button>` : nothing}
    </div>`;
}
