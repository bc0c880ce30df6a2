import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PersonView } from '../../shared/access/protocol.ts';
import '../components/ls-invitation-batch.ts';
import '../components/ls-dialog.ts';
import '../components/ls-people-paste.ts';
import type { LineGroup } from '../components/people/lines.ts';
import type { PastedPerson } from '../components/people/pasted.ts';
import { NotSignedOn } from '../data/access.ts';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { InvitingMany } from './people-batch.ts';
import { slipOf } from './people-slip.ts';

/**
 * Invites a list from a spreadsheet, in a dialog. Closed, it keeps codes that were not yet said to be done with. Emits
 * `closed`, and `invited` when the list of people is another.
 */
@customElement('ls-people-list-inviting')
export class LsPeopleListInviting extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) people: readonly PersonView[] = [];
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property() zone = 'UTC';
  @property({ type: Boolean }) reachable = false;

  readonly #many = new InvitingMany(
    (person, invitation) => {
      const { plantName } = this.data.access.state;
      return slipOf(person, invitation, { plantName, zone: this.zone, origin: window.location.origin });
    },
    () => this.requestUpdate(),
  );

  static override styles = controls;

  protected override render() {
    const { batch } = this.#many;
    const close = () => this.dispatchEvent(new CustomEvent('closed'));
    return html`<ls-dialog wide ?open=${this.open} .heading=${p('pasteTitle')} @closed=${close}>
      ${
        batch
          ? html`<ls-invitation-batch
              .batch=${batch}
              @stop-wanted=${() => this.#many.stop()}
              @rest-wanted=${() => void this.#send(null)}
              @done=${() => {
                this.#many.forget();
                close();
              }}
            ></ls-invitation-batch>`
          : this.open
            ? html`<ls-people-paste
                .known=${new Set(this.people.map(({ user }) => user))}
                .groups=${this.groups}
                ?reachable=${this.reachable}
                @list-wanted=${(event: CustomEvent<readonly PastedPerson[]>) => void this.#send(event.detail)}
              ></ls-people-paste>`
            : ''
      }
    </ls-dialog>`;
  }

  /** null = the rest of the last. */
  async #send(wanted: readonly PastedPerson[] | null): Promise<void> {
    const { people, access } = this.data;
    try {
      await access.personFor('manage-people', null);
    } catch (error) {
      if (error instanceof NotSignedOn) return;
      throw error;
    }
    await (wanted ? this.#many.begin(people, wanted) : this.#many.goOn(people));
    this.dispatchEvent(new CustomEvent('invited'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-list-inviting': LsPeopleListInviting;
  }
}
