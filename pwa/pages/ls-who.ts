import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/ls-person.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData } from '../data/line-data.ts';
import { roleName } from '../locales/people-roles.ts';
import { LiveValue } from './live-value.ts';
import { personLinks } from './person-links.ts';

/** Who is on, in the head of a page. Nothing on a kiosk, where nobody can be. */
@customElement('ls-who')
export class LsWho extends LitElement {
  @property({ attribute: false }) data!: AppData;

  readonly #access = new LiveValue<AccessState>(this);

  static override styles = css`
    :host {
      display: block;
      min-width: 0;
    }
  `;

  protected override willUpdate(): void {
    const { data } = this;
    this.#access.follow([data], () => data.access.now);
  }

  protected override render() {
    const { access } = this.data;
    const { device, person, locked, pending } = access.state;
    if (device?.role === 'kiosk') return nothing;
    return html`<ls-person
      .name=${person?.name ?? null}
      .roles=${(person?.roles ?? []).map(roleName).join(', ')}
      .station=${device?.role === 'station' ? device.name : ''}
      ?locked=${locked}
      ?byTicket=${person?.byTicket ?? false}
      .pending=${pending}
      .links=${person && !person.byTicket ? personLinks(access) : []}
      @sign-on-wanted=${() => access.ask()}
      @sign-off-wanted=${() => void access.signOff()}
    ></ls-person>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-who': LsWho;
  }
}
