import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PersonView } from '../../shared/access/protocol.ts';
import '../components/ls-people-locked.ts';
import { isLocked } from '../components/people/filter.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { Doing } from './people-doing.ts';
import { ageNote, insteadOf, peoplePartStyles } from './people-frame.ts';
import { SaidNote } from './said-note.ts';
import { Polled } from './source-poll.ts';

const ASK_EACH_MS = 3_000;

/** Who was locked out, for supervisors: nothing else of anybody is theirs to see. */
@customElement('ls-people-unlocking')
export class LsPeopleUnlocking extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() zone = 'UTC';

  readonly #now = (): number => this.data.now();
  readonly #people = new Polled<PersonView[]>(this, ASK_EACH_MS, this.#now);
  readonly #doing = new Doing(this);
  readonly #said = new SaidNote(this);

  static override styles = [controls, formStyles, pageMessageStyles, peoplePartStyles];

  protected override willUpdate(): void {
    this.#people.follow('', () => this.data.people.list());
  }

  protected override render() {
    const { value: people, failure } = this.#people;
    if (!people) return pageMessage(...insteadOf(failure));
    const now = this.#now();
    return html`${ageNote(this.#people, this.zone, now)} ${this.#doing.note()}
      <ls-people-locked
        .people=${people.filter((person) => isLocked(person, now))}
        ?disabled=${this.#doing.busy || failure !== null}
        .now=${this.#now}
        .zone=${this.zone}
        @unlock-wanted=${(event: CustomEvent<string>) => void this.#unlock(event.detail)}
      ></ls-people-locked>
      ${this.#said.note()}`;
  }

  async #unlock(user: string): Promise<void> {
    const { people, access } = this.data;
    const done = await this.#doing.run(access, 'unlock', () => people.unlock(user));
    if (!done) return;
    const name = this.#people.value?.find((one) => one.user === user)?.name ?? user;
    this.#people.value = this.#people.value?.filter((one) => one.user !== user);
    this.#people.askNow();
    this.#said.say(p('unlocked', name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-unlocking': LsPeopleUnlocking;
  }
}
