import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PersonView } from '../../shared/access/protocol.ts';
import '../components/ls-invitation.ts';
import type { Slip } from '../components/ls-invitation-slip.ts';
import '../components/ls-dialog.ts';
import '../components/ls-people-invite.ts';
import type { LineGroup } from '../components/people/lines.ts';
import type { PastedPerson } from '../components/people/pasted.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { Doing } from './people-doing.ts';
import { slipOf } from './people-slip.ts';

/** Invites somebody, in a dialog, and shows the invitation once. Emits `closed` and `changed` with who was invited. */
@customElement('ls-people-inviting')
export class LsPeopleInviting extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) people: readonly PersonView[] = [];
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property() zone = 'UTC';
  @property({ type: Boolean }) reachable = false;

  @state() private slip: Slip | null = null;
  readonly #doing = new Doing(this);

  static override styles = [controls, formStyles];

  protected override render() {
    const { slip } = this;
    const close = () => this.dispatchEvent(new CustomEvent('closed'));
    return html`<ls-dialog open .heading=${slip ? p('invitationFor', slip.name) : p('inviteTitle')} @closed=${close}>
      ${
        slip
          ? html`<ls-invitation .slip=${slip} @done=${close}></ls-invitation>`
          : html`<div class="form">
              ${this.#doing.note()}
              <ls-people-invite
                .taken=${new Set(this.people.map(({ user }) => user))}
                .groups=${this.groups}
                ?busy=${this.#doing.busy}
                ?reachable=${this.reachable}
                @invite-wanted=${(event: CustomEvent<PastedPerson>) => void this.#invite(event.detail)}
              ></ls-people-invite>
            </div>`
      }
    </ls-dialog>`;
  }

  async #invite(wanted: PastedPerson): Promise<void> {
    const { people, access } = this.data;
    const { lines } = wanted;
    const question = { ...wanted, lines: lines === '*' ? lines : [...lines] };
    const done = await this.#doing.run(access, 'manage-people', () => people.invite(question));
    if (!done) return;
    const { person, invitation } = done.value;
    const { plantName } = access.state;
    this.slip = slipOf(person, invitation, { plantName, zone: this.zone, origin: window.location.origin });
    this.dispatchEvent(new CustomEvent<PersonView>('changed', { detail: person }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-inviting': LsPeopleInviting;
  }
}
