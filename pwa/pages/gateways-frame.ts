/** What the parts of the page about gateways say while they have no answer, or an old one. */
import { html, nothing } from 'lit';
import { gatewaysText as g } from '../locales/gateways.ts';
import { whenText } from './gateways-clock.ts';
import type { Polled } from './source-poll.ts';

/** Instead of what has not come. */
export function insteadOf(failure: Polled<unknown>['failure']): [what: string, todo?: string] {
  if (failure === null) return [g('loading')];
  return failure === 'unreachable' ? [g('unreachable'), g('unreachableDo')] : [g('failed')];
}

/** The same within the page, as an `.empty` of `peoplePartStyles`. */
export function partInsteadOf(failure: Polled<unknown>['failure']) {
  const [what, todo = ''] = insteadOf(failure);
  return html`<section class="empty" role="status">
    <h2>${what}</h2>
    <p>${todo}</p>
  </section>`;
}

/** What is shown is from the last time that the gateway answered. */
export function ageNote({ failure, answeredAt }: Polled<unknown>, zone: string, now: number) {
  if (failure === null) return nothing;
  const age = g('asOf', whenText(answeredAt, zone, now));
  // That it is out of reach is said above, by the connection bar.
  if (failure === 'unreachable') return html`<p class="hint" role="status">${age}</p>`;
  return html`<p class="note" role="status">▲ ${g('failed')} ${age}</p>`;
}
