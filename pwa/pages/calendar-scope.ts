/** Chooses whose calendar is looked at. */
import { html } from 'lit';
import type { PlanView } from '../data/planning.ts';
import { calendarText as c } from '../locales/calendar.ts';
import { scopeChoices, type ScopeChoice } from './calendar-look.ts';

export function scopeSelect(view: Pick<PlanView, 'plant' | 'lines'>, chosen: string, choose: (scope: string) => void) {
  const all = scopeChoices(view);
  const of = (kind: ScopeChoice['kind']) =>
    all
      .filter((one) => one.kind === kind)
      .map(
        ({ scope, name }) =>
          html`<option value=${scope} ?selected=${scope === chosen}>
            ${kind === 'plant' ? c('plant', name) : name}
          </option>`,
      );
  return html`<label class="field">
    <span>${c('of')}</span>
    <select @change=${({ target }: Event) => choose((target as HTMLSelectElement).value)}>
      ${of('plant')}
      <optgroup label=${c('groups')}>${of('group')}</optgroup>
      <optgroup label=${c('lines')}>${of('line')}</optgroup>
    </select>
  </label>`;
}
